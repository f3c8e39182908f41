// SPDX-License-Identifier: MIT
#include "tools/wire/Messages.h"

#include "tools/wire/Http2.h"
#include "tools/wire/Octets.h"
#include "tools/wire/Splitter.h"
#include "tools/wire/WebSocket.h"

#include <algorithm>
#include <cstdlib>
#include <iterator>
#include <map>

namespace hop::wire {

namespace {

/// The methods of the requests on each connection, in order.
std::map<int, std::vector<std::string>> methodsOf(const Messages& requests) {
  std::map<int, std::vector<std::string>> methods;
  for (const Message& request : requests) {
    methods[request.connection].push_back(request.method());
  }
  return methods;
}

std::map<int, Track> tracksOf(const Lane& lane) {
  std::map<int, Track> tracks;
  for (const Event& event : lane.events) {
    Track& track = tracks[event.connection];
    if (event.kind == Event::Kind::Octets) {
      track.append(event.at, event.octets);
    } else {
      track.ended = true;
    }
  }
  return tracks;
}

void append(Messages& messages, Messages more) {
  std::move(more.begin(), more.end(), std::back_inserter(messages));
}

/// Where HTTP/1 ends and WebSocket begins.
std::size_t tunnelIn(int connection, const Track& track, Direction direction) {
  Splitter splitter(connection, track);
  while (!splitter.atEnd()) {
    const auto message = direction == Direction::Request
                             ? splitter.request()
                             : splitter.response("GET");
    if (message.pieces.empty()) break;
  }
  return splitter.tunnelFrom();
}

}  // namespace

int Message::status() const {
  for (const Piece& piece : pieces) {
    if (piece.kind != Piece::Kind::Start) continue;
    const std::string& start = piece.octets;
    if (!start.starts_with("HTTP/") && !start.starts_with(":status:")) continue;
    const auto space = start.find(' ');
    return space == start.npos ? 0 : std::atoi(start.c_str() + space + 1);
  }
  return 0;
}

std::string Message::method() const {
  constexpr std::string_view name = ":method: ";
  for (const Piece& piece : pieces) {
    if (piece.kind != Piece::Kind::Start) continue;
    if (piece.octets.starts_with(name)) return piece.octets.substr(name.size());
    if (!isHttp2()) return piece.octets.substr(0, piece.octets.find(' '));
  }
  return {};
}

std::string Message::field(std::string_view name) const {
  for (const Piece& piece : pieces) {
    const auto colon = piece.octets.find(':');
    if (piece.kind != Piece::Kind::Field || colon == std::string::npos) {
      continue;
    }
    if (lower(piece.octets.substr(0, colon)) == lower(name)) {
      return std::string(
          trimmed(std::string_view(piece.octets).substr(colon + 1)));
    }
  }
  return {};
}

std::string Message::body() const {
  std::string text;
  for (const Piece& piece : pieces) {
    if (piece.kind == Piece::Kind::Data) text += piece.octets;
  }
  return text;
}

Messages requestsIn(const Lane& lane) {
  Messages messages;
  for (const auto& [connection, track] : tracksOf(lane)) {
    if (isHttp2(track)) {
      append(messages, http2Messages(connection, track));
      continue;
    }
    Splitter splitter(connection, track);
    while (!splitter.atEnd()) messages.push_back(splitter.request());
  }
  return messages;
}

Messages responsesIn(const Lane& lane, const Messages& requests) {
  Messages messages;
  auto methods = methodsOf(requests);
  for (const auto& [connection, track] : tracksOf(lane)) {
    if (isHttp2(track)) {
      append(messages, http2Messages(connection, track));
      continue;
    }
    Splitter splitter(connection, track);
    std::size_t answered = 0;
    while (!splitter.atEnd()) {
      const auto& asked = methods[connection];
      messages.push_back(
          splitter.response(answered < asked.size() ? asked[answered] : "GET"));
      if (messages.back().status() >= 200) ++answered;
    }
  }
  return messages;
}

Frames framesIn(const Lane& lane, Direction direction) {
  Frames frames;
  for (const auto& [connection, track] : tracksOf(lane)) {
    const Frames more =
        isHttp2(track)
            ? http2Frames(connection, track)
            : webSocketFrames(connection, track,
                              tunnelIn(connection, track, direction));
    frames.insert(frames.end(), more.begin(), more.end());
  }
  std::stable_sort(
      frames.begin(), frames.end(),
      [](const Frame& one, const Frame& other) { return one.at < other.at; });
  return frames;
}

}  // namespace hop::wire
