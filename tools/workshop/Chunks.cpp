// SPDX-License-Identifier: MIT
#include "tools/workshop/Chunks.h"

#include "tools/pages/Region.h"
#include "tools/pages/StepDiff.h"

#include <Poco/String.h>

#include <algorithm>

namespace hop::workshop {

namespace {

using Lines = std::vector<SourceLine>;

Lines linesOf(const std::filesystem::path& path) {
  const pages::RegionFile file(path);
  Lines lines;
  int number = 0;
  for (const auto& text : file.lines()) {
    ++number;
    if (pages::regionMarker(text)) continue;
    SourceLine line{text};
    for (const auto& region : file.regions()) {
      if (region.holds(number)) line.regions.insert(region.name);
    }
    lines.push_back(line);
  }
  return lines;
}

bool isPreamble(const std::string& text) {
  return !pages::isCode(text) || text.starts_with("#include") ||
         text.starts_with("using namespace") || text.starts_with("namespace {");
}

/// "using hop::cli::Options;" brings a name and defines none; an alias such as
/// HTTPServer of step 08 stands among them.
bool bringsName(const std::string& text) {
  return text.starts_with("using ") &&
         (text.find('=') == text.npos || text.starts_with("using HTTP"));
}

/// The comment above the first definition belongs to it.
std::size_t preambleEnd(const Lines& lines) {
  std::size_t end = 0;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string& text = lines[i].text;
    if (!isPreamble(text) && !bringsName(text)) break;
    if (pages::isCode(text)) end = i + 1;
  }
  return end;
}

std::string keyOf(const Lines& lines) {
  for (const auto& line : lines) {
    if (!pages::isCode(line.text)) continue;
    return Poco::trimRight(line.text.substr(0, line.text.find_first_of("({=")));
  }
  return "";
}

void add(Source& source, Lines& chunk) {
  while (!chunk.empty() && chunk.back().text.empty()) chunk.pop_back();
  if (!chunk.empty()) source.chunks.push_back({keyOf(chunk), chunk});
  chunk.clear();
}

}  // namespace

bool Chunk::operator==(const Chunk& other) const {
  return std::equal(
      lines.begin(), lines.end(), other.lines.begin(), other.lines.end(),
      [](const auto& one, const auto& two) { return one.text == two.text; });
}

Source readSource(const std::filesystem::path& path) {
  const Lines lines = linesOf(path);
  const auto end = preambleEnd(lines);
  Source source;
  for (std::size_t i = 0; i < end; ++i) {
    source.preamble.push_back(lines[i].text);
    source.preambleRegions.insert(lines[i].regions.begin(),
                                  lines[i].regions.end());
  }
  Lines chunk;
  for (std::size_t i = end; i < lines.size(); ++i) {
    const std::string& text = lines[i].text;
    const bool blankBefore = i > 0 && lines[i - 1].text.empty();
    if (blankBefore && !text.empty() && text[0] != ' ') add(source, chunk);
    if (!chunk.empty() || !text.empty()) chunk.push_back(lines[i]);
  }
  add(source, chunk);
  return source;
}

std::string withoutMarkers(const std::filesystem::path& path) {
  std::string text;
  for (const auto& line : linesOf(path)) text += line.text + "\n";
  return text;
}

}  // namespace hop::workshop
