// SPDX-License-Identifier: MIT
// Frames of HTTP/2 and WebSocket, made and taken apart.
#include "tools/wire/Compare.h"
#include "tools/wire/Messages.h"
#include "tools/wire/Parts.h"

#include <Poco/JSON/Parser.h>
#include <gtest/gtest.h>

namespace hop::wire {
namespace {

std::string octetsOf(const std::string& json) {
  const auto array =
      Poco::JSON::Parser().parse(json).extract<Poco::JSON::Array::Ptr>();
  std::string octets;
  for (const Part& part : readParts(*array)) octets += part.octets;
  return octets;
}

Lane laneOf(const std::string& octets) {
  return {{{Event::Kind::Octets, 1, 1, octets}}};
}

std::vector<std::string> textsOf(const Message& message, Piece::Kind kind) {
  std::vector<std::string> texts;
  for (const Piece& piece : message.pieces) {
    if (piece.kind == kind) texts.push_back(piece.octets);
  }
  return texts;
}

using Texts = std::vector<std::string>;

constexpr const char* kCall = R"([
  {"http2": "preface"}, {"http2": "settings"},
  {"http2": "headers", "stream": 1, "fields":
    [":method: POST", ":path: /x", "te: trailers"]},
  {"http2": "data", "stream": 1, "octets": "\u0000hop"},
  {"http2": "headers", "stream": 1, "fields": ["x-sum: 1"], "end": true}])";

TEST(Http2Frames, AreNamedWithTheirFlags) {
  const Frames frames = framesIn(laneOf(octetsOf(kCall)), Direction::Request);
  ASSERT_EQ(frames.size(), 4U);
  EXPECT_EQ(frames[0].type, "SETTINGS");
  EXPECT_EQ(frames[0].stream, 0U);
  EXPECT_EQ(frames[0].offset, 24U);
  EXPECT_EQ(frames[1].type, "HEADERS");
  EXPECT_EQ(frames[1].flags, Texts{"END_HEADERS"});
  EXPECT_EQ(frames[1].fields,
            (Texts{":method: POST", ":path: /x", "te: trailers"}));
  EXPECT_EQ(frames[2].type, "DATA");
  EXPECT_EQ(frames[2].length, 4U);
  EXPECT_EQ(frames[3].flags, (Texts{"END_STREAM", "END_HEADERS"}));
}

TEST(Http2Messages, HavePseudoFieldsAndTrailers) {
  const Messages messages = requestsIn(laneOf(octetsOf(kCall)));
  ASSERT_EQ(messages.size(), 1U);
  EXPECT_EQ(messages[0].stream, 1U);
  EXPECT_TRUE(messages[0].complete);
  EXPECT_EQ(messages[0].method(), "POST");
  EXPECT_EQ(textsOf(messages[0], Piece::Kind::Start),
            (Texts{":method: POST", ":path: /x"}));
  EXPECT_EQ(textsOf(messages[0], Piece::Kind::Field), Texts{"te: trailers"});
  EXPECT_EQ(messages[0].body(), std::string("\0hop", 4));
  EXPECT_EQ(textsOf(messages[0], Piece::Kind::Trailer), Texts{"x-sum: 1"});
}

TEST(Http2Messages, KeepStreamsAndInterimResponsesApart) {
  const Lane lane = laneOf(octetsOf(R"([
    {"http2": "settings"},
    {"http2": "headers", "stream": 1, "fields": [":status: 103", "link: x"]},
    {"http2": "headers", "stream": 3, "fields": [":status: 204"], "end": true},
    {"http2": "headers", "stream": 1, "fields": [":status: 200"], "end": true}
  ])"));
  const Messages messages = responsesIn(lane, {});
  ASSERT_EQ(messages.size(), 3U);
  EXPECT_EQ(messages[0].status(), 103);
  EXPECT_EQ(messages[1].status(), 204);
  EXPECT_EQ(messages[2].status(), 200);
  EXPECT_TRUE(messages[2].complete);
}

