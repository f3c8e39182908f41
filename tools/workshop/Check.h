// SPDX-License-Identifier: MIT
#pragma once

#include "tools/workshop/Cases.h"
#include "tools/workshop/Compile.h"

#include <optional>
#include <vector>

namespace hop::workshop {

/// What is known about a learner's program.
struct Outcome {
  std::optional<Problem> problem;  ///< there was nothing to judge, because...
  std::vector<Verdict> verdicts;   ///< in the order of steps and rows
  Rows rows = Rows::Core;
  double seconds = 0;  ///< from the call to the last verdict

  [[nodiscard]] std::size_t passed() const;
  [[nodiscard]] std::size_t failed() const;
  /// Everything was run, and is green.
  [[nodiscard]] bool green() const;
  /// The first one that failed, the lowest step first: what stands on it
  /// cannot be right either. nullptr when none did.
  [[nodiscard]] const Verdict* firstFailure() const;
};

/// Told as it goes on.
struct Listener {
  std::function<void()> built;
  /// @param part the verdicts so far, of @p total.
  std::function<bool(const Verdict&, std::size_t total)> heard;
  /// The rows of the step itself are through; those of the steps before follow.
  std::function<void(const std::vector<Verdict>& own)> ownRows;
};

/// Builds, starts, and judges: first the rows of the step itself, then those of
/// the steps before it.
/// @throws NotReady, std::runtime_error.
[[nodiscard]] Outcome check(const Shop& shop, const manifest::Step& step,
                            Rows rows, const Listener& listener);

}  // namespace hop::workshop
