// SPDX-License-Identifier: MIT
// Any octets as a head: refused with a ProtocolError, or accepted; and what
// was accepted can be written and read again without a difference.
#include "common/http/Framing.h"
#include "common/http1/HeadParser.h"
#include "common/http1/MessageWriter.h"
#include "tests/fuzz/Outcome.h"
#include "tests/unit/http1_events.h"

#include <cstdint>

namespace hop::fuzz {
namespace {

const http1::Limits kRoomy{.requestLine = 1 << 24,
                           .headBytes = 1 << 24,
                           .fields = 1 << 20,
                           .chunkLine = 1 << 24,
                           .emptyLines = 0};

/// As a text; without framing, for that is the writer's.
template <class Head>
std::string textOf(const Head& head) {
  http1::Story story;
  story.add(http::Event(head));
  return story.text();
}

http::Framing framingOf(const http::RequestHead& head) {
  return http::framingOf(head.message);
}
http::Framing framingOf(const http::ResponseHead& head) {
  return http::framingOf(head.message, "GET");
}

/// Writes a head with Framing::Kind::None, which keeps every field as it is.
template <class Head>
void writeAndReadBack(Head& head) {
  head.message.setVersion(Poco::Net::HTTPMessage::HTTP_1_1);
  const std::string octets = http1::MessageWriter().write(head);
  requireCleanHead(octets, 1 + head.message.size());
  Head again;
  http1::parseHead(octets, kRoomy, again.message);
  requireSame(textOf(head), textOf(again), "a head changed when written");
}

template <class Head>
void parse(std::string_view octets) {
  Head head;
  const auto parsed = outcomeOf(
      [&] { http1::parseHead(octets, http1::Limits{}, head.message); });
  if (parsed != Outcome::Waiting) return;
  require(head.message.size() <= http1::Limits{}.fields, "too many fields");
  outcomeOf([&] { (void)framingOf(head); });
  if constexpr (std::is_same_v<Head, http::RequestHead>) {
    // HTTP/1.0 may come without Host; what we write is 1.1.
    if (!head.message.has("Host")) head.message.add("Host", "added");
  }
  writeAndReadBack(head);
}

}  // namespace
}  // namespace hop::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  const std::string_view octets(reinterpret_cast<const char*>(data), size);
  hop::fuzz::parse<hop::http::RequestHead>(octets);
  hop::fuzz::parse<hop::http::ResponseHead>(octets);
  return 0;
}
