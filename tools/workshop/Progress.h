// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <map>
#include <set>
#include <string>

namespace hop::workshop {

/// How far somebody is: a small text file in the learner's folder, a word and a
/// step per line, to read and to mend by hand.
struct Progress {
  std::string step;                  ///< slug of the one they are at, or empty
  std::map<std::string, int> hints;  ///< slug to how many were read
  std::set<std::string> core;        ///< slugs with the first star
  std::set<std::string> all;         ///< slugs with the second one

  /// An empty one when there is no file. Lines that mean nothing are ignored.
  [[nodiscard]] static Progress load(const std::filesystem::path& path);
  /// @throws std::runtime_error.
  void save(const std::filesystem::path& path) const;
};

}  // namespace hop::workshop
