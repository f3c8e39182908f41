// SPDX-License-Identifier: MIT
#include "tests/fuzz/StreamRules.h"

#include "common/http1/MessageReader.h"
#include "tests/fuzz/Check.h"

#include <algorithm>

namespace hop::fuzz {

namespace {

/// Those of a head that nghttp2 has split into fields.
constexpr std::size_t kPseudoFields = 4;
/// SETTINGS_MAX_FRAME_SIZE, of which we say nothing.
constexpr std::size_t kFrame = 16'384;

/// A head that ends its stream may say that there is nothing: HTTP/1.1 calls
/// that a body of length 0. Of another length it would be cut, and the writer
/// throws.
http::Event inHttp1(const http::Event& event) {
  const auto* head = std::get_if<http::RequestHead>(&event);
  if (head == nullptr || head->framing.kind != http::Framing::Kind::None ||
      !head->message.hasContentLength()) {
    return event;
  }
  http::RequestHead same = *head;
  same.framing = {
      http::Framing::Kind::Length,
      static_cast<std::uint64_t>(head->message.getContentLength64())};
  return same;
}

}  // namespace

StreamRules::StreamRules(http2::Role role, const http2::Limits& limits,
                         std::size_t window)
    : role_(role), limits_(limits), window_(window) {}

void StreamRules::take(const http2::StreamEvent& one) {
  const bool known = streams_.count(one.stream) != 0;
  require(known || role_ == http2::Role::Server,
          "an event of a stream that we did not open");
  Stream& stream = streams_[one.stream];
  require(stream.place != Place::Closed, "an event behind the last one");
  if (const auto* event = std::get_if<http::Event>(&one.event)) {
    takeEvent(stream, *event);
  } else if (const auto* refused = std::get_if<http2::Refused>(&one.event)) {
    takeRefusal(stream, *refused);
  } else {
    stream.place = Place::Closed;
  }
  require(
      role_ == http2::Role::Client || openStreams().size() <= limits_.streams,
      "more streams than we allow");
}

void StreamRules::takeEvent(Stream& stream, const http::Event& event) {
  if (const auto* request = std::get_if<http::RequestHead>(&event)) {
    takeRequest(stream, *request);
  } else if (const auto* response = std::get_if<http::ResponseHead>(&event)) {
    takeResponse(stream, *response);
  } else if (const auto* data = std::get_if<http::Data>(&event)) {
    takeData(stream, *data);
  } else if (const auto* last = std::get_if<http::Trailers>(&event)) {
    require(stream.place == Place::Head, "trailers at the wrong place");
    requireSmall(last->fields);
    stream.place = Place::Trailers;
  } else {
    require(stream.place == Place::Head || stream.place == Place::Trailers,
            "the end of a message that has not begun");
    stream.place = Place::End;
    require(stream.received <= window_ + stream.consumed,
            "a body that is larger than its window is complete");
  }
  const auto* trailers = std::get_if<http::Trailers>(&event);
  // HTTP/2 has trailers without a field in them, HTTP/1.1 has not.
  const bool nothing = trailers != nullptr && trailers->fields.empty();
  if (!stream.rewritten || nothing) return;
  stream.exchange.take(inHttp1(event));
  if (stream.place == Place::End) requireSameInHttp1(stream.exchange);
}

void StreamRules::takeRequest(Stream& stream, const http::RequestHead& head) {
  require(role_ == http2::Role::Server && stream.place == Place::Nowhere,
          "a request at the wrong place");
  require(head.received.size() <= limits_.fields + kPseudoFields &&
              http2::sizeOf(head.received) <= limits_.headBytes,
          "a head larger than the limits");
  stream.place = Place::Head;
  // Of these only the head is HTTP/1.1's, what follows is a tunnel's.
  stream.rewritten =
      head.message.getMethod() != "CONNECT" && !head.message.has("Upgrade");
  require(!head.message.has("Upgrade") || limits_.connectProtocol,
          "an upgrade that nobody has allowed");
  require(!stream.rewritten || head.message.getURI().size() <= limits_.target,
          "a target longer than the limit");
}

void StreamRules::takeResponse(Stream& stream, const http::ResponseHead& head) {
  require(role_ == http2::Role::Client &&
              (stream.place == Place::Asked || stream.place == Place::Interim),
          "a response at the wrong place");
  requireSmall(head.message);
  const int status = head.message.getStatus();
  require(status >= 100 && status <= 999 && status != 101,
          "a status that HTTP/2 does not have");
  stream.place = head.interim() ? Place::Interim : Place::Head;
}

void StreamRules::takeRefusal(Stream& stream,
                              const http2::Refused& refused) const {
  require(role_ == http2::Role::Server && stream.place == Place::Nowhere,
          "a refusal at the wrong place");
  const int status = static_cast<int>(refused.status);
  require(status == 400 || status == 414 || status == 431 || status == 501,
          "a status that no refusal has");
  stream.place = Place::Head;
}

/// nghttp2 gives the rest of the frame that is too large, too.
void StreamRules::takeData(Stream& stream, const http::Data& data) const {
  require(stream.place == Place::Head, "data outside of a body");
  require(!data.octets.empty(), "data without an octet");
  stream.received += data.octets.size();
  require(stream.received <= window_ + stream.consumed + kFrame,
          "more octets than the window allows");
}

void StreamRules::requireSmall(const Poco::Net::MessageHeader& fields) const {
  require(fields.size() <= limits_.fields + kPseudoFields, "too many fields");
  std::size_t octets = 0;
  for (const auto& [name, value] : fields) octets += name.size() + value.size();
  // POCO's message may have got one more: Transfer-Encoding: chunked.
  require(octets <= limits_.headBytes + 24, "a head larger than the limits");
}

void StreamRules::requireSameInHttp1(const Exchange& exchange) {
  const http1::Limits roomy{
      .requestLine = 1 << 24, .headBytes = 1 << 24, .fields = 1 << 20};
  http1::MessageReader reader(http1::Role::Server, roomy);
  Exchange again(roomy);
  reader.feed(exchange.written());
  while (const auto event = reader.next()) again.take(*event);
  require(reader.complete() && reader.unread().empty(),
          "one request of HTTP/2 is not one request of HTTP/1.1");
  requireSame(exchange.complete(), again.complete(),
              "a request changed on its way to HTTP/1.1");
}

std::vector<std::int32_t> StreamRules::openStreams() const {
  std::vector<std::int32_t> open;
  for (const auto& [id, stream] : streams_) {
    if (stream.place != Place::Closed) open.push_back(id);
  }
  return open;
}

}  // namespace hop::fuzz
