// SPDX-License-Identifier: MIT
// A client's and a server's session, connected in memory.
#include "tests/unit/http2_pair.h"

#include <gtest/gtest.h>

namespace hop::http2 {
namespace {

TEST(Http2Session, ARequestAndItsResponse) {
  Pair pair;
  const auto stream = pair.request("GET", "/x?y", nullptr);
  EXPECT_EQ(pair.server.story.of(stream),
            "GET /x?y HTTP/2.0|Host: t|x-a: 1|none|end;");
  pair.respond(stream, "200", nullptr);
  EXPECT_EQ(pair.client.story.of(stream), "200 OK|x-b: 2|none|end;closed 0");
  EXPECT_EQ(pair.server.story.of(stream),
            "GET /x?y HTTP/2.0|Host: t|x-a: 1|none|end;closed 0");
  EXPECT_FALSE(pair.client.session.over());
  EXPECT_FALSE(pair.server.session.over());
}

TEST(Http2Session, BodiesAndTrailersBothWays) {
  Pair pair;
  TextBody upload("hello", fieldsNamed("x-t"));
  TextBody download("world", fieldsNamed("grpc-status"));
  const auto stream = pair.request("POST", "/p", &upload);
  pair.respond(stream, "200", &download);
  EXPECT_EQ(pair.server.story.of(stream),
            "POST /p HTTP/2.0|Host: t|x-a: 1|Transfer-Encoding: chunked"
            "|chunked|data hello|trailers|x-t: 1|end;closed 0");
  EXPECT_EQ(pair.client.story.of(stream),
            "200 OK|x-b: 2|Transfer-Encoding: chunked|chunked|data world"
            "|trailers|grpc-status: 1|end;closed 0");
}

/// gRPC tells an answer without messages by END_STREAM of its one HEADERS.
TEST(Http2Session, TrailersOnlyIsOneFrame) {
  Pair pair;
  TextBody upload("x");
  const auto stream = pair.request("POST", "/p", &upload);
  pair.server.session.respond(stream, response("200"), nullptr);
  const auto frames = framesIn(pair.server.drain());
  ASSERT_EQ(frames.size(), 1);
  EXPECT_EQ(frames[0].type, NGHTTP2_HEADERS);
  EXPECT_TRUE(frames[0].has(kEndStream));
}

/// No empty DATA between them, and END_STREAM in the last one only.
TEST(Http2Session, TrailersWithoutABodyAreTwoFrames) {
  Pair pair;
  TextBody empty("", fieldsNamed("grpc-status"));
  const auto stream = pair.request("GET", "/", nullptr);
  pair.server.session.respond(stream, response("200"), &empty);
  const auto frames = framesIn(pair.server.drain());
  ASSERT_EQ(frames.size(), 2);
  EXPECT_FALSE(frames[0].has(kEndStream));
  EXPECT_EQ(frames[1].type, NGHTTP2_HEADERS);
  EXPECT_TRUE(frames[1].has(kEndStream));
}

TEST(Http2Session, InterimResponsesComeBeforeTheFinalOne) {
  Pair pair;
  const auto stream = pair.request("GET", "/", nullptr);
  pair.server.session.interim(stream, response("100"));
  pair.server.session.interim(stream, response("100"));
  pair.exchange();
  EXPECT_EQ(pair.client.story.of(stream),
            "100 Continue|x-b: 2|none|interim;"
            "100 Continue|x-b: 2|none|interim;");
  pair.respond(stream, "204", nullptr);
  EXPECT_EQ(pair.client.story.of(stream),
            "100 Continue|x-b: 2|none|interim;"
            "100 Continue|x-b: 2|none|interim;"
            "204 No Content|x-b: 2|none|end;closed 0");
}

/// RFC 9113 section 8.1: nobody will read the rest of the upload.
TEST(Http2Session, AnEarlyResponseStopsTheUploadWithoutAnError) {
  Pair pair;
  TextBody upload("begins", {}, Then::Wait);
  const auto stream = pair.request("POST", "/p", &upload);
  TextBody download("no");
  pair.server.session.respond(stream, response("403"), &download);
  const auto frames = framesIn(pair.server.drain());
  ASSERT_EQ(frames.size(), 3);
  EXPECT_TRUE(frames[1].has(kEndStream));
  EXPECT_EQ(frames[2].type, NGHTTP2_RST_STREAM);
  EXPECT_EQ(numberIn(frames[2].payload), NGHTTP2_NO_ERROR);
}

TEST(Http2Session, TheClientTakesAnEarlyResponseForComplete) {
  Pair pair;
  TextBody upload("begins", {}, Then::Wait);
  const auto stream = pair.request("POST", "/p", &upload);
  TextBody download("no");
  pair.respond(stream, "403", &download);
  EXPECT_EQ(pair.client.story.of(stream),
            "403 Forbidden|x-b: 2|Transfer-Encoding: chunked|chunked|data no"
            "|end;closed 0");
  upload.more("more", Then::End);
  pair.client.session.resume(stream);
  EXPECT_TRUE(pair.client.drain().empty());
}

TEST(Http2Session, AResponseThatFailsIsAnInternalError) {
  Pair pair;
  const auto stream = pair.request("GET", "/", nullptr);
  TextBody download("half", {}, Then::Failure);
  pair.respond(stream, "200", &download);
  EXPECT_EQ(pair.client.story.of(stream),
            "200 OK|x-b: 2|Transfer-Encoding: chunked|chunked|data half"
            "closed " +
                std::to_string(NGHTTP2_INTERNAL_ERROR));
}

TEST(Http2Session, AnUploadThatFailsIsCancelled) {
  Pair pair;
  TextBody upload("half", {}, Then::Failure);
  const auto stream = pair.request("POST", "/p", &upload);
  EXPECT_EQ(pair.server.story.of(stream),
            "POST /p HTTP/2.0|Host: t|x-a: 1|Transfer-Encoding: chunked"
            "|chunked|data halfclosed " +
                std::to_string(NGHTTP2_CANCEL));
}

class ThrowingBody final : public BodySource {
 public:
  Piece read(char*, std::size_t) override { throw std::bad_alloc(); }
  Poco::Net::MessageHeader trailers() override { return {}; }
};

TEST(Http2Session, ABodyThatThrowsEndsItsStreamOnly) {
  Pair pair;
  const auto first = pair.request("GET", "/", nullptr);
  const auto second = pair.request("GET", "/", nullptr);
  ThrowingBody throwing;
  EXPECT_NO_THROW(pair.respond(first, "200", &throwing));
  pair.respond(second, "204", nullptr);
  EXPECT_EQ(pair.client.story.of(first),
            "200 OK|x-b: 2|Transfer-Encoding: chunked|chunkedclosed " +
                std::to_string(NGHTTP2_INTERNAL_ERROR));
  EXPECT_EQ(pair.client.story.of(second),
            "204 No Content|x-b: 2|none|end;closed 0");
}

TEST(Http2Session, ResetsGoBothWays) {
  Pair pair;
  TextBody upload("x", {}, Then::Wait);
  const auto first = pair.request("POST", "/", &upload);
  const auto second = pair.request("GET", "/", nullptr);
  pair.client.session.reset(first, NGHTTP2_CANCEL);
  pair.server.session.reset(second, NGHTTP2_REFUSED_STREAM);
  pair.exchange();
  const auto ends = [](const std::string& text, std::uint32_t code) {
    return text.ends_with("closed " + std::to_string(code));
  };
  EXPECT_TRUE(ends(pair.server.story.of(first), NGHTTP2_CANCEL));
  EXPECT_TRUE(ends(pair.client.story.of(first), NGHTTP2_CANCEL));
  EXPECT_TRUE(ends(pair.client.story.of(second), NGHTTP2_REFUSED_STREAM));
}

TEST(Http2Session, AHeadOfAnySizeThatWasReadCanBeSent) {
  Limits roomy;
  roomy.headBytes = std::size_t{512} * 1024;
  Pair pair(roomy, roomy);
  auto head = response("200");
  const auto stream = pair.request("GET", "/", nullptr);
  for (int i = 0; i < 5; ++i) head.add("x-big", std::string(20'000, 'b'));
  pair.server.session.respond(stream, head, nullptr);
  pair.exchange();
  EXPECT_TRUE(pair.client.story.of(stream).ends_with("|none|end;closed 0"));
}

/// Waiting for it would be waiting for ever.
TEST(Http2Session, AHeadThatCannotBeSentResetsItsStream) {
  Pair pair;
  const auto stream = pair.request("GET", "/", nullptr);
  auto head = response("200");
  head.add("x-huge", std::string(std::size_t{2} * 1024 * 1024, 'h'));
  TextBody download("x");
  pair.server.session.respond(stream, head, &download);
  pair.exchange();
  EXPECT_EQ(pair.client.story.of(stream),
            "closed " + std::to_string(NGHTTP2_INTERNAL_ERROR));
}

TEST(Http2Session, NothingIsSaidOnAStreamThatHasGone) {
  Pair pair;
  const auto stream = pair.request("GET", "/", nullptr);
  pair.client.session.reset(stream, NGHTTP2_CANCEL);
  pair.exchange();
  TextBody download("late");
  pair.server.session.interim(stream, response("103"));
  pair.server.session.respond(stream, response("200"), &download);
  pair.server.session.resume(stream);
  pair.server.session.consumed(stream, 5);
  EXPECT_TRUE(pair.server.drain().empty());
  EXPECT_EQ(download.left(), 4);
}

TEST(Http2Session, GoingAwayGentlyServesWhatIsUnderWay) {
  Pair pair;
  const auto first = pair.request("GET", "/", nullptr);
  pair.server.session.sayGoingAway();
  pair.exchange();
  EXPECT_FALSE(pair.client.session.takesRequests());
  EXPECT_FALSE(pair.server.session.over());
  pair.server.session.goAway(NGHTTP2_NO_ERROR);
  pair.respond(first, "204", nullptr);
  EXPECT_EQ(pair.client.story.of(first),
            "204 No Content|x-b: 2|none|end;closed 0");
  EXPECT_TRUE(pair.server.session.over());
  EXPECT_TRUE(pair.client.session.over());
}

/// Between the two GOAWAY frames an idle connection must not be over: a
/// request may be under way.
TEST(Http2Session, AfterTheNoticeRequestsUnderWayAreServed) {
  Pair pair;
  pair.server.session.sayGoingAway();
  const auto late =
      pair.client.session.request(request("GET", "/"), "http", nullptr);
  ASSERT_TRUE(late);
  const std::string underWay = pair.client.drain();
  (void)pair.server.drain();
  EXPECT_FALSE(pair.server.session.over());
  pair.server.feed(underWay);
  EXPECT_TRUE(pair.server.story.of(*late).ends_with("|none|end;"));
}

TEST(Http2Session, WhatGoAwayLeavesOutIsRefused) {
  Pair pair;
  const auto first = pair.request("GET", "/", nullptr);
  const auto late =
      pair.client.session.request(request("GET", "/"), "http", nullptr);
  ASSERT_TRUE(late);
  (void)pair.client.drain();  // lost on the way
  pair.server.session.goAway(NGHTTP2_NO_ERROR);
  pair.respond(first, "204", nullptr);
  EXPECT_EQ(pair.client.story.of(*late),
            "closed " + std::to_string(NGHTTP2_REFUSED_STREAM));
  EXPECT_TRUE(pair.client.story.of(first).ends_with("closed 0"));
}

TEST(Http2Session, MoreThanTheUpstreamTakesWait) {
  Limits few;
  few.streams = 2;
  Pair pair({}, few);
  for (int i = 0; i < 3; ++i) pair.request("GET", "/", nullptr);
  EXPECT_EQ(pair.server.story.streams(), 2);
  pair.respond(1, "204", nullptr);
  EXPECT_EQ(pair.server.story.streams(), 3);
}

TEST(Http2Session, AHundredAtOnce) {
  Pair pair;
  std::vector<std::int32_t> streams;
  for (int i = 0; i < 100; ++i) {
    streams.push_back(pair.request("GET", "/", nullptr));
  }
  for (const auto stream : streams) pair.respond(stream, "204", nullptr);
  for (const auto stream : streams) {
    EXPECT_TRUE(pair.client.story.of(stream).ends_with("closed 0"));
  }
}

}  // namespace
}  // namespace hop::http2
