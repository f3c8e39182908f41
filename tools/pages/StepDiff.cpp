// SPDX-License-Identifier: MIT
#include "tools/pages/StepDiff.h"

#include "tools/pages/Moved.h"
#include "tools/pages/Text.h"

#include <algorithm>
#include <stdexcept>

namespace hop::pages {

std::size_t StepDiff::changedCodeLines() const {
  std::size_t count = 0;
  for (const auto& hunk : hunks) {
    for (const auto& line : hunk.lines) count += line.counts ? 1 : 0;
  }
  return count;
}

std::size_t StepDiff::changedHunks() const {
  const auto counts = [](const Hunk& hunk) {
    return std::any_of(hunk.lines.begin(), hunk.lines.end(),
                       [](const auto& line) { return line.counts; });
  };
  return static_cast<std::size_t>(
      std::count_if(hunks.begin(), hunks.end(), counts));
}

std::string StepDiff::summary() const {
  return plural(changedCodeLines(), "changed code line") + ", " +
         plural(changedHunks(), "hunk");
}

bool isCode(std::string_view line) {
  const auto start = line.find_first_not_of(" \t\r");
  return start != line.npos && !line.substr(start).starts_with("//");
}

StepDiff diffSources(const std::filesystem::path& before,
                     const std::filesystem::path& after,
                     const std::filesystem::path& common) {
  StepDiff diff{diffFiles(before, after)};
  const Moved moved(common);
  for (auto& hunk : diff.hunks) {
    moved.mark(hunk);
    for (auto& line : hunk.lines) {
      line.counts = line.changed() && isCode(line.text) && line.movedTo.empty();
    }
  }
  return diff;
}

StepDiff stepDiff(const Book& book, const manifest::Step& step) {
  const auto* const before = book.before(step);
  if (before == nullptr) {
    throw std::invalid_argument("there is no step before " + step.slug);
  }
  return diffSources(book.source(*before), book.source(step),
                     book.root() / "common");
}

}  // namespace hop::pages
