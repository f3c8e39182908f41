// SPDX-License-Identifier: MIT
// Frames that nobody should send, written by hand: what a session says to them,
// and that it does not matter how they are cut.
#include "tests/unit/http2_pair.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <ostream>

namespace hop::http2 {
namespace {

constexpr std::int64_t kNothing = -1;

/// The code of the first frame of that type; kNothing when there is none.
std::int64_t codeIn(const std::string& octets, std::uint8_t type,
                    std::size_t at) {
  for (const auto& frame : framesIn(octets)) {
    if (frame.type == type) return numberIn(frame.payload.substr(at, 4));
  }
  return kNothing;
}
std::int64_t goAwayIn(const std::string& octets) {
  return codeIn(octets, NGHTTP2_GOAWAY, 4);
}
std::int64_t resetIn(const std::string& octets) {
  return codeIn(octets, NGHTTP2_RST_STREAM, 0);
}

struct Sample {
  std::string name;
  std::string octets;              ///< behind the greeting
  std::int64_t goAway = kNothing;  ///< code that ends the connection
  std::int64_t reset = kNothing;   ///< code that ends the stream
};

std::ostream& operator<<(std::ostream& out, const Sample& sample) {
  return out << sample.name;
}

/// What somebody who only listens has heard, and what it owes then.
struct Heard {
  std::string story;
  std::string owed;
};

/// A client's three requests, which an upstream may answer: on 1, 3 and 5.
class Listener final {
 public:
  explicit Listener(Role role) : told_(role, {}) {
    if (role == Role::Client) {
      for (int i = 0; i < 3; ++i) {
        (void)told_.session.request(request("GET", "/"), "http", nullptr);
      }
    }
    (void)told_.drain();
    told_.feed((role == Role::Server ? greeting() : settings()) +
               settingsAck());
    (void)told_.drain();
  }
  Heard hear(const std::string& octets, std::size_t step) {
    told_.feed(octets, step);
    const std::string heard = told_.story.text();
    return {heard, told_.drain()};
  }

