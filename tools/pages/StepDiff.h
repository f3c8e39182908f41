// SPDX-License-Identifier: MIT
#pragma once

#include "tools/pages/Book.h"
#include "tools/pages/LineDiff.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace hop::pages {

/// What a step adds to the one before, counted as the budgets count: added
/// plus removed lines of code. Not counted: blank lines, comments, region
/// markers, and removed lines that stand word for word in common/.
struct StepDiff {
  std::vector<Hunk> hunks;

  [[nodiscard]] std::size_t changedCodeLines() const;
  /// Hunks with a line that counts: one of comments only, or of lines that
  /// only moved, is nothing to understand.
  [[nodiscard]] std::size_t changedHunks() const;
  /// "24 changed code lines, 6 hunks".
  [[nodiscard]] std::string summary() const;
};

/// False for a blank line, a comment and a region marker.
[[nodiscard]] bool isCode(std::string_view line);

/// Compares two versions of a main.cpp.
/// @param common the directory that removed lines may have moved to.
[[nodiscard]] StepDiff diffSources(const std::filesystem::path& before,
                                   const std::filesystem::path& after,
                                   const std::filesystem::path& common);

/// The diff from the step before to this one.
/// @throws std::invalid_argument for the first step: there is none before.
[[nodiscard]] StepDiff stepDiff(const Book& book, const manifest::Step& step);

}  // namespace hop::pages