TEST(Http2Messages, EndWhereTheOctetsEnd) {
  const std::string octets = octetsOf(kCall);
  for (std::size_t size = 0; size <= octets.size(); ++size) {
    const Lane lane = laneOf(octets.substr(0, size));
    const Messages messages = requestsIn(lane);
    const bool whole =
        !messages.empty() && messages[0].stream != 0 && messages[0].complete;
    EXPECT_EQ(whole, size == octets.size()) << size;
    EXPECT_LE(framesIn(lane, Direction::Request).size(), 4U);
  }
}

TEST(Http2Compare, KnowsAFieldWhoseNameHasLostItsCapitals) {
  Lanes lanes;
  lanes.at(Place::ClientSent) = laneOf(octetsOf(R"([
    {"http2": "preface"}, {"http2": "settings"},
    {"http2": "headers", "stream": 1, "end": true, "fields":
      [":method: GET", ":path: /", "accept: */*", "x-gone: 1"]}])"));
  lanes.at(Place::UpstreamReceived) =
      laneOf("GET / HTTP/1.1\r\nAccept: */*\r\nX-New: 1\r\n\r\n");
  const Compared compared = compare(lanes);
  const auto markOf = [&](Place place, const std::string& octets) {
    for (const Piece& piece : compared.at(place).at(0).pieces) {
      if (piece.octets == octets) return piece.mark;
    }
    ADD_FAILURE() << octets;
    return Piece::Mark::Same;
  };
  using Mark = Piece::Mark;
  EXPECT_EQ(markOf(Place::ClientSent, "accept: */*"), Mark::Same);
  EXPECT_EQ(markOf(Place::ClientSent, ":method: GET"), Mark::Rewritten);
  EXPECT_EQ(markOf(Place::ClientSent, "x-gone: 1"), Mark::Removed);
  EXPECT_EQ(markOf(Place::UpstreamReceived, "GET / HTTP/1.1"), Mark::Rewritten);
  EXPECT_EQ(markOf(Place::UpstreamReceived, "Accept: */*"), Mark::Same);
  EXPECT_EQ(markOf(Place::UpstreamReceived, "X-New: 1"), Mark::Added);
}

constexpr const char* kUpgrade =
    R"("GET /ws HTTP/1.1\r\nUpgrade: websocket\r\n\r\n")";

TEST(WebSocketFrames, AreUnmasked) {
  const std::string octets =
      octetsOf(std::string("[") + kUpgrade +
               R"(, {"websocket": "text", "octets": "hop"},
                   {"websocket": "close", "octets": "\u0003\u00e8"}])");
  const Frames frames = framesIn(laneOf(octets), Direction::Request);
  ASSERT_EQ(frames.size(), 2U);
  EXPECT_EQ(frames[0].type, "TEXT");
  EXPECT_EQ(frames[0].flags, (Texts{"FIN", "MASK"}));
  EXPECT_EQ(frames[0].says, "hop");
  EXPECT_FALSE(frames[0].stream.has_value());
  EXPECT_EQ(frames[1].type, "CLOSE");
  EXPECT_EQ(frames[1].says, "1000 ");
  // On the wire it is not legible.
  EXPECT_EQ(octets.find("hop\x88"), std::string::npos);
}

TEST(WebSocketFrames, FollowA101) {
  const Lane lane = laneOf(
      "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n"
      "\x81\x03hop\x88\x02\x03\xe8");
  const Frames frames = framesIn(lane, Direction::Response);
  ASSERT_EQ(frames.size(), 2U);
  EXPECT_EQ(frames[0].says, "hop");
  const Messages messages = responsesIn(lane, {});
  ASSERT_EQ(messages.size(), 1U);
  EXPECT_TRUE(messages[0].complete);
  EXPECT_EQ(textsOf(messages[0], Piece::Kind::Frame), (Texts{"TEXT", "CLOSE"}));
}

TEST(WebSocketFrames, AreNotSeenInARefusedUpgrade) {
  const Lane lane =
      laneOf(octetsOf(std::string("[") + kUpgrade + "," + kUpgrade + "]"));
  EXPECT_EQ(requestsIn(lane).size(), 2U);
  EXPECT_TRUE(framesIn(lane, Direction::Request).empty());
}

}  // namespace
}  // namespace hop::wire
