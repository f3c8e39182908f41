// SPDX-License-Identifier: MIT
#include "tools/workshop/Begin.h"

#include "tools/pages/DiffText.h"
#include "tools/pages/RunProgram.h"
#include "tools/pages/Text.h"
#include "tools/workshop/Chunks.h"
#include "tools/workshop/Folder.h"
#include "tools/workshop/Start.h"

#include <Poco/TemporaryFile.h>

namespace hop::workshop {

namespace fs = std::filesystem;

namespace {

struct Merged {
  std::string text;
  int conflicts = 0;
};

/// What the step gives, put into the learner's own file: the change from the
/// step before, as we wrote it, to our start, applied to theirs. Where both
/// changed the same lines, the learner's stay.
Merged intoMine(const Shop& shop, const manifest::Step& step,
                const fs::path& mine, const std::string& start) {
  const auto* const before = shop.book.before(step);
  if (before == nullptr) return {start, 0};
  Poco::TemporaryFile base;
  Poco::TemporaryFile given;
  pages::writeFile(base.path(), withoutMarkers(shop.book.source(*before)));
  pages::writeFile(given.path(), start);
  std::vector<std::string> command{"git",         "merge-file", "-p",
                                   mine.string(), base.path(),  given.path()};
  const auto marked = pages::runProgram(command);
  if (marked.code < 0 || marked.code > 127) {
    throw std::runtime_error("git merge-file: " + marked.error);
  }
  if (marked.code == 0) return {marked.output, 0};
  command.insert(command.begin() + 2, "--ours");
  return {pages::runProgram(command).output, marked.code};
}

void writeGivenDiff(const Folder& folder, const std::string& start) {
  Poco::TemporaryFile given;
  pages::writeFile(given.path(), start);
  const auto hunks = pages::diffFiles(folder.mainFile(), given.path());
  pages::writeFile(folder.path() / "given.diff",
                   pages::diffText(hunks, pages::Colours::No));
}

}  // namespace

Begun begin(const Shop& shop, const manifest::Step& step, From from,
            const std::string& name) {
  const Folder folder(shop.work);
  if (from == From::Mine && !fs::exists(folder.mainFile())) {
    throw NotReady("there is no main.cpp of yours in " + shop.work.string() +
                   ": begin without --mine");
  }
  const std::string start = startText(shop.book, step);
  const Merged merged = from == From::Mine
                            ? intoMine(shop, step, folder.mainFile(), start)
                            : Merged{start, 0};
  Begun begun;
  begun.movedTo = folder.moveAside(name.empty() ? "before" : name);
  begun.linesToWrite = linesToWrite(shop.book, step);
  begun.conflicts = merged.conflicts;
  furnish(shop, step, merged.text);
  if (begun.conflicts > 0) writeGivenDiff(folder, start);
  return begun;
}

}  // namespace hop::workshop
