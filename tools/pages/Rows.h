// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace hop::pages {

/// One line of tests/rows.tsv, the catalogue of behaviour; the columns that
/// prose needs.
struct Row {
  std::string id;        ///< "05-03"
  std::string sentence;  ///< what holds from its step on
  int since = 0;         ///< the step that makes it true
  bool core = false;     ///< one of the few that carry the idea
  bool guard = false;    ///< holds before its step too
  bool waived = false;   ///< there is no case for it
  bool slow = false;     ///< its case takes its time
};

/// Reads the catalogue; its first line names the columns.
/// @throws std::runtime_error when it is missing, PageError when a column is
///   missing or a step is not a number.
[[nodiscard]] std::vector<Row> readRows(const std::filesystem::path& path);

}  // namespace hop::pages
