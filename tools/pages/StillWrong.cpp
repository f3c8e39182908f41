// SPDX-License-Identifier: MIT
#include "tools/pages/StillWrong.h"

#include "tools/pages/Facts.h"
#include "tools/pages/Rows.h"

namespace hop::pages {

namespace {

constexpr int kExamples = 3;

/// Empty when no row is waiting for that step.
std::string bullet(const manifest::Step& later, const std::vector<Row>& rows) {
  std::size_t waiting = 0;
  int examples = 0;
  std::string text;
  for (const auto& row : rows) {
    if (row.since != later.number || row.guard || row.waived) continue;
    ++waiting;
    if (!row.core || examples == kExamples) continue;
    std::string sentence = row.sentence;
    if (sentence.ends_with('.')) sentence.pop_back();
    text += (examples++ == 0 ? ", such as: " : "; ") + sentence;
  }
  if (waiting == 0) return {};
  return "- " + linkTo(later, later.slug) + " turns " + plural(waiting, "row") +
         " green" + text;
}

}  // namespace

Lines stillWrong(const Book& book, const manifest::Step& step) {
  const auto rows = readRows(book.root() / "tests" / "rows.tsv");
  Lines lines;
  for (const auto& later : book.manifest().steps()) {
    if (later.number <= step.number) continue;
    const std::string line = bullet(later, rows);
    if (!line.empty()) lines.push_back(line);
  }
  if (lines.empty()) lines.emplace_back("Nothing that we know of.");
  return lines;
}

}  // namespace hop::pages
