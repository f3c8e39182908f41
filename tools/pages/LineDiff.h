// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace hop::pages {

/// One line of a diff.
struct DiffLine {
  enum class Kind { Same, Removed, Added };

  Kind kind = Kind::Same;
  std::string text;
  int oldLine = 0;  ///< its line in the old file; Added: that of the next one
  int newLine = 0;  ///< its line in the new file; Removed: of the next one
  bool counts = false;    ///< set by stepDiff(): a changed line of code
  std::string movedTo{};  ///< set by stepDiff(): stands in this file now

  [[nodiscard]] bool changed() const { return kind != Kind::Same; }
};

/// What diff calls a hunk: changes with their context.
struct Hunk {
  std::string header;  ///< "@@ -23,6 +26,7 @@"
  std::vector<DiffLine> lines;
};

/// Compares two files with the diff program: the definition of a hunk that
/// the project's budgets refer to is "what diff -U3 calls one".
/// @param context lines shown around a change.
/// @throws std::runtime_error when diff cannot read a file or is missing.
[[nodiscard]] std::vector<Hunk> diffFiles(const std::filesystem::path& before,
                                          const std::filesystem::path& after,
                                          int context = 3);

}  // namespace hop::pages
