// SPDX-License-Identifier: MIT
#include "tools/workshop/Task.h"

#include "tools/pages/Rows.h"
#include "tools/pages/Text.h"
#include "tools/workshop/Start.h"

#include <stdexcept>

namespace hop::workshop {

namespace {

bool isMarker(const std::string& line) {
  return line.starts_with("<!--");
}

/// A section of the page with its heading, without the markers of the weaver.
std::string section(const pages::Book& book, const manifest::Step& step,
                    const std::string& heading) {
  const auto path = book.page(step).path;
  std::string text;
  bool inside = false;
  for (const auto& line : pages::splitLines(pages::readFile(path))) {
    if (line.starts_with("## ")) inside = line == "## " + heading;
    if (inside && !isMarker(line)) text += line + "\n";
  }
  if (text.empty()) {
    throw std::runtime_error(path.string() + " has no section " + heading);
  }
  return text;
}

/// Links of the page are seen from steps/NN-slug/.
std::string seenFromWork(std::string text) {
  for (const std::string link : {"](../../", "](../"}) {
    const std::string now = link == "](../../" ? "](../" : "](../steps/";
    for (auto at = text.find(link); at != text.npos;
         at = text.find(link, at + now.size())) {
      // What the first round has put there is done.
      if (link == "](../" && text.compare(at, now.size(), now) == 0) continue;
      text.replace(at, link.size(), now);
    }
  }
  return text;
}

std::string coreRows(const pages::Book& book, const manifest::Step& step) {
  std::string text;
  for (const auto& row : pages::readRows(book.root() / "tests" / "rows.tsv")) {
    if (!row.core || row.since != step.number) continue;
    text += "- `" + row.id + "` " + row.sentence + "\n";
  }
  return text;
}

std::string givenText(const pages::Book& book, const manifest::Step& step) {
  std::string text;
  for (const auto& key : newlyGiven(book, step)) {
    text += (text.empty() ? "" : ", ") + ("`" + key + "`");
  }
  if (text.empty()) return "";
  return "New in `main.cpp`, and given: " + text + ". So are the includes.\n\n";
}

std::string rfcs(const manifest::Step& step) {
  std::string text;
  for (const auto& rfc : step.rfc) text += (text.empty() ? "" : ", ") + rfc;
  return text;
}

}  // namespace

std::string taskText(const pages::Book& book, const manifest::Step& step) {
  const std::string page = "../steps/" + step.slug + "/README.md";
  return "# Your task: " + step.slug + "\n\n" + step.goal + "\n\n" +
         std::to_string(linesToWrite(book, step)) +
         " lines of code are missing in `main.cpp`, for about " +
         std::to_string(step.minutes) + " minutes. To read: " + rfcs(step) +
         ".\n\n" + givenText(book, step) +
         seenFromWork(section(book, step, "See it fail")) +
         seenFromWork(section(book, step, "The idea")) +
         "## What must hold\n\n" + coreRows(book, step) +
         "\n## How\n\n"
         "- Write in `main.cpp`. `./hop watch` judges whenever you save it,\n"
         "  `./hop check` once, `./hop check --all` by every row.\n"
         "- `./hop try` runs it with an upstream behind it, for your own "
         "`curl`.\n"
         "- `./hop hint`: the idea, then the place, then nearly the code.\n"
         "- `./hop solution` compares your file with ours. [The page](" +
         page + ")\n  explains ours line by line.\n";
}

}  // namespace hop::workshop
