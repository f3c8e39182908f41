// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <vector>

namespace hop::workshop {

/// A line of a step's main.cpp, and the regions that it is in.
struct SourceLine {
  std::string text;
  std::set<std::string> regions{};
};

/// What stands between two blank lines at the left margin: a function with its
/// comment, a class, a constant.
struct Chunk {
  std::string key;  ///< "void copyFields", "class ProxyHandler final : ..."
  std::vector<SourceLine> lines;

  [[nodiscard]] bool operator==(const Chunk& other) const;
};

/// A main.cpp cut into pieces, without its region markers.
struct Source {
  std::vector<std::string> preamble;  ///< file comment, includes, using
  std::set<std::string> preambleRegions;
  std::vector<Chunk> chunks;  ///< from the first definition to main
};

/// @throws std::runtime_error, pages::PageError for a marker that is wrong.
[[nodiscard]] Source readSource(const std::filesystem::path& path);

/// The file without its region markers: as a learner sees it.
/// @throws as readSource().
[[nodiscard]] std::string withoutMarkers(const std::filesystem::path& path);

}  // namespace hop::workshop
