// SPDX-License-Identifier: MIT
#include "tools/wire/Splitter.h"

#include "tools/wire/Octets.h"
#include "tools/wire/WebSocket.h"

#include <algorithm>
#include <charconv>

namespace hop::wire {

namespace {

using Kind = Piece::Kind;

std::size_t numberIn(std::string_view text, int base) {
  std::size_t number = 0;
  text = trimmed(text);
  std::from_chars(text.data(), text.data() + text.size(), number, base);
  return number;
}

bool isChunked(const Message& message) {
  return lower(message.field("Transfer-Encoding")).ends_with("chunked");
}

/// RFC 9112 section 6.3: these end with their head.
bool isWithoutBody(const Message& response, const std::string& method) {
  const int status = response.status();
  return method == "HEAD" || (status >= 100 && status < 200) || status == 204 ||
         status == 304;
}

bool asksForWebSocket(const Message& message) {
  return lower(message.field("Upgrade")) == "websocket";
}

/// After the head of an upgrade, a frame or another request may follow: no
/// method begins with the octets that frames begin with.
bool isNoMethod(char octet) {
  return octet < 'A' || octet > 'Z';
}

}  // namespace

void Track::append(double at, std::string_view more) {
  times.emplace_back(octets.size(), at);
  octets += more;
}

double Track::timeOf(std::size_t offset) const {
  double at = 0;
  for (const auto& [from, time] : times) {
    if (from > offset) break;
    at = time;
  }
  return at;
}

std::size_t Track::nextTime(std::size_t offset) const {
  for (const auto& [from, time] : times) {
    if (from > offset) return from;
  }
  return octets.size();
}

Message Splitter::request() {
  Message message;
  message.connection = connection_;
  if (!head(message)) return message;
  if (isChunked(message)) {
    chunks(message);
  } else {
    framedBody(message);
  }
  if (asksForWebSocket(message) && !atEnd() && isNoMethod(track_.octets[at_])) {
    tunnel(message);
  }
  return message;
}

Message Splitter::response(const std::string& method) {
  Message message;
  message.connection = connection_;
  if (!head(message)) return message;
  if (message.status() == 101 && asksForWebSocket(message)) {
    tunnel(message);
  } else if (message.status() == 101) {
    data(message, left());  // no longer HTTP
  } else if (isWithoutBody(message, method)) {
    message.complete = true;
  } else if (isChunked(message)) {
    chunks(message);
  } else if (!message.field("Content-Length").empty()) {
    framedBody(message);
  } else {
    data(message, left());  // it ends with the connection
    message.complete = track_.ended;
  }
  return message;
}

bool Splitter::head(Message& message) {
  while (!atEnd()) {
    const std::size_t from = at_;
    const auto text = line();
    const bool first = message.pieces.empty();
    if (!text) {  // half a line: show what there is
      add(message, first ? Kind::Start : Kind::Field, from,
          std::string_view(track_.octets).substr(from));
      at_ = track_.octets.size();
      return false;
    }
    if (text->empty() && first) continue;  // RFC 9112 section 2.2
    if (text->empty()) {
      add(message, Kind::HeadEnd, from, "");
      return true;
    }
    add(message, first ? Kind::Start : Kind::Field, from, *text);
  }
  return false;
}

void Splitter::framedBody(Message& message) {
  const std::size_t length = numberIn(message.field("Content-Length"), 10);
  const std::size_t here = std::min(length, left());
  message.missing = length - here;
  message.complete = message.missing == 0;
  data(message, here);
}

void Splitter::chunks(Message& message) {
  while (!atEnd()) {
    const std::size_t from = at_;
    const auto text = line();
    if (!text) return;
    add(message, Kind::ChunkSize, from, *text);
    const std::size_t size = numberIn(text->substr(0, text->find(';')), 16);
    if (size == 0) return trailers(message);
    data(message, std::min(size, left()));
    [[maybe_unused]] const auto end = line();
  }
}

void Splitter::trailers(Message& message) {
  while (!atEnd()) {
    const std::size_t from = at_;
    const auto text = line();
    if (!text) return;
    if (text->empty()) {
      add(message, Kind::End, from, "");
      message.complete = true;
      return;
    }
    add(message, Kind::Trailer, from, *text);
  }
}

/// One piece per moment: what came later is a piece of its own.
void Splitter::data(Message& message, std::size_t length) {
  const std::size_t end = at_ + length;
  while (at_ < end) {
    const std::size_t next = std::min(end, track_.nextTime(at_));
    add(message, Kind::Data, at_,
        std::string_view(track_.octets).substr(at_, next - at_));
    at_ = next;
  }
}

/// What follows the head is WebSocket's (RFC 6455).
void Splitter::tunnel(Message& message) {
  tunnel_ = at_;
  message.complete = false;
  for (const Frame& frame : webSocketFrames(connection_, track_, at_)) {
    std::string note = std::to_string(frame.length) +
                       (frame.length == 1 ? " octet" : " octets") +
                       (frame.has("MASK") ? ", masked" : "");
    message.pieces.push_back(
        {Kind::Frame, frame.type, frame.at, Piece::Mark::Same, note});
    if (!frame.says.empty()) {
      message.pieces.push_back({Kind::Data, frame.payload, frame.at});
    }
    // The handshake is done, the conversation is over.
    if (frame.type == "CLOSE") message.complete = true;
  }
  at_ = track_.octets.size();
}

void Splitter::add(Message& message, Kind kind, std::size_t from,
                   std::string_view octets) const {
  message.pieces.push_back({kind, std::string(octets), track_.timeOf(from)});
}

std::optional<std::string_view> Splitter::line() {
  const auto end = track_.octets.find('\n', at_);
  if (end == std::string::npos) return std::nullopt;
  std::string_view text(track_.octets);
  text = text.substr(at_, end - at_);
  at_ = end + 1;
  if (text.ends_with('\r')) text.remove_suffix(1);
  return text;
}

}  // namespace hop::wire
