// SPDX-License-Identifier: MIT
#include "tools/wire/Timeless.h"

#include "tools/wire/Messages.h"
#include "tools/wire/Restate.h"

#include <Poco/RegularExpression.h>

#include <algorithm>
#include <string>
#include <vector>

namespace hop::wire {

namespace {

using Poco::RegularExpression;

constexpr int kProxyPort = 18080;
constexpr int kUpstreamPort = 19000;

void substitute(std::string& text, const std::string& pattern,
                const std::string& by) {
  RegularExpression(pattern).subst(text, by, RegularExpression::RE_GLOBAL);
}

/// Ports and dates keep their length.
void replaceChanging(std::string& text, const Exchange& exchange) {
  const auto port = [&](int from, int to) {
    substitute(text,
               R"((127\.0\.0\.1|localhost):)" + std::to_string(from) + "\\b",
               "$1:" + std::to_string(to));
  };
  port(exchange.proxyPort, kProxyPort);
  port(exchange.upstreamPort, kUpstreamPort);
  substitute(text, R"((127\.0\.0\.1|localhost):(?!18080|19000)[0-9]{5}\b)",
             "$1:50000");
  substitute(text,
             "(?i)(Date: )[A-Z][a-z]{2}, [0-9]{2} [A-Z][a-z]{2} [0-9]{4} "
             "[0-9:]{8} GMT",
             "$1Thu, 01 Jan 2026 12:00:00 GMT");
}

/// When the pauses of the senders were over, in milliseconds.
std::vector<double> pausesIn(const Exchange& exchange) {
  const auto pace = static_cast<double>(exchange.scenario.pace.count());
  std::vector<double> ends;
  if (pace == 0) return ends;
  for (const Place sender : {Place::ClientSent, Place::UpstreamSent}) {
    const Event* before = nullptr;
    for (const Event& event : exchange.lanes.at(sender).events) {
      // A connection ends when it likes, and tells nothing of a pause.
      if (event.kind != Event::Kind::Octets) continue;
      if (before != nullptr && event.at - before->at > pace / 2) {
        ends.push_back(event.at);
      }
      before = &event;
    }
  }
  std::sort(ends.begin(), ends.end());
  return ends;
}

/// Sets every time to a multiple of the pace.
void stopTime(Exchange& exchange) {
  const auto ends = pausesIn(exchange);
  const auto pace = static_cast<double>(exchange.scenario.pace.count());
  for (const Place place : kPlaces) {
    for (Event& event : exchange.lanes.at(place).events) {
      const auto passed =
          std::upper_bound(ends.begin(), ends.end(), event.at) - ends.begin();
      event.at = pace * static_cast<double>(passed);
    }
  }
}

void joinEvents(Lane& lane) {
  std::stable_sort(lane.events.begin(), lane.events.end(),
                   [](const Event& one, const Event& other) {
                     return std::pair(one.at, one.connection) <
                            std::pair(other.at, other.connection);
                   });
  std::vector<Event> joined;
  for (Event& event : lane.events) {
    const bool continues = !joined.empty() &&
                           event.kind == Event::Kind::Octets &&
                           joined.back().kind == Event::Kind::Octets &&
                           joined.back().at == event.at &&
                           joined.back().connection == event.connection;
    if (continues) {
      joined.back().octets += event.octets;
    } else {
      joined.push_back(std::move(event));
    }
  }
  lane.events = std::move(joined);
}

/// An upstream's connection may end now, later or with the proxy. Only a
/// message that is over because of it needs it.
void dropIdleEnds(Exchange& exchange) {
  const auto isEnd = [](const Event& event) {
    return event.kind != Event::Kind::Octets;
  };
  for (const Place place : {Place::ClientSent, Place::UpstreamReceived}) {
    std::erase_if(exchange.lanes.at(place).events, isEnd);
  }
  Lane& sent = exchange.lanes.at(Place::UpstreamSent);
  Lane open = sent;
  std::erase_if(open.events, isEnd);
  const auto requests = requestsIn(exchange.lanes.at(Place::UpstreamReceived));
  std::vector<int> needed;
  for (const Message& message : responsesIn(open, requests)) {
    if (!message.complete) needed.push_back(message.connection);
  }
  std::erase_if(sent.events, [&](const Event& event) {
    return isEnd(event) && std::find(needed.begin(), needed.end(),
                                     event.connection) == needed.end();
  });
}

}  // namespace

Exchange timeless(const Exchange& exchange) {
  Exchange result = exchange;
  stopTime(result);
  dropIdleEnds(result);
  for (const Place place : kPlaces) {
    Lane& lane = result.lanes.at(place);
    joinEvents(lane);
    restateHttp2(lane, [&](std::string field) {
      replaceChanging(field, exchange);
      return field;
    });
    for (Event& event : lane.events) replaceChanging(event.octets, exchange);
  }
  replaceChanging(result.log, exchange);
  substitute(result.log, " [0-9]+ms\\b", " 1ms");
  result.proxyPort = kProxyPort;
  result.upstreamPort = kUpstreamPort;
  return result;
}

}  // namespace hop::wire
