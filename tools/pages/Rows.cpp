// SPDX-License-Identifier: MIT
#include "tools/pages/Rows.h"

#include "tools/pages/PageError.h"
#include "tools/pages/Text.h"

#include <Poco/NumberParser.h>

#include <map>

namespace hop::pages {

namespace {

/// Unlike a tokenizer's, an empty field counts.
std::vector<std::string> fieldsOf(const std::string& line) {
  std::vector<std::string> fields(1);
  for (const char c : line) {
    if (c == '\t') {
      fields.emplace_back();
    } else if (c != '\r') {
      fields.back() += c;
    }
  }
  return fields;
}

class Columns final {
 public:
  Columns(std::filesystem::path path, const std::string& header)
      : path_(std::move(path)) {
    for (const auto& name : fieldsOf(header)) {
      const auto next = places_.size();
      places_.emplace(name, next);
    }
  }

  [[nodiscard]] Row row(const std::string& line, int number) const {
    const auto fields = fieldsOf(line);
    const auto field = [&](const std::string& name) {
      const auto place = places_.find(name);
      if (place == places_.end()) {
        throw PageError(path_, 1, "the column '" + name + "' is missing");
      }
      return place->second < fields.size() ? fields[place->second] : "";
    };
    const auto said = [](const std::string& text) {
      return !text.empty() && text != "-" && text != "no";
    };
    Row row{field("id"), field("sentence")};
    if (!Poco::NumberParser::tryParse(field("since"), row.since)) {
      throw PageError(path_, number, "since which step? Write its number");
    }
    row.core = field("tier") == "core";
    row.guard = said(field("guard"));
    row.waived = said(field("waiver"));
    row.slow = said(field("slow"));
    return row;
  }

 private:
  std::filesystem::path path_;
  std::map<std::string, std::size_t> places_;
};

}  // namespace

std::vector<Row> readRows(const std::filesystem::path& path) {
  const Lines lines = splitLines(readFile(path));
  if (lines.empty()) throw PageError(path, 1, "the names of the columns?");
  const Columns columns(path, lines.front());
  std::vector<Row> rows;
  for (std::size_t i = 1; i < lines.size(); ++i) {
    const bool comment = lines[i].empty() || lines[i][0] == '#';
    if (!comment) {
      rows.push_back(columns.row(lines[i], static_cast<int>(i) + 1));
    }
  }
  return rows;
}

}  // namespace hop::pages
