// SPDX-License-Identifier: MIT
#include "tools/wire/Versus.h"

#include "tools/wire/Merge.h"
#include "tools/wire/Terminal.h"

#include <cmath>
#include <ostream>

namespace hop::wire {

namespace {

using Colour = Paint::Colour;
using Mark = Piece::Mark;

constexpr double kOtherTime = 40;  // milliseconds that an eye would notice

/// The two steps by number, as they stand over the signs.
struct Names {
  std::string one;
  std::string other;
};

std::string nameOf(const Exchange& exchange) {
  return exchange.step.slug.substr(0, 2);
}

bool differs(const Pair& pair) {
  return !pair.one || !pair.other || pair.one->mark != pair.other->mark ||
         std::abs(pair.one->at - pair.other->at) > kOtherTime;
}

/// '.' where the step does not have the line at all.
char signIn(const std::optional<Line>& line) {
  return line ? signOf(line->mark) : '.';
}

/// "removed by 05", "removed" when both do, "" when nobody does.
std::string wordsFor(const Pair& pair, const Names& names) {
  std::string one = wordFor(pair.one->mark);
  std::string other = wordFor(pair.other->mark);
  if (one == other) return one;
  if (!one.empty()) one += " by " + names.one;
  if (!other.empty()) other += " by " + names.other;
  return one.empty() || other.empty() ? one + other : one + ", " + other;
}

std::string timesFor(const Pair& pair) {
  if (std::abs(pair.one->at - pair.other->at) <= kOtherTime) return {};
  return timeText(pair.one->at) + " | " + timeText(pair.other->at);
}

std::string noteFor(const Pair& pair, const Names& names) {
  if (!pair.other) return "only through " + names.one;
  if (!pair.one) return "only through " + names.other;
  std::string note = pair.one->text.empty() ? "" : pair.one->note;
  for (const auto& more : {wordsFor(pair, names), timesFor(pair)}) {
    if (!more.empty()) note += (note.empty() ? "" : ", ") + more;
  }
  return note;
}

/// The octets; of a remark of ours, what it says about each step.
std::string textOf(const Pair& pair) {
  const Line& line = pair.one ? *pair.one : *pair.other;
  if (!line.text.empty()) return line.text;
  if (!pair.one || !pair.other || pair.one->note == pair.other->note) {
    return "(" + line.note + ")";
  }
  return "(" + pair.one->note + " | " + pair.other->note + ")";
}

void printPair(std::ostream& out, const Pair& pair, const Names& names,
               const Paint& paint) {
  const Line& line = pair.one ? *pair.one : *pair.other;
  if (line.text.empty() && line.note.empty()) {
    out << "\n";
    return;
  }
  std::string gutter = differs(pair) ? ">  " : "   ";
  gutter += signIn(pair.one);
  gutter += "  ";
  gutter += signIn(pair.other);
  const auto colour = differs(pair)       ? Colour::Bold
                      : line.text.empty() ? Colour::Dim
                                          : Paint::of(line.mark);
  printRow(out, {gutter + "  ", textOf(pair), noteFor(pair, names)}, colour,
           paint);
}

/// "nothing" of the one, of the other, or of both.
std::string remarkFor(const LaneDrawing& one, const LaneDrawing& other,
                      const Names& names) {
  if (one.remark == other.remark) return one.remark;
  std::string text;
  for (const auto& [name, lane] : {std::pair(names.one, one.remark),
                                   std::pair(names.other, other.remark)}) {
    if (lane.empty()) continue;
    if (!text.empty()) text += "; ";
    text.append(name).append(": ").append(lane);
  }
  return text;
}

void printLane(std::ostream& out, const LaneDrawing& one,
               const LaneDrawing& other, int number, const Names& names,
               const Paint& paint) {
  const std::string remark = remarkFor(one, other, names);
  out << "\n";
  printRow(out,
           {"  " + names.one + " " + names.other + "  ",
            std::to_string(number) + " " + one.title +
                (remark.empty() ? "" : " (" + remark + ")"),
            ""},
           Colour::Bold, paint);
  for (const Pair& pair : merge(one.lines, other.lines)) {
    printPair(out, pair, names, paint);
  }
}

}  // namespace

void printVersus(std::ostream& out, const Exchange& one, const Exchange& other,
                 Detail detail, const Paint& paint) {
  const Names names{nameOf(one), nameOf(other)};
  const Drawing left = draw(one, detail);
  const Drawing right = draw(other, detail);
  printScenario(out, one.scenario, paint);
  for (std::size_t i = 0; i < left.size(); ++i) {
    printLane(out, left[i], right[i], static_cast<int>(i) + 1, names, paint);
  }
  out << "\n";
  printLog(out, one, paint);
  printLog(out, other, paint);
  out << paint(Colour::Dim,
               "  + added   - removed   ~ rewritten   . not there   "
               "> the two differ")
      << "\n";
}

}  // namespace hop::wire
