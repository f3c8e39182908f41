// SPDX-License-Identifier: MIT
#pragma once

#include "tools/workshop/Shop.h"

#include <chrono>
#include <optional>
#include <string>

namespace hop::workshop {

/// Why there is nothing to judge: the first thing that is wrong, and no more.
struct Problem {
  std::string kind;     ///< "compile", "link", "build", "start"
  std::string place;    ///< "work/main.cpp:12:5", or empty
  std::string text;     ///< one or two sentences
  std::string excerpt;  ///< lines of the compiler or of the program, or empty
};

/// The first error in what a compiler and ninja have written.
[[nodiscard]] Problem firstError(const std::string& output);

/// Builds main.cpp of the learner's folder.
/// @return what is wrong, or nothing when the program is there.
/// @throws NotReady when main.cpp, CMake, Ninja or the layers below are
///   missing.
[[nodiscard]] std::optional<Problem> compile(const Shop& shop,
                                             const manifest::Step& step);

}  // namespace hop::workshop
