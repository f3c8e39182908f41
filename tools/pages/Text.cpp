// SPDX-License-Identifier: MIT
#include "tools/pages/Text.h"

#include <Poco/String.h>

#include <algorithm>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace hop::pages {

namespace {

bool isBlank(const std::string& line) {
  return line.find_first_not_of(" \t") == std::string::npos;
}

}  // namespace

std::string readFile(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  if (!file || std::filesystem::is_directory(path)) {
    throw std::runtime_error("cannot read " + path.string());
  }
  text << file.rdbuf();
  return text.str();
}

void writeFile(const std::filesystem::path& path, std::string_view text) {
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file << text;
  if (!file.flush()) throw std::runtime_error("cannot write " + path.string());
}

Lines splitLines(std::string_view text) {
  Lines lines;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

std::string joinLines(const Lines& lines) {
  std::string text;
  for (const auto& line : lines) text += line + "\n";
  return text;
}

std::size_t commonIndent(const Lines& lines) {
  std::size_t indent = std::string::npos;
  for (const auto& line : lines) {
    indent = std::min(indent, line.find_first_not_of(' '));
  }
  return indent == std::string::npos ? 0 : indent;
}

Lines dedent(Lines lines) {
  while (!lines.empty() && isBlank(lines.back())) lines.pop_back();
  const auto first = std::find_if_not(lines.begin(), lines.end(), isBlank);
  lines.erase(lines.begin(), first);
  const auto indent = commonIndent(lines);
  for (auto& line : lines) line.erase(0, std::min(indent, line.size()));
  return lines;
}

std::string plural(std::size_t count, const std::string& noun) {
  return std::to_string(count) + " " + noun + (count == 1 ? "" : "s");
}

std::string twoDigits(int number) {
  return (number < 10 ? "0" : "") + std::to_string(number);
}

}  // namespace hop::pages
