// SPDX-License-Identifier: MIT
#include "tools/pages/Weave.h"

#include "tools/pages/DiffText.h"
#include "tools/pages/Facts.h"
#include "tools/pages/PageError.h"
#include "tools/pages/Snippets.h"
#include "tools/pages/StillWrong.h"

#include <Poco/TemporaryFile.h>

#include <map>

namespace hop::pages {

namespace {

struct Weaving {
  const Book& book;
  const Page& page;
  const Lines& lines;
  const Recorder& recorder;
};

using Maker = Lines (*)(const Weaving&, const Block&);

Lines fenced(const std::string& language, Lines lines) {
  lines.insert(lines.begin(), "```" + language);
  lines.emplace_back("```");
  return lines;
}

/// Blank lines keep Markdown from reading a marker as a part of a list.
Lines spaced(Lines lines) {
  lines.insert(lines.begin(), "");
  lines.emplace_back();
  return lines;
}

const manifest::Step& ownStep(const Weaving& w, const Block& block) {
  if (w.page.step) return *w.page.step;
  throw PageError(w.page.path, block.open,
                  "'" + block.kind + "' belongs to the page of a step");
}

Lines snippetBlock(const Weaving& w, const Block& block) {
  return fenced("cpp", snippetText(w.book, w.page, block));
}

Lines diffBlock(const Weaving& w, const Block& block) {
  return fenced("diff", regionDiff(w.book, w.page, block));
}

Lines consoleBlock(const Weaving& w, const Block& block) {
  const Scene scene = readScene(w.book, w.page, block, w.lines);
  if (w.recorder) return record(w.page, block, scene, w.recorder);
  return {w.lines.begin() + block.open, w.lines.begin() + block.close - 1};
}

Lines factsBlock(const Weaving& w, const Block& block) {
  return spaced(facts(w.book, ownStep(w, block)));
}

Lines linksBlock(const Weaving& w, const Block& block) {
  return spaced(links(w.book, ownStep(w, block)));
}

Lines stillWrongBlock(const Weaving& w, const Block& block) {
  return spaced(stillWrong(w.book, ownStep(w, block)));
}

/// The first table of docs/matrix.md (all rows) as the matrix runner wrote it.
Lines matrixBlock(const Weaving& w, const Block& block) {
  Lines table;
  for (const auto& line :
       splitLines(readFile(w.book.root() / "docs" / "matrix.md"))) {
    if (line.starts_with("|")) {
      table.push_back(line);
    } else if (!table.empty()) {
      break;
    }
  }
  if (table.empty()) {
    throw PageError(w.page.path, block.open, "docs/matrix.md has no table");
  }
  return spaced(table);
}

Maker makerOf(const Block& block) {
  static const std::map<std::string, Maker> kMakers{
      {"snippet", snippetBlock}, {"diff", diffBlock},
      {"console", consoleBlock}, {"facts", factsBlock},
      {"links", linksBlock},     {"still-wrong", stillWrongBlock},
      {"matrix", matrixBlock}};
  return kMakers.at(block.kind);
}

}  // namespace

std::string weave(const Book& book, const Page& page,
                  const Recorder& recorder) {
  const Lines lines = splitLines(readFile(page.path));
  const Weaving weaving{book, page, lines, recorder};
  Lines result;
  auto next = lines.begin();
  for (const auto& block : findBlocks(page.path, lines)) {
    result.insert(result.end(), next, lines.begin() + block.open);
    const Lines made = makerOf(block)(weaving, block);
    result.insert(result.end(), made.begin(), made.end());
    next = lines.begin() + block.close - 1;
  }
  result.insert(result.end(), next, lines.end());
  return joinLines(result);
}

std::string staleness(const Page& page, const std::string& woven) {
  Poco::TemporaryFile file;
  writeFile(file.path(), woven);
  return diffText(diffFiles(page.path, file.path()), coloursOfStdout());
}

}  // namespace hop::pages
