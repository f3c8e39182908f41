// SPDX-License-Identifier: MIT
#pragma once

#include "tools/pages/LineDiff.h"
#include "tools/pages/Text.h"

#include <filesystem>
#include <string>
#include <vector>

namespace hop::pages {

/// Knows the lines of common/, to recognise code that moved there from a
/// step's main.cpp word for word: that is no change.
class Moved final {
 public:
  /// @param common a directory; one that does not exist holds nothing.
  explicit Moved(const std::filesystem::path& common);

  /// Sets movedTo of the removed lines that stand in a file of common/, where
  /// they are more than a line or two.
  void mark(Hunk& hunk) const;

 private:
  struct Source {
    std::string name;                 ///< "common/http/Target.cpp"
    std::vector<std::string> sorted;  ///< its lines, trimmed
    [[nodiscard]] bool has(const std::string& line) const;
  };

  [[nodiscard]] std::string fileWith(const std::string& line) const;
  void follow(const DiffLine& leader, DiffLine& line) const;
  void markRun(std::vector<DiffLine*>& run) const;
  static void forgetScraps(const std::vector<DiffLine*>& run);

  std::vector<Source> sources_;
};

}  // namespace hop::pages
