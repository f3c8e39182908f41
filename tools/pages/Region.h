// SPDX-License-Identifier: MIT
#pragma once

#include "tools/pages/Text.h"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hop::pages {

/// A named stretch of a source between two lines "//! [name]", the form that
/// Doxygen's \snippet knows. Regions may nest and overlap.
struct Region {
  std::string name;
  int first = 0;  ///< line of the opening marker, from 1
  int last = 0;   ///< line of the closing marker

  /// Between the markers.
  [[nodiscard]] bool holds(int line) const {
    return line > first && line < last;
  }
};

/// The name in a marker line; empty for any other line.
[[nodiscard]] std::optional<std::string> regionMarker(std::string_view line);

/// A source file and its regions.
class RegionFile final {
 public:
  /// @throws PageError for a marker that is malformed, unpaired or used twice.
  explicit RegionFile(const std::filesystem::path& path);

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  [[nodiscard]] const Lines& lines() const { return lines_; }
  [[nodiscard]] const std::vector<Region>& regions() const { return regions_; }
  /// nullptr when there is no region of that name.
  [[nodiscard]] const Region* find(std::string_view name) const;
  /// The lines of a region without marker lines, dedented.
  [[nodiscard]] Lines text(const Region& region) const;

 private:
  void readMarker(const std::string& name, int line);

  std::filesystem::path path_;
  Lines lines_;
  std::vector<Region> regions_;
};

}  // namespace hop::pages
