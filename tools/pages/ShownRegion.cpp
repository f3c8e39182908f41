// SPDX-License-Identifier: MIT
#include "tools/pages/ShownRegion.h"

#include "tools/pages/Snippets.h"

#include <optional>

namespace hop::pages {

namespace {

using Source = ShownRegion::Source;

std::optional<Source> sourceOf(const Book& book, const Page& page,
                               const Block& block) {
  const int number = stepOf(book, page, block).number;
  if (number == page.step->number) return Source::Step;
  if (number == page.step->number - 1) return Source::StepBefore;
  return std::nullopt;
}

Lines textOf(const Book& book, const Page& page, const Block& block) {
  if (block.kind == "snippet") return snippetText(book, page, block);
  Lines lines = regionDiff(book, page, block);
  for (auto& line : lines) line.erase(0, 1);
  return lines;
}

}  // namespace

bool ShownRegion::holds(const DiffLine& line) const {
  const bool removed = line.kind == DiffLine::Kind::Removed;
  if (source == Source::StepBefore) {
    return removed && region.holds(line.oldLine);
  }
  if (!removed) return region.holds(line.newLine);
  // A removed line stands where the next line of the new file stands.
  return line.newLine > region.first && line.newLine <= region.last;
}

std::vector<ShownRegion> shownRegions(const Book& book,
                                      const manifest::Step& step) {
  const Page page = book.page(step);
  std::vector<ShownRegion> shown;
  for (const auto& block :
       findBlocks(page.path, splitLines(readFile(page.path)))) {
    if (block.kind != "snippet" && block.kind != "diff") continue;
    const auto source = sourceOf(book, page, block);
    if (!source) continue;
    const Lines text = textOf(book, page, block);
    const RegionFile file(book.source(stepOf(book, page, block)));
    shown.push_back({*source, regionOf(file, page, block), block, text});
  }
  return shown;
}

}  // namespace hop::pages
