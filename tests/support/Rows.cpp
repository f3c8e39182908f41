// SPDX-License-Identifier: MIT
#include "tests/support/Rows.h"

#include "tests/support/Errors.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <set>
#include <sstream>

namespace hop::test {

namespace {

constexpr std::array<std::string_view, 5> kWaiverKinds{
    "bench",           // measured by a benchmark, not by a timed test
    "covered-by",      // another case proves it; the text names it
    "later-layer",     // judged when its step is written
    "not-observable",  // nothing to see on the wire
    "other-network"};  // needs more than loopback

std::vector<std::string> split(const std::string& text, char separator) {
  std::vector<std::string> parts;
  std::string part;
  for (const char c : text + separator) {
    if (c == separator) {
      parts.push_back(part);
      part.clear();
    } else {
      part += c;
    }
  }
  return parts;
}

[[noreturn]] void reject(int line, const std::string& why) {
  throw HarnessError("tests/rows.tsv:" + std::to_string(line) + ": " + why);
}

void checkWaiver(const std::string& waiver, int line) {
  if (waiver.empty()) return;
  const std::string kind = waiver.substr(0, waiver.find(':'));
  if (std::find(kWaiverKinds.begin(), kWaiverKinds.end(), kind) ==
      kWaiverKinds.end()) {
    reject(line, "unknown kind of waiver '" + kind + "'");
  }
}

Row parseRow(const std::string& text, int line) {
  const auto cells = split(text, '\t');
  if (cells.size() != 10) {
    reject(line, "expected 10 columns, found " + std::to_string(cells.size()));
  }
  Row row{cells[0], cells[1], cells[2], 0,        cells[4],
          {},       cells[6], cells[7], cells[8], cells[9] == "slow"};
  if (cells[3].empty() ||
      cells[3].find_first_not_of("0123456789") != std::string::npos) {
    reject(line, "'since' is not a step number");
  }
  row.since = std::stoi(cells[3]);
  for (const auto& reason : split(cells[5], ',')) {
    if (!reason.empty()) row.reasons.push_back(reason);
  }
  if (row.tier != "core" && row.tier != "all") {
    reject(line, "tier must be core or all");
  }
  if (row.reasons.empty() && row.guard.empty() && row.waiver.empty()) {
    reject(line, "a row that is no guard needs a reason");
  }
  checkWaiver(row.waiver, line);
  return row;
}

std::vector<Row> readRows() {
  std::ifstream file(std::string(HOP_ROOT_DIR) + "/tests/rows.tsv");
  if (!file) throw HarnessError("cannot read tests/rows.tsv");
  std::vector<Row> result;
  std::set<std::string> ids;
  std::string text;
  for (int line = 1; std::getline(file, text); ++line) {
    if (line == 1 || text.empty()) continue;
    result.push_back(parseRow(text, line));
    if (!ids.insert(result.back().id).second) reject(line, "id stands twice");
  }
  return result;
}

}  // namespace

const std::vector<Row>& rows() {
  static const std::vector<Row> kRows = readRows();
  return kRows;
}

const Row* findRow(const std::string& id) {
  for (const Row& row : rows()) {
    if (row.id == id) return &row;
  }
  return nullptr;
}

}  // namespace hop::test
