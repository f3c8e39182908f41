// SPDX-License-Identifier: MIT
#include "tools/pages/LineDiff.h"

#include "tools/pages/RunProgram.h"
#include "tools/pages/Text.h"

#include <stdexcept>

namespace hop::pages {

namespace {

/// Reads "@@ -23,6 +26,7 @@"; a length of 1 is left out, and a length of 0
/// means "after this line".
struct Position {
  explicit Position(const std::string& header) {
    const auto plus = header.find(" +");
    oldLine = firstLine(header.substr(4, plus - 4));
    newLine = firstLine(header.substr(plus + 2));
  }
  static int firstLine(const std::string& range) {
    const auto comma = range.find(',');
    const bool none =
        comma != std::string::npos && std::stoi(range.substr(comma + 1)) == 0;
    return std::stoi(range) + (none ? 1 : 0);
  }
  int oldLine = 0;
  int newLine = 0;
};

DiffLine readLine(const std::string& line, Position& position) {
  using Kind = DiffLine::Kind;
  const Kind kind = line[0] == '+'   ? Kind::Added
                    : line[0] == '-' ? Kind::Removed
                                     : Kind::Same;
  DiffLine result{kind, line.substr(1), position.oldLine, position.newLine};
  if (kind != Kind::Added) ++position.oldLine;
  if (kind != Kind::Removed) ++position.newLine;
  return result;
}

std::vector<Hunk> readHunks(const Lines& lines) {
  std::vector<Hunk> hunks;
  Position position("@@ -0 +0 @@");
  // The first two lines name the files; "\ No newline ..." is no line.
  for (std::size_t i = 2; i < lines.size(); ++i) {
    if (lines[i].starts_with("@@")) {
      hunks.push_back({lines[i], {}});
      position = Position(lines[i]);
    } else if (!lines[i].empty() && lines[i][0] != '\\' && !hunks.empty()) {
      hunks.back().lines.push_back(readLine(lines[i], position));
    }
  }
  return hunks;
}

}  // namespace

std::vector<Hunk> diffFiles(const std::filesystem::path& before,
                            const std::filesystem::path& after, int context) {
  const Outcome outcome = runProgram({"diff", "-U", std::to_string(context),
                                      "--", before.string(), after.string()});
  if (outcome.code > 1) throw std::runtime_error(outcome.error);
  return readHunks(splitLines(outcome.output));
}

}  // namespace hop::pages
