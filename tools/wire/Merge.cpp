// SPDX-License-Identifier: MIT
#include "tools/wire/Merge.h"

#include "tools/wire/Octets.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string>

namespace hop::wire {

namespace {

/// Folding keeps lanes short; a full drawing of something huge is not aligned
/// line by line beyond this.
constexpr std::size_t kMostLines = 2000;

std::string withoutPorts(std::string text) {
  constexpr std::string_view host = "127.0.0.1:";
  for (auto at = text.find(host); at != text.npos; at = text.find(host, at)) {
    at += host.size();
    const auto end = text.find_first_not_of("0123456789", at);
    text.erase(at, end == text.npos ? end : end - at);
  }
  return text;
}

std::string withoutNumbers(std::string text) {
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  text.erase(std::remove_if(text.begin(), text.end(), digit), text.end());
  return text;
}

std::string keyOf(const Line& line) {
  const auto kind = std::to_string(static_cast<int>(line.kind));
  if (line.text.empty()) return kind + withoutNumbers(line.note);
  if (lower(line.text).starts_with("date:")) return kind + "date:";
  // Its options have no case (RFC 9110 section 7.6.1).
  if (lower(line.text).starts_with("connection:")) {
    return kind + lower(line.text);
  }
  return kind + withoutPorts(line.text) + "\n" + line.note;
}

std::vector<std::string> keysOf(const std::vector<Line>& lines) {
  std::vector<std::string> keys;
  const std::size_t count = std::min(lines.size(), kMostLines);
  std::transform(lines.begin(),
                 lines.begin() + static_cast<std::ptrdiff_t>(count),
                 std::back_inserter(keys), keyOf);
  return keys;
}

using Table = std::vector<std::vector<std::size_t>>;

/// Length of the longest common subsequence from (i, j) to the ends.
Table lengths(const std::vector<std::string>& one,
              const std::vector<std::string>& other) {
  Table table(one.size() + 1, std::vector<std::size_t>(other.size() + 1));
  for (std::size_t i = one.size(); i-- > 0;) {
    for (std::size_t j = other.size(); j-- > 0;) {
      table[i][j] = one[i] == other[j]
                        ? table[i + 1][j + 1] + 1
                        : std::max(table[i + 1][j], table[i][j + 1]);
    }
  }
  return table;
}

/// A field that only stands elsewhere is the same: order between names has no
/// meaning (RFC 9110 section 5.3).
void pairMovedFields(std::vector<Pair>& pairs) {
  const auto isField = [](const std::optional<Line>& line) {
    return line && line->kind == Piece::Kind::Field;
  };
  for (auto pair = pairs.begin(); pair != pairs.end(); ++pair) {
    if (!isField(pair->one) || pair->other) continue;
    const std::string key = keyOf(*pair->one);
    const auto moved =
        std::find_if(pairs.begin(), pairs.end(), [&](const Pair& each) {
          return !each.one && isField(each.other) && keyOf(*each.other) == key;
        });
    if (moved == pairs.end()) continue;
    pair->other = moved->other;
    moved->other.reset();
  }
  std::erase_if(pairs,
                [](const Pair& pair) { return !pair.one && !pair.other; });
}

/// Walks over both lists at once and decides whose line comes next.
class Merger final {
 public:
  Merger(const std::vector<Line>& one, const std::vector<Line>& other)
      : one_(one),
        other_(other),
        left_(keysOf(one)),
        right_(keysOf(other)),
        table_(lengths(left_, right_)) {}

  std::vector<Pair> run() {
    std::vector<Pair> pairs;
    while (i_ < left_.size() || j_ < right_.size()) pairs.push_back(next());
    return pairs;
  }

 private:
  Pair next() {
    if (i_ == left_.size()) return {std::nullopt, other_[j_++]};
    if (j_ == right_.size()) return {one_[i_++], std::nullopt};
    if (left_[i_] == right_[j_]) return {one_[i_++], other_[j_++]};
    if (isOneFirst()) return {one_[i_++], std::nullopt};
    return {std::nullopt, other_[j_++]};
  }

  [[nodiscard]] bool isOneFirst() const {
    const std::size_t withoutOne = table_[i_ + 1][j_];
    const std::size_t withoutOther = table_[i_][j_ + 1];
    if (withoutOne != withoutOther) return withoutOne > withoutOther;
    return one_[i_].kind <= other_[j_].kind;  // fields before the body
  }

  const std::vector<Line>& one_;
  const std::vector<Line>& other_;
  std::vector<std::string> left_;
  std::vector<std::string> right_;
  Table table_;
  std::size_t i_ = 0;
  std::size_t j_ = 0;
};

}  // namespace

std::vector<Pair> merge(const std::vector<Line>& one,
                        const std::vector<Line>& other) {
  auto pairs = Merger(one, other).run();
  pairMovedFields(pairs);
  return pairs;
}

}  // namespace hop::wire
