// SPDX-License-Identifier: MIT
#pragma once

#include "tools/workshop/Shop.h"

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>

namespace hop::workshop {

enum class From {
  StepBefore,  ///< ours
  Mine         ///< what the learner has in the folder
};

/// What begin() has done.
struct Begun {
  /// Where the things that were in the folder are now.
  std::optional<std::filesystem::path> movedTo;
  std::size_t linesToWrite = 0;
  /// Places where the learner's own code won over what is given; the difference
  /// is in given.diff then.
  int conflicts = 0;
};

/// Puts the start of a step into the learner's folder. What was there is moved
/// aside, never lost.
/// @param name what the things that move aside belong to, or empty.
/// @throws NotReady when From::Mine and there is no main.cpp, and as
///   startText() and furnish().
[[nodiscard]] Begun begin(const Shop& shop, const manifest::Step& step,
                          From from, const std::string& name);

}  // namespace hop::workshop
