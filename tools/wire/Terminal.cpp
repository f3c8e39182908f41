// SPDX-License-Identifier: MIT
#include "tools/wire/Terminal.h"

#include <cmath>
#include <ostream>
#include <sstream>

namespace hop::wire {

namespace {

using Colour = Paint::Colour;

constexpr double kLater = 40;  // milliseconds that an eye would notice

void printLine(std::ostream& out, const Line& line, const std::string& time,
               const Paint& paint) {
  const bool remark = line.text.empty() && !line.note.empty();
  std::string note = remark ? "" : line.note;
  for (const std::string& more : {wordFor(line.mark), time}) {
    if (!more.empty()) note += (note.empty() ? "" : ", ") + more;
  }
  const std::string gutter = std::string("  ") + signOf(line.mark) + " ";
  const std::string text = remark ? "(" + line.note + ")" : line.text;
  printRow(out, {gutter, text, note},
           remark ? Colour::Dim : Paint::of(line.mark), paint);
}

void printLane(std::ostream& out, const LaneDrawing& lane, int number,
               const Paint& paint) {
  const std::string time =
      lane.lines.empty() ? "" : timeText(lane.lines.front().at);
  const std::string remark =
      lane.remark.empty() ? "" : " (" + lane.remark + ")";
  out << "\n";
  printRow(out, {std::to_string(number) + " ", lane.title + remark, time},
           Colour::Bold, paint);
  double before = lane.lines.empty() ? 0 : lane.lines.front().at;
  for (const Line& line : lane.lines) {
    const bool later = isLater(line, before);
    printLine(out, line, later ? timeText(line.at) : "", paint);
    if (later) before = line.at;
  }
}

}  // namespace

void printRow(std::ostream& out, const Row& row, Paint::Colour colour,
              const Paint& paint) {
  const std::size_t note = row.note.empty() ? 0 : row.note.size() + 2;
  const std::size_t room = kWidth - row.gutter.size() - note;
  std::string text = row.text;
  if (text.size() > room) text = text.substr(0, room - 3) + "...";
  const std::size_t gap =
      kWidth - row.gutter.size() - text.size() - row.note.size();
  std::string line = paint(colour, row.gutter + text);
  if (!row.note.empty()) {
    line += std::string(gap, ' ') + paint(Colour::Dim, row.note);
  }
  while (line.ends_with(' ')) line.pop_back();
  out << line << "\n";
}

void printScenario(std::ostream& out, const Scenario& scenario,
                   const Paint& paint) {
  out << paint(Colour::Bold, scenario.name + ": " + scenario.title.en) << "\n";
  std::istringstream words(scenario.look.en);
  std::string line;
  for (std::string word; words >> word;) {
    if (line.size() + 1 + word.size() > kWidth) {
      out << line << "\n";
      line.clear();
    }
    line += (line.empty() ? "" : " ") + word;
  }
  out << line << "\n";
}

void printLog(std::ostream& out, const Exchange& exchange, const Paint& paint) {
  std::istringstream log(exchange.log);
  for (std::string line; std::getline(log, line);) {
    printRow(out, {"  ", exchange.step.slug + " logs: " + line, ""},
             Colour::Dim, paint);
  }
}

std::string timeText(double at) {
  return std::to_string(std::lround(at)) + " ms";
}

bool isLater(const Line& line, double before) {
  return line.at - before > kLater;
}

void printExchange(std::ostream& out, const Exchange& exchange, Detail detail,
                   const Paint& paint) {
  printScenario(out, exchange.scenario, paint);
  out << "\n  client --1-->  " << exchange.step.slug << "  --2--> upstream\n"
      << "  client <-4---  " << exchange.step.slug << "  <-3--- upstream\n";
  int number = 0;
  for (const LaneDrawing& lane : draw(exchange, detail)) {
    printLane(out, lane, ++number, paint);
  }
  out << "\n";
  printLog(out, exchange, paint);
  out << paint(Colour::Dim,
               "  the proxy: + added   - removed   ~ rewritten; time since the "
               "client began")
      << "\n";
}

}  // namespace hop::wire
