// SPDX-License-Identifier: MIT
#include "tools/pages/Facts.h"

#include "tools/pages/StepDiff.h"

#include <sstream>

namespace hop::pages {

namespace {

/// "RFC 9110 section 7.6.1" with its address at the RFC editor's.
std::string rfcLink(const std::string& reference) {
  std::istringstream words(reference);
  std::string rfc;
  std::string number;
  std::string word;
  std::string section;
  words >> rfc >> number >> word >> section;
  std::string address = "https://www.rfc-editor.org/rfc/rfc" + number + ".html";
  if (!section.empty()) address += "#section-" + section;
  return "[" + reference + "](" + address + ")";
}

std::string neighbour(const std::string& word, const manifest::Step* step) {
  return step == nullptr ? "" : "- " + word + ": " + linkTo(*step, step->slug);
}

}  // namespace

std::string linkTo(const manifest::Step& step, const std::string& text) {
  if (!step.written) return text + " (planned)";
  return "[" + text + "](../" + step.slug + "/README.md)";
}

Lines facts(const Book& book, const manifest::Step& step) {
  std::string line = std::to_string(step.minutes) + " minutes · ";
  if (const auto* const before = book.before(step)) {
    line += "needs " + linkTo(*before, "step " + twoDigits(before->number));
  } else {
    line += "needs nothing";
  }
  for (const auto& rfc : step.rfc) line += " · " + rfcLink(rfc);
  return {"**" + step.goal + "**", "", line};
}

Lines links(const Book& book, const manifest::Step& step) {
  Lines lines;
  const auto* const before = book.before(step);
  if (before != nullptr) {
    lines.push_back("- The whole change: `./hop diff " +
                    std::to_string(step.number) + "` (" +
                    stepDiff(book, step).summary() + ")");
  }
  lines.emplace_back("- Source: [main.cpp](main.cpp)");
  for (const auto& line :
       {neighbour("Before", before), neighbour("Next", book.after(step))}) {
    if (!line.empty()) lines.push_back(line);
  }
  return lines;
}

}  // namespace hop::pages
