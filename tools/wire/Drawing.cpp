// SPDX-License-Identifier: MIT
#include "tools/wire/Drawing.h"

#include "tools/wire/Compare.h"
#include "tools/wire/LaneLines.h"

#include <algorithm>

namespace hop::wire {

namespace {

/// Did the upstream send anything that is a response?
bool hasAnswered(const Compared& messages) {
  const Messages& sent = messages.at(Place::UpstreamSent);
  return std::any_of(sent.begin(), sent.end(),
                     [](const Message& each) { return each.status() != 0; });
}

/// What is worth saying beside the lane's title.
std::string remarkFor(Place place, const Exchange& exchange,
                      const Compared& messages) {
  const bool empty = messages.at(place).empty();
  if (empty && exchange.outcome == Outcome::Running) return {};
  if (place == Place::UpstreamReceived && empty) {
    return exchange.scenario.upstream == UpstreamKind::Dead
               ? "nothing: nobody listens on that port"
               : "nothing: the proxy did not pass it on";
  }
  if (empty) return "nothing";
  if (place == Place::ClientReceived && !hasAnswered(messages)) {
    return "the proxy's own response";
  }
  return {};
}

/// How it ended for the client, as far as it tells something.
void appendOutcome(const Exchange& exchange, std::vector<Line>& lines) {
  const Lane& lane = exchange.lanes.at(Place::ClientReceived);
  const double at = lane.events.empty() ? 0 : lane.events.back().at;
  if (exchange.outcome == Outcome::Running) return;
  if (exchange.outcome == Outcome::Silent) {
    lines.push_back(remarkLine("and nothing more: the client gave up", at));
  } else if (!lane.events.empty() &&
             lane.events.back().kind != Event::Kind::Octets) {
    const bool reset = lane.events.back().kind == Event::Kind::Reset;
    lines.push_back(remarkLine(reset ? "the proxy reset the connection"
                                     : "the proxy closed the connection",
                               at));
  }
}

/// The empty line after a head without a body, say: a lane ends before it.
void dropBlankEnd(std::vector<Line>& lines) {
  while (!lines.empty() && isBlank(lines.back())) lines.pop_back();
}

/// A received body is known from the lane before, if something was sent there.
bool isBodyKnown(Place place, const Compared& messages) {
  return (place == Place::UpstreamReceived) ||
         (place == Place::ClientReceived && hasAnswered(messages));
}

}  // namespace

Drawing draw(const Exchange& exchange, Detail detail) {
  const Compared messages = compare(exchange.lanes);
  Drawing drawing;
  for (const Place place : kPlaces) {
    LaneDrawing& lane = drawing[static_cast<std::size_t>(place)];
    lane.title = nameOf(place);
    lane.remark = remarkFor(place, exchange, messages);
    const std::size_t leftOut = exchange.lanes.at(place).leftOut;
    const bool whole = leftOut == 0 && exchange.outcome != Outcome::Running;
    lane.lines = linesOf(messages.at(place),
                         {detail, isBodyKnown(place, messages), whole});
    dropBlankEnd(lane.lines);
    if (leftOut > 0) {
      lane.lines.push_back(
          remarkLine(octetCount(leftOut) + " more were not recorded", 0));
    }
    if (place == Place::ClientReceived) appendOutcome(exchange, lane.lines);
  }
  return drawing;
}

char signOf(Piece::Mark mark) {
  constexpr std::array signs{' ', '+', '-', '~'};
  return signs[static_cast<std::size_t>(mark)];
}

std::string wordFor(Piece::Mark mark) {
  constexpr std::array words{"", "added", "removed", "rewritten"};
  return words[static_cast<std::size_t>(mark)];
}

}  // namespace hop::wire
