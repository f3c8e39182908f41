// SPDX-License-Identifier: MIT
#include "tests/fuzz/Exchange.h"

#include "tests/fuzz/Check.h"

#include <type_traits>

namespace hop::fuzz {

namespace {

using Poco::Net::HTTPMessage;

/// What the writer makes of a head: HTTP/1.1, framed by the writer. A request
/// of HTTP/1.0 may have come without Host.
template <class Head>
void prepare(Head& head) {
  head.message.setVersion(HTTPMessage::HTTP_1_1);
  if constexpr (std::is_same_v<Head, http::RequestHead>) {
    if (!head.message.has("Host")) head.message.add("Host", "added");
  }
  if (head.framing.kind == http::Framing::Kind::None) return;
  head.message.erase(HTTPMessage::CONTENT_LENGTH);
  head.message.erase(HTTPMessage::TRANSFER_ENCODING);
}

std::size_t framingFields(const http::Framing& framing) {
  return framing.kind == http::Framing::Kind::Length ||
                 framing.kind == http::Framing::Kind::Chunked
             ? 1
             : 0;
}

}  // namespace

void Exchange::take(const http::Event& event) {
  story_.add(event);
  const auto* response = std::get_if<http::ResponseHead>(&event);
  require(!afterInterim_ || response != nullptr,
          "something else than a response behind an interim one");
  afterInterim_ = response != nullptr && response->interim();
  if (const auto* request = std::get_if<http::RequestHead>(&event)) {
    takeHead(*request);
  } else if (response != nullptr) {
    takeHead(*response);
  } else if (const auto* data = std::get_if<http::Data>(&event)) {
    require(!data->octets.empty(), "data without an octet");
    message_.add(event);
    octets_ += writer_.write(*data);
  } else if (const auto* trailers = std::get_if<http::Trailers>(&event)) {
    message_.add(event);
    takeTrailers(*trailers);
  } else {
    message_.add(event);
    takeEnd();
  }
}

template <class Head>
void Exchange::takeHead(Head head) {
  require(head.message.size() <= limits_.fields, "too many fields");
  prepare(head);
  message_.add(http::Event(head));
  const auto octets = writer_.write(head);
  requireCleanHead(octets,
                   1 + head.message.size() + framingFields(head.framing));
  octets_ += octets;
}

void Exchange::takeTrailers(const http::Trailers& trailers) {
  require(trailers.fields.size() <= limits_.fields, "too many trailers");
  const auto octets = writer_.write(trailers);
  requireCleanHead(octets, 1 + trailers.fields.size());
  octets_ += octets;
}

void Exchange::takeEnd() {
  if (!writer_.complete()) octets_ += writer_.write(http::End{});
  complete_ += message_.text();
  written_ += octets_;
  message_ = {};
  octets_.clear();
}

}  // namespace hop::fuzz
