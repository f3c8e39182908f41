// SPDX-License-Identifier: MIT
#include "tools/pages/Snippets.h"

#include "tools/pages/LineDiff.h"
#include "tools/pages/PageError.h"
#include "tools/pages/Region.h"

#include <algorithm>
#include <stdexcept>

namespace hop::pages {

namespace {

/// Whole files compared: every line is context, none is left out.
constexpr int kEverything = 100'000;
/// Unchanged lines shown on either side of a change.
constexpr std::size_t kContext = 2;

/// The first line of a region that has these words.
int lineWith(const std::string& words, const RegionFile& source,
             const Page& page, const Block& block) {
  const Region& region = *source.find(block.argument);
  for (int line = region.first + 1; line < region.last; ++line) {
    const auto& text = source.lines()[static_cast<std::size_t>(line) - 1];
    if (text.find(words) != text.npos) return line;
  }
  throw PageError(
      page.path, block.open,
      "no line of region '" + block.argument + "' has '" + words + "'");
}

/// A removed line stands where the next line of the new file stands.
bool inside(const Region& region, const DiffLine& line) {
  if (line.kind == DiffLine::Kind::Removed) {
    return line.newLine > region.first && line.newLine <= region.last;
  }
  return region.holds(line.newLine);
}

std::vector<DiffLine> linesInside(const Region& region,
                                  const std::vector<Hunk>& hunks) {
  std::vector<DiffLine> result;
  for (const auto& hunk : hunks) {
    for (const auto& line : hunk.lines) {
      if (inside(region, line) && !regionMarker(line.text)) {
        result.push_back(line);
      }
    }
  }
  return result;
}

bool nearChange(const std::vector<DiffLine>& lines, std::size_t index) {
  const auto first = index > kContext ? index - kContext : 0;
  for (auto i = first; i < lines.size() && i <= index + kContext; ++i) {
    if (lines[i].changed()) return true;
  }
  return false;
}

char signOf(const DiffLine& line) {
  if (line.kind == DiffLine::Kind::Added) return '+';
  return line.kind == DiffLine::Kind::Removed ? '-' : ' ';
}

Lines withSigns(const std::vector<DiffLine>& lines, std::size_t indent) {
  Lines result;
  bool gap = false;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (!nearChange(lines, i)) {
      gap = !result.empty();
      continue;
    }
    if (gap) result.emplace_back(" ...");
    gap = false;
    const auto& text = lines[i].text;
    result.push_back(signOf(lines[i]) +
                     text.substr(std::min(indent, text.size())));
  }
  return result;
}

}  // namespace

Region regionOf(const RegionFile& source, const Page& page,
                const Block& block) {
  const Region* const found = source.find(block.argument);
  if (found == nullptr) {
    throw PageError(page.path, block.open,
                    "there is no region '" + block.argument + "' in " +
                        source.path().string());
  }
  Region region = *found;
  const auto after = block.attribute("after");
  const auto until = block.attribute("until");
  if (!after.empty()) region.first = lineWith(after, source, page, block);
  if (!until.empty()) region.last = lineWith(until, source, page, block) + 1;
  return region;
}

manifest::Step stepOf(const Book& book, const Page& page, const Block& block) {
  const std::string name = block.attribute("step");
  try {
    if (name == "newest") return book.manifest().newest();
    if (!name.empty()) return book.manifest().find(name);
  } catch (const std::invalid_argument& error) {
    throw PageError(page.path, block.open, error.what());
  }
  if (!page.step) {
    throw PageError(page.path, block.open, "which step? Write step=N");
  }
  return *page.step;
}

Lines snippetText(const Book& book, const Page& page, const Block& block) {
  const RegionFile source(book.source(stepOf(book, page, block)));
  return source.text(regionOf(source, page, block));
}

Lines regionDiff(const Book& book, const Page& page, const Block& block) {
  const auto step = stepOf(book, page, block);
  const auto* const before = book.before(step);
  if (before == nullptr) {
    throw PageError(page.path, block.open, "there is no step before this one");
  }
  const RegionFile source(book.source(step));
  const auto hunks =
      diffFiles(book.source(*before), source.path(), kEverything);
  const auto lines = linesInside(regionOf(source, page, block), hunks);
  Lines texts;
  for (const auto& line : lines) texts.push_back(line.text);
  Lines result = withSigns(lines, commonIndent(texts));
  if (result.empty()) {
    throw PageError(page.path, block.open,
                    "region '" + block.argument + "' did not change");
  }
  return result;
}

}  // namespace hop::pages
