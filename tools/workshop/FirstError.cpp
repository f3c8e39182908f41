// SPDX-License-Identifier: MIT
#include "tools/workshop/Compile.h"

#include "tools/pages/Text.h"

#include <regex>

namespace hop::workshop {

namespace {

constexpr std::size_t kExcerpt = 6;  // lines

/// "FOLDER/work/main.cpp" is "work/main.cpp" to the reader.
std::string shortened(const std::string& path) {
  const std::filesystem::path whole(path);
  if (!whole.is_absolute()) return path;
  return (whole.parent_path().filename() / whole.filename()).string();
}

/// What the compiler draws below its message: lines that begin with a blank.
std::string drawing(const pages::Lines& lines, std::size_t from) {
  std::string text;
  for (std::size_t i = from; i < lines.size() && i < from + kExcerpt; ++i) {
    if (!lines[i].starts_with(" ")) break;
    text += lines[i] + "\n";
  }
  return text;
}

}  // namespace

Problem firstError(const std::string& output) {
  static const std::regex kCompiler(
      R"(^(.+?):(\d+):(\d+): (?:fatal )?error: (.*)$)");
  static const std::regex kLinker(
      R"(^.*(undefined reference to|undefined symbol:|multiple definition of|duplicate symbol:) [`']?([^'`]*)'?.*$)");
  const pages::Lines lines = pages::splitLines(output);
  std::smatch match;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (std::regex_match(lines[i], match, kCompiler)) {
      return {"compile",
              shortened(match[1]) + ":" + match[2].str() + ":" + match[3].str(),
              match[4], drawing(lines, i + 1)};
    }
  }
  for (const auto& line : lines) {
    if (std::regex_match(line, match, kLinker)) {
      const bool lacking = match[1].str().starts_with("undefined");
      return {
          "link", "",
          "it compiles, but " + match[2].str() +
              (lacking ? " is used and nowhere defined" : " is defined twice"),
          ""};
    }
  }
  std::string tail;
  const std::size_t from = lines.size() > 12 ? lines.size() - 12 : 0;
  for (std::size_t i = from; i < lines.size(); ++i) tail += lines[i] + "\n";
  return {"build", "", "it does not build", tail};
}

}  // namespace hop::workshop
