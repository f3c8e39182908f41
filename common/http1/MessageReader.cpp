// SPDX-License-Identifier: MIT
#include "common/http1/MessageReader.h"

#include "common/http/Truncated.h"
#include "common/http1/HeadParser.h"

#include <algorithm>
#include <cstdint>

namespace hop::http1 {

using http::Event;
using http::Framing;

MessageReader::MessageReader(Role role, const Limits& limits)
    : role_(role), limits_(limits), scanner_(limits_), chunks_(limits_) {}

std::optional<Event> MessageReader::next() {
  std::optional<Event> event;
  if (state_ == State::Head) event = readHead();
  if (state_ == State::Body && !event) event = readBody();
  if (event && std::holds_alternative<http::End>(*event)) {
    state_ = State::Complete;
  }
  const bool inside =
      state_ == State::Body || (state_ == State::Head && !buffer_.empty());
  if (!event && eof_ && inside) throw http::Truncated();
  return event;
}

std::optional<Event> MessageReader::readHead() {
  if (role_ == Role::Server) scanner_.skipEmptyLines(buffer_);
  const auto head = scanner_.take(buffer_);
  if (!head) return std::nullopt;
  return role_ == Role::Server ? startRequest(*head) : startResponse(*head);
}

Event MessageReader::startRequest(std::string_view head) {
  http::RequestHead event;
  parseHead(head, limits_, event.message);
  event.framing = framing_ = http::framingOf(event.message);
  left_ = framing_.length;
  state_ = State::Body;
  return event;
}

Event MessageReader::startResponse(std::string_view head) {
  http::ResponseHead event;
  parseHead(head, limits_, event.message);
  event.framing = framing_ = http::framingOf(event.message, method_);
  left_ = framing_.length;
  if (!event.interim()) state_ = State::Body;
  return event;
}

std::optional<Event> MessageReader::readBody() {
  switch (framing_.kind) {
    case Framing::Kind::None:
      return http::End{};
    case Framing::Kind::Length:
      if (left_ == 0) return http::End{};
      return readData();
    case Framing::Kind::Chunked:
      return chunks_.next(buffer_);
    case Framing::Kind::UntilClose:
      left_ = UINT64_MAX;
      if (buffer_.empty() && eof_) return http::End{};
      return readData();
  }
  return std::nullopt;
}

std::optional<Event> MessageReader::readData() {
  const auto wanted = std::min<std::uint64_t>(left_, buffer_.view().size());
  if (wanted == 0) return std::nullopt;
  left_ -= wanted;
  return http::Data{buffer_.take(static_cast<std::size_t>(wanted))};
}

void MessageReader::startNext() {
  chunks_ = ChunkedDecoder(limits_);
  state_ = State::Head;
}

bool MessageReader::idle() const {
  return state_ == State::Head && buffer_.empty();
}

}  // namespace hop::http1
