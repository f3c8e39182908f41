// SPDX-License-Identifier: MIT
#include "tools/workshop/Failure.h"

#include "tools/pages/Text.h"

#include <Poco/String.h>

namespace hop::workshop {

namespace {

/// Between GoogleTest's "Failed" and its own last words.
pages::Lines messageLines(const std::string& text) {
  pages::Lines lines;
  bool inside = false;
  for (const auto& line : pages::splitLines(text)) {
    if (line.starts_with("[  FAILED")) break;
    if (inside) lines.push_back(line);
    if (line == "Failed") inside = true;
  }
  return lines;
}

bool beginsLane(const std::string& line) {
  for (const std::string lane : {"client sent", "upstream received",
                                 "upstream sent", "client received"}) {
    if (line.starts_with("  " + lane + " (")) return true;
  }
  return false;
}

/// "[hop-by-hop-leaked] X-Debug is there" without the code.
std::string withoutCode(const std::string& line) {
  const auto end = line.find("] ");
  const bool code = line.starts_with("[") && end != line.npos;
  return code ? line.substr(end + 2) : line;
}

}  // namespace

Failure explain(const Verdict& verdict) {
  Failure failure;
  failure.crash = verdict.colour == "error";
  enum { Found, Row, Octets, Repeat } part = Found;
  for (const auto& line : messageLines(verdict.text)) {
    if (line.starts_with("  row ")) part = Row;
    if (beginsLane(line)) part = Octets;
    if (line.starts_with("  repeat it")) {
      part = Repeat;
    } else if (part == Found) {
      failure.found +=
          (failure.found.empty() ? withoutCode(line) : line) + "\n";
    } else if (part == Octets && !Poco::trim(line).empty()) {
      failure.octets += line + "\n";
    } else if (part == Repeat && failure.repeat.empty()) {
      failure.repeat = Poco::trim(line);
    }
  }
  Poco::trimInPlace(failure.found);
  if (failure.found.empty()) failure.found = verdict.reason;
  return failure;
}

std::vector<std::string> whereToRead(const Shop& shop, const Case& about) {
  const auto& step = shop.book.manifest().find(std::to_string(about.step));
  std::vector<std::string> places{"steps/" + step.slug +
                                  "/README.md, The idea"};
  for (const auto& rfc : step.rfc) places.push_back(rfc);
  return places;
}

}  // namespace hop::workshop
