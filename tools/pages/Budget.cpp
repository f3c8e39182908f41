// SPDX-License-Identifier: MIT
#include "tools/pages/Budget.h"

#include "tools/pages/StepDiff.h"
#include "tools/pages/Text.h"

#include <algorithm>

namespace hop::pages {

namespace {

constexpr std::size_t kLines = 60;
constexpr std::size_t kHunks = 8;
/// Of the steps on plain POCO, 02 to 07. The later ones are about layers and
/// protocols; docs/adr/0003 says why they may be larger.
constexpr std::size_t kMedian = 30;
constexpr int kLastOfMedian = 7;

/// Of an even number of steps, the mean of the two in the middle, rounded up.
std::size_t median(std::vector<std::size_t> sizes) {
  if (sizes.empty()) return 0;
  std::sort(sizes.begin(), sizes.end());
  const auto upper = sizes.size() / 2;
  const auto lower = (sizes.size() - 1) / 2;
  return (sizes[lower] + sizes[upper] + 1) / 2;
}

}  // namespace

Violations budgets(const Book& book) {
  Violations violations;
  std::vector<std::size_t> sizes;
  for (const auto& step : book.manifest().written()) {
    if (book.before(step) == nullptr) continue;
    const StepDiff diff = stepDiff(book, step);
    const std::size_t lines = diff.changedCodeLines();
    if (step.number <= kLastOfMedian) sizes.push_back(lines);
    if (lines > kLines || diff.changedHunks() > kHunks) {
      violations.push_back(book.source(step).string() +
                           ":1: " + diff.summary() + "; allowed are " +
                           std::to_string(kLines) + " and " +
                           std::to_string(kHunks));
    }
  }
  if (median(sizes) > kMedian) {
    violations.push_back((book.root() / "steps").string() +
                         ": the median step has " +
                         plural(median(sizes), "changed code line") +
                         "; allowed are " + std::to_string(kMedian));
  }
  return violations;
}

}  // namespace hop::pages
