// SPDX-License-Identifier: MIT
#pragma once

#include "tools/pages/Book.h"

#include <cstddef>
#include <string>
#include <vector>

namespace hop::workshop {

/// The main.cpp to begin a step with: the step before it, without region
/// markers, and with what the manifest calls given already in it. Always given:
/// the comment on top, includes, using declarations, and that code which moved
/// to common/ is gone. It builds.
/// @throws std::runtime_error, pages::PageError; std::invalid_argument when
///   the manifest gives something that the step does not have.
[[nodiscard]] std::string startText(const pages::Book& book,
                                    const manifest::Step& step);

/// How many lines of code the step has that its start has not.
[[nodiscard]] std::size_t linesToWrite(const pages::Book& book,
                                       const manifest::Step& step);

/// The definitions that are given and were not in the step before, by the words
/// they begin with: "void openSession".
[[nodiscard]] std::vector<std::string> newlyGiven(const pages::Book& book,
                                                  const manifest::Step& step);

}  // namespace hop::workshop
