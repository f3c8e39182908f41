// SPDX-License-Identifier: MIT
#include "common/cli/Duration.h"

#include "common/cli/UsageError.h"

#include <charconv>
#include <string>

namespace hop::cli {

namespace {

/// Milliseconds in one unit; 0 for a unit that we do not know.
std::int64_t unitLength(std::string_view unit) {
  if (unit == "ms") return 1;
  if (unit == "s") return 1000;
  if (unit == "m") return 60'000;
  return 0;
}

/// A day: longer is a slip of the finger, and it keeps the product in range.
constexpr std::int64_t kLongest = std::int64_t{24} * 60 * 60'000;

}  // namespace

std::chrono::milliseconds parseDuration(std::string_view text) {
  std::int64_t count = 0;
  const char* const last = text.data() + text.size();
  const auto [end, error] = std::from_chars(text.data(), last, count);
  const auto unit = unitLength({end, static_cast<std::size_t>(last - end)});
  if (error != std::errc() || count <= 0 || unit == 0 ||
      count > kLongest / unit) {
    throw UsageError("'" + std::string(text) +
                     "' is not a duration: write 200ms, 5s or 2m (at most "
                     "a day)");
  }
  return std::chrono::milliseconds(count * unit);
}

}  // namespace hop::cli
