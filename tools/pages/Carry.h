// SPDX-License-Identifier: MIT
#pragma once

#include "tools/pages/Book.h"

#include <string>
#include <vector>

namespace hop::pages {

/// What became of one later step.
struct Carried {
  enum class Result { Unchanged, Merged, Conflict };

  std::string slug;
  Result result = Result::Unchanged;
  std::string text;  ///< of its main.cpp afterwards
};

/// Merges the correction made in a step's main.cpp (the working tree against
/// git's HEAD) into every later written step, in numeric order, by three-way
/// merge. Writes nothing.
/// @throws std::runtime_error when git fails or there is no correction.
[[nodiscard]] std::vector<Carried> carry(const Book& book,
                                         const manifest::Step& step);

}  // namespace hop::pages
