// SPDX-License-Identifier: MIT
#include "tools/pages/DiffText.h"

#include "tools/pages/Text.h"

#include <unistd.h>

#include <cstdlib>

namespace hop::pages {

namespace {

using Kind = DiffLine::Kind;

std::string painted(const std::string& text, const char* colour,
                    Colours colours) {
  if (colours == Colours::No) return text + "\n";
  return "\x1b[" + std::string(colour) + "m" + text + "\x1b[0m\n";
}

std::string oneLine(const DiffLine& line, Colours colours) {
  switch (line.kind) {
    case Kind::Added:
      return painted("+" + line.text, "32", colours);
    case Kind::Removed:
      return painted("-" + line.text, "31", colours);
    case Kind::Same:
      break;
  }
  return " " + line.text + "\n";
}

std::string hunkText(const Hunk& hunk, Colours colours) {
  std::string text = painted(hunk.header, "36", colours);
  for (std::size_t i = 0; i < hunk.lines.size();) {
    const std::string& movedTo = hunk.lines[i].movedTo;
    const std::size_t start = i;
    while (!movedTo.empty() && i < hunk.lines.size() &&
           hunk.lines[i].movedTo == movedTo) {
      ++i;
    }
    if (i == start) {
      text += oneLine(hunk.lines[i++], colours);
    } else {
      text += painted("-... " + plural(i - start, "line") + " moved to " +
                          movedTo + ", not changed",
                      "33", colours);
    }
  }
  return text;
}

}  // namespace

Colours coloursOfStdout() {
  const char* const refused = std::getenv("NO_COLOR");
  const bool plain = refused != nullptr && *refused != '\0';
  return plain || ::isatty(STDOUT_FILENO) == 0 ? Colours::No : Colours::Yes;
}

std::string diffText(const std::vector<Hunk>& hunks, Colours colours) {
  std::string text;
  for (const auto& hunk : hunks) text += hunkText(hunk, colours);
  return text;
}

}  // namespace hop::pages
