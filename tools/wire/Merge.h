// SPDX-License-Identifier: MIT
#pragma once

#include "tools/wire/Drawing.h"

#include <optional>
#include <vector>

namespace hop::wire {

/// A line of one lane as two steps show it; at least one of them is there.
struct Pair {
  std::optional<Line> one;
  std::optional<Line> other;
};

/// Lays the lines of two lanes beside each other (longest common
/// subsequence). What changes from run to run counts as equal: the value of
/// Date, ports of 127.0.0.1; and so do numbers in our own remarks.
[[nodiscard]] std::vector<Pair> merge(const std::vector<Line>& one,
                                      const std::vector<Line>& other);

}  // namespace hop::wire
