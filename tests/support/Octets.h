// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace hop::test {

/// Octets made readable: "\r\n" stays a line end and is shown, everything
/// outside visible ASCII becomes \xNN. Cut after @p limit octets.
[[nodiscard]] std::string readable(std::string_view octets,
                                   std::size_t limit = 1500);

/// @p count octets that run through all 256 values, different for each seed.
[[nodiscard]] std::string pattern(std::size_t count, unsigned seed = 0);

}  // namespace hop::test
