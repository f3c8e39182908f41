// SPDX-License-Identifier: MIT
#pragma once

#include <Poco/Timespan.h>

#include <chrono>
#include <string_view>

namespace hop::cli {

/// Reads "200ms", "5s" or "2m": a whole number above zero and its unit.
/// @throws UsageError naming the text when it is anything else.
[[nodiscard]] std::chrono::milliseconds parseDuration(std::string_view text);

/// The same length of time in POCO's own type.
[[nodiscard]] inline Poco::Timespan timespan(std::chrono::milliseconds time) {
  return Poco::Timespan(std::chrono::microseconds(time).count());
}

}  // namespace hop::cli
