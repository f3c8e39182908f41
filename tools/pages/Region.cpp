// SPDX-License-Identifier: MIT
#include "tools/pages/Region.h"

#include "tools/pages/PageError.h"

#include <Poco/String.h>

#include <algorithm>

namespace hop::pages {

namespace {

constexpr std::string_view kComment = "//!";

/// Our sources use this kind of comment for nothing else, so that a slip of
/// the keyboard cannot make a marker invisible.
bool looksLikeMarker(std::string_view line) {
  const auto start = line.find_first_not_of(' ');
  return start != line.npos && line.substr(start).starts_with(kComment);
}

}  // namespace

std::optional<std::string> regionMarker(std::string_view line) {
  const std::string text = Poco::trim(std::string(line));
  const std::string open = std::string(kComment) + " [";
  const bool marker = text.starts_with(open) && text.ends_with(']') &&
                      text.size() > open.size() + 1;
  if (!marker) return std::nullopt;
  return text.substr(open.size(), text.size() - open.size() - 1);
}

RegionFile::RegionFile(const std::filesystem::path& path)
    : path_(path), lines_(splitLines(readFile(path))) {
  for (std::size_t i = 0; i < lines_.size(); ++i) {
    const int line = static_cast<int>(i) + 1;
    const auto name = regionMarker(lines_[i]);
    if (name) {
      readMarker(*name, line);
    } else if (looksLikeMarker(lines_[i])) {
      throw PageError(path_, line, "write a region marker as //! [name]");
    }
  }
  for (const auto& region : regions_) {
    if (region.last != 0) continue;
    throw PageError(path_, region.first,
                    "region '" + region.name + "' is never closed");
  }
}

void RegionFile::readMarker(const std::string& name, int line) {
  const auto same = [&name](const Region& r) { return r.name == name; };
  const auto found = std::find_if(regions_.begin(), regions_.end(), same);
  if (found == regions_.end()) {
    regions_.push_back({name, line, 0});
  } else if (found->last == 0) {
    found->last = line;
  } else {
    throw PageError(path_, line,
                    "region '" + name + "' has already ended at line " +
                        std::to_string(found->last));
  }
}

const Region* RegionFile::find(std::string_view name) const {
  for (const auto& region : regions_) {
    if (region.name == name) return &region;
  }
  return nullptr;
}

Lines RegionFile::text(const Region& region) const {
  Lines result;
  for (int line = region.first + 1; line < region.last; ++line) {
    const auto& text = lines_[static_cast<std::size_t>(line) - 1];
    if (!regionMarker(text)) result.push_back(text);
  }
  return dedent(result);
}

}  // namespace hop::pages
