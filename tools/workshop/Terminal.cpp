// SPDX-License-Identifier: MIT
#include "tools/workshop/Terminal.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <sstream>

namespace hop::workshop {

namespace {

std::string variable(const char* name) {
  const char* const value = std::getenv(name);
  return value == nullptr ? "" : value;
}

/// In the order in which the C library asks.
bool localeIsUtf8() {
  for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
    std::string value = variable(name);
    if (value.empty()) continue;
    std::transform(value.begin(), value.end(), value.begin(), [](char c) {
      return static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    });
    return value.find("utf-8") != value.npos ||
           value.find("utf8") != value.npos;
  }
  return false;
}

std::string times(std::size_t count, const std::string& sign) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += sign;
  return text;
}

}  // namespace

Terminal Terminal::ofStandardOutput() {
  const bool terminal = ::isatty(STDOUT_FILENO) == 1;
  const bool dumb = variable("TERM") == "dumb";
  return Terminal({terminal && !dumb && variable("NO_COLOR").empty(),
                   localeIsUtf8(), terminal && !dumb});
}

std::string Terminal::paint(Colour colour, const std::string& text) const {
  constexpr std::array codes{"1", "2", "32", "31", "33"};
  if (!abilities_.colours || text.empty()) return text;
  return std::string("\x1b[") + codes[static_cast<std::size_t>(colour)] + "m" +
         text + "\x1b[0m";
}

std::string Terminal::good() const {
  return paint(Colour::Green, abilities_.unicode ? "✔" : "+");
}

std::string Terminal::bad() const {
  return paint(Colour::Red, abilities_.unicode ? "✘" : "x");
}

std::string Terminal::star(bool earned) const {
  if (!earned) return paint(Colour::Dim, abilities_.unicode ? "☆" : ".");
  return paint(Colour::Yellow, abilities_.unicode ? "★" : "*");
}

std::string Terminal::bar(std::size_t green, std::size_t red,
                          std::size_t total) const {
  constexpr std::size_t width = 24;
  const std::size_t all = std::max<std::size_t>(total, 1);
  const std::size_t good = green * width / all;
  // One failure among many must be seen.
  const std::size_t bad = std::min(width - good, (red * width + all - 1) / all);
  const std::size_t open = width - good - bad;
  const bool unicode = abilities_.unicode;
  return "[" + paint(Colour::Green, times(good, unicode ? "█" : "#")) +
         paint(Colour::Red, times(bad, unicode ? "▒" : "x")) +
         paint(Colour::Dim, times(open, unicode ? "·" : ".")) + "]";
}

std::string wrapped(const std::string& text, const std::string& indent) {
  constexpr std::size_t width = 80;
  std::string out;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    // What is indented is code: it stays as it is.
    if (line.starts_with(" ")) {
      out += indent + line + "\n";
      continue;
    }
    std::istringstream words(line);
    std::string row;
    for (std::string word; words >> word;) {
      if (!row.empty() &&
          indent.size() + row.size() + 1 + word.size() > width) {
        out += indent + row + "\n";
        row.clear();
      }
      row += (row.empty() ? "" : " ") + word;
    }
    out += (row.empty() ? "" : indent + row) + "\n";
  }
  return out;
}

}  // namespace hop::workshop