 private:
  Told told_;
};

class Cut : public testing::TestWithParam<std::pair<Role, Sample>> {
 protected:
  /// In pieces of every length: cut at every octet.
  static void expectTheSameInPieces(Role role, const Sample& sample) {
    const std::string& octets = sample.octets;
    const Heard whole = Listener(role).hear(octets, octets.size());
    EXPECT_EQ(goAwayIn(whole.owed), sample.goAway);
    EXPECT_EQ(resetIn(whole.owed), sample.reset);
    for (std::size_t step = 1; step < octets.size(); ++step) {
      const Heard cut = Listener(role).hear(octets, step);
      ASSERT_EQ(cut.story, whole.story) << "in pieces of " << step;
      ASSERT_EQ(goAwayIn(cut.owed), sample.goAway) << step;
      ASSERT_EQ(resetIn(cut.owed), sample.reset) << step;
    }
  }
};

TEST_P(Cut, ChangesNothing) {
  expectTheSameInPieces(GetParam().first, GetParam().second);
}

std::string nameOf(
    const testing::TestParamInfo<std::pair<Role, Sample>>& sample) {
  std::string name = sample.param.second.name;
  std::replace(name.begin(), name.end(), ' ', '_');
  return name;
}

std::pair<Role, Sample> client(Sample sample) {
  return {Role::Server, std::move(sample)};
}
std::pair<Role, Sample> upstream(Sample sample) {
  return {Role::Client, std::move(sample)};
}

FieldList with(FieldList fields, const std::string& name,
               const std::string& value) {
  fields.emplace_back(name, value);
  return fields;
}

std::string withField(const std::string& name, const std::string& value) {
  return headers(1, with(kGet, name, value));
}

std::string padded(const std::string& payload) {
  return octetsOf({NGHTTP2_DATA, NGHTTP2_FLAG_PADDED, 1, payload});
}

INSTANTIATE_TEST_SUITE_P(
    OfAClient, Cut,
    testing::Values(
        client({"requests", get(1) + post(3) + data(3, "hello", kEndStream)}),
        client({"trailers", post(1) + data(1, "x") + headers(1, {{"t", "1"}})}),
        client({"padding", post(1) + padded(std::string("\2hi\0\0", 5))}),
        client({"padding that is too long", post(1) + padded("\x7fhi"),
                NGHTTP2_PROTOCOL_ERROR}),
        client({"DATA on a stream that is idle", data(1, "x"),
                NGHTTP2_PROTOCOL_ERROR}),
        client({"an even stream", get(2), NGHTTP2_PROTOCOL_ERROR}),
        client({"HEADERS on stream 0", get(0), NGHTTP2_PROTOCOL_ERROR}),
        client({"a PING of seven octets",
                octetsOf({NGHTTP2_PING, 0, 0, "1234567"}),
                NGHTTP2_FRAME_SIZE_ERROR}),
        client({"a frame that is too large",
                number(16'385, 3) + std::string("\0\0\0\0\0\1", 6),
                NGHTTP2_FRAME_SIZE_ERROR}),
        client({"HPACK that is none",
                octetsOf({NGHTTP2_HEADERS, kEndHeaders, 1, "\xff\xff\xff"}),
                NGHTTP2_COMPRESSION_ERROR}),
        client({"a window of nothing more", windowUpdate(0, 0),
                NGHTTP2_PROTOCOL_ERROR}),
        client({"a window that overflows", windowUpdate(0, 0x7fffffff),
                NGHTTP2_FLOW_CONTROL_ERROR}),
        client({"the window of a stream that overflows",
                post(1) + windowUpdate(1, 0x7fffffff), kNothing,
                NGHTTP2_FLOW_CONTROL_ERROR}),
        client({"PING inside a block",
                octetsOf({NGHTTP2_HEADERS, 0, 1, block(kGet)}) + ping(),
                NGHTTP2_PROTOCOL_ERROR}),
        client({"a field of the connection", withField("connection", "close"),
                kNothing, NGHTTP2_PROTOCOL_ERROR}),
        client({"line breaks in a value", withField("x", "a\r\nHost: b"),
                kNothing, NGHTTP2_PROTOCOL_ERROR}),
        client({"a length that nothing keeps", withField("content-length", "5"),
                kNothing, NGHTTP2_PROTOCOL_ERROR}),
        client({"trailers that end nothing",
                post(1) + headers(1, {{"t", "1"}}, kEndHeaders), kNothing,
                NGHTTP2_PROTOCOL_ERROR}),
        client({"a push",
                octetsOf({NGHTTP2_PUSH_PROMISE, kEndHeaders, 1,
                          number(2, 4) + block(kGet)}),
                NGHTTP2_PROTOCOL_ERROR})),
    nameOf);

std::string status(const std::string& code, std::uint8_t flags) {
  return headers(1, {{":status", code}}, flags);
}
constexpr std::uint8_t kAll = kEndHeaders | kEndStream;

INSTANTIATE_TEST_SUITE_P(
    OfAnUpstream, Cut,
    testing::Values(
        upstream({"responses", status("103", kEndHeaders) +
                                   status("200", kEndHeaders) +
                                   data(1, "hello", kEndStream) +
                                   headers(3, {{":status", "204"}})}),
        upstream({"a status with a letter", status("2x0", kAll), kNothing,
                  NGHTTP2_PROTOCOL_ERROR}),
        upstream({"a status below 100", status("004", kAll), kNothing,
                  NGHTTP2_PROTOCOL_ERROR}),
        upstream({"two of them",
                  headers(1, {{":status", "200"}, {":status", "200"}}),
                  kNothing, NGHTTP2_PROTOCOL_ERROR}),
        upstream({"switching protocols", status("101", kEndHeaders), kNothing,
                  NGHTTP2_PROTOCOL_ERROR}),
        upstream({"DATA before a head", data(1, "x"), NGHTTP2_PROTOCOL_ERROR}),
        upstream({"a status in trailers",
                  status("200", kEndHeaders) + status("500", kAll), kNothing,
                  NGHTTP2_PROTOCOL_ERROR}),
        upstream({"an answer that nobody asked for",
                  headers(9, {{":status", "200"}}), NGHTTP2_PROTOCOL_ERROR}),
        upstream({"a stream that it opens", get(2), NGHTTP2_PROTOCOL_ERROR}),
        upstream({"a push that is not allowed",
                  octetsOf({NGHTTP2_PUSH_PROMISE, kEndHeaders, 1,
                            number(2, 4) + block(kGet)}),
                  NGHTTP2_PROTOCOL_ERROR})),
    nameOf);

/// Found by fuzz_http2: the end was told of a response that was refused. Both
/// sides have said all, so nghttp2 calls its stream closed without an error:
/// whoever waits for the response must look for its end.
TEST(Http2Hostile, AResponseThatIsNoneHasNoEnd) {
  Pair pair;
  const auto stream = pair.request("GET", "/", nullptr);
  pair.client.feed(headers(stream, {{":status", "004"}}));
  EXPECT_EQ(pair.client.story.of(stream), "closed 0");
}

TEST(Http2Hostile, AResponseThatIsTooLargeHasNoEndEither) {
  Limits few;
  few.headBytes = 100;
  Pair pair(few);
  const auto stream = pair.request("GET", "/", nullptr);
  pair.client.feed(
      headers(stream, {{":status", "200"}, {"x", std::string(100, 'x')}}));
  EXPECT_EQ(pair.client.story.of(stream), "closed 0");
}

/// Some of it may have been told, when it comes in pieces; its end never is.
TEST(Http2Hostile, ABodyLongerThanItsLengthIsNeverComplete) {
  const std::string octets =
      headers(1, with(kPost, "content-length", "3"), kEndHeaders) +
      data(1, "hello", kEndStream);
  for (std::size_t step = 1; step <= octets.size(); ++step) {
    const Heard heard = Listener(Role::Server).hear(octets, step);
    EXPECT_EQ(resetIn(heard.owed), NGHTTP2_PROTOCOL_ERROR) << step;
    EXPECT_EQ(heard.story.find("|end;"), heard.story.npos) << step;
  }
}

/// One stream too many is refused; those before it are not disturbed, and there
/// is room again when one of them is over.
TEST(Http2Hostile, StreamsBeyondTheLimitAreRefusedAlone) {
  Limits two;
  two.streams = 2;
  Told server(Role::Server, two);
  server.feed(greeting() + settingsAck());
  (void)server.drain();
  server.feed(post(1) + post(3) + get(5));
  EXPECT_EQ(resetIn(server.drain()), NGHTTP2_REFUSED_STREAM);
  EXPECT_EQ(server.story.of(5),
            "closed " + std::to_string(NGHTTP2_REFUSED_STREAM));
  server.feed(data(1, "still here") + rstStream(3) + get(7));
  EXPECT_EQ(resetIn(server.drain()), kNothing);
  EXPECT_TRUE(server.story.of(1).ends_with("|data still here"));
  EXPECT_TRUE(server.story.of(7).ends_with("|none|end;"));
}

/// What is held of a body is bounded by the window of its stream: who sends
/// more has its stream reset, and it is never complete.
TEST(Http2Hostile, MoreThanTheWindowIsNeverComplete) {
  Limits small;
  small.window = 10;
  Told server(Role::Server, small);
  server.feed(greeting() + settingsAck());
  (void)server.drain();
  server.feed(post(1) + data(1, "0123456789") + data(1, "x") +
              data(1, "y", kEndStream));
  EXPECT_EQ(resetIn(server.drain()), NGHTTP2_FLOW_CONTROL_ERROR);
  const std::string story = server.story.of(1);
  EXPECT_EQ(story.find("|end;"), story.npos);
  EXPECT_TRUE(
      story.ends_with("closed " + std::to_string(NGHTTP2_FLOW_CONTROL_ERROR)));
}

TEST(Http2Hostile, WhatWasConsumedMayBeSentAgain) {
  Limits small;
  small.window = 10;
  Told server(Role::Server, small);
  server.feed(greeting() + settingsAck() + post(1));
  for (int i = 0; i < 5; ++i) {
    server.feed(data(1, "0123456789"));
    server.session.consumed(1, 10);
    EXPECT_EQ(resetIn(server.drain()), kNothing) << i;
  }
}

/// Behind a fault nothing is looked at: neither events nor octets come of it.
TEST(Http2Hostile, NothingComesBehindTheEnd) {
  Told server(Role::Server, {});
  server.feed(greeting() + get(2));
  EXPECT_EQ(goAwayIn(server.drain()), NGHTTP2_PROTOCOL_ERROR);
  EXPECT_TRUE(server.session.over());
  server.feed(get(1) + ping() + "anything");
  EXPECT_TRUE(server.drain().empty());
  EXPECT_EQ(server.story.streams(), 0);
}

}  // namespace
}  // namespace hop::http2
