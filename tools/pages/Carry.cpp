// SPDX-License-Identifier: MIT
#include "tools/pages/Carry.h"

#include "tools/pages/RunProgram.h"
#include "tools/pages/Text.h"

#include <Poco/TemporaryFile.h>

#include <stdexcept>

namespace hop::pages {

namespace {

/// git merge-file ends with the number of conflicts, or more than this.
constexpr int kMostConflicts = 127;

std::string committed(const Book& book, const manifest::Step& step) {
  const auto outcome = runProgram(
      {"git", "show", "HEAD:./steps/" + step.slug + "/main.cpp"}, book.root());
  if (outcome.code != 0) throw std::runtime_error(outcome.error);
  return outcome.output;
}

/// @param base the corrected file as it was before its correction.
Carried mergeInto(const Book& book, const manifest::Step& later,
                  const manifest::Step& corrected, const std::string& base) {
  const auto ours = book.source(later);
  const auto outcome = runProgram({"git", "merge-file", "-p", "-L", later.slug,
                                   "-L", corrected.slug + " before", "-L",
                                   corrected.slug + " corrected", ours.string(),
                                   base, book.source(corrected).string()});
  if (outcome.code < 0 || outcome.code > kMostConflicts) {
    throw std::runtime_error(outcome.error);
  }
  using Result = Carried::Result;
  const bool same = outcome.output == readFile(ours);
  const Result clean = same ? Result::Unchanged : Result::Merged;
  return {later.slug, outcome.code == 0 ? clean : Result::Conflict,
          outcome.output};
}

}  // namespace

std::vector<Carried> carry(const Book& book, const manifest::Step& step) {
  const std::string before = committed(book, step);
  if (before == readFile(book.source(step))) {
    throw std::runtime_error(step.slug +
                             "/main.cpp has no correction: it is the same as "
                             "in git's last commit");
  }
  Poco::TemporaryFile base;
  writeFile(base.path(), before);
  std::vector<Carried> results;
  for (const auto& later : book.manifest().written()) {
    if (later.number > step.number) {
      results.push_back(mergeInto(book, later, step, base.path()));
    }
  }
  return results;
}

}  // namespace hop::pages
