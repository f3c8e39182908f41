// SPDX-License-Identifier: MIT
// The HTTP/2 and TLS part of the test support: what it sends is what it reads.
#include "tests/support/Repeat.h"
#include "tests/support/http2/Http2Client.h"
#include "tests/support/http2/Http2Upstream.h"
#include "tests/support/tls/Tls.h"

#include <gtest/gtest.h>
#include <sys/socket.h>

#include <array>
#include <thread>

namespace hop::test {
namespace {

using namespace std::chrono_literals;

/// A client and an upstream with nothing between them.
struct Ends {
  Ends() : Ends(make()) {}

  Lanes lanes;
  Http2Client client;
  Http2UpstreamPeer upstream;

 private:
  static std::array<int, 2> make() {
    std::array<int, 2> ends{};
    EXPECT_EQ(::socketpair(AF_UNIX, SOCK_STREAM, 0, ends.data()), 0);
    return ends;
  }
  explicit Ends(std::array<int, 2> ends)
      : client(Connection(ends[0]), lanes),
        upstream(Connection(ends[1]), lanes) {}
};

/// Both sides have said hello.
void greet(Ends& ends, const Settings& settings = {}) {
  ends.client.sendOctets(kPreface, "preface");
  ends.client.send(settingsFrame({}));
  ends.upstream.begin(settings);
  ASSERT_TRUE(ends.client.until([&] { return !ends.client.frames().empty(); }));
}

TEST(Frames, GoThroughAsTheyAre) {
  Ends ends;
  const Frame odd{0x7f, 0xa5, 7, std::string("\0\xff", 2)};
  ends.client.send(odd);
  ends.client.send(pingFrame("12345678"));
  ends.client.send(goawayFrame(5, kEnhanceYourCalm, "calm"));
  ASSERT_TRUE(ends.upstream.until([&] { return ends.upstream.rejected(); }));
  const Frame& came = ends.upstream.frames().front();
  EXPECT_EQ(came.type, odd.type);
  EXPECT_EQ(came.flags, odd.flags);
  EXPECT_EQ(came.stream, odd.stream);
  EXPECT_EQ(came.payload, odd.payload);
  EXPECT_EQ(ends.upstream.goaway()->last, 5U);
  EXPECT_EQ(ends.upstream.goaway()->code, kEnhanceYourCalm);
  ASSERT_TRUE(ends.client.pump(1s));
  EXPECT_EQ(describe(ends.client.frames().front()),
            "stream 0 PING ACK 8 octets");
}

TEST(Frames, PaddingAndPriorityAreNoContent) {
  EXPECT_EQ(content(paddedData(1, "body", 255)), "body");
  Frame head = headersFrame(1, bigEndian(0, 5) + "block");
  head.flags |= kHasPriority;
  EXPECT_EQ(content(head), "block");
  EXPECT_EQ(content({0, kPadded, 1, "\x09x"}), "");
}

TEST(Frames, ARequestAndItsResponseWithTrailers) {
  Ends ends;
  greet(ends);
  const FieldList head = h2Request("POST", "/p", {{"x-a", "1"}});
  const auto id = ends.client.request(head, "hello", {{"x-t", "2"}});
  EXPECT_EQ(ends.upstream.nextRequest(), id);
  const Message request = ends.upstream.request(id);
  EXPECT_EQ(request.startLine, "POST /p HTTP/2");
  EXPECT_EQ(request.value("x-a"), "1");
  EXPECT_EQ(request.body, "hello");
  EXPECT_EQ(request.trailers.size(), 1U);
  ends.upstream.sendHeaders(id, h2Reply({}, "103"));
  ends.upstream.respond(id, h2Reply(), "ok", {{"grpc-status", "0"}});
  const Message response = ends.client.response(id);
  EXPECT_EQ(response.status(), 200);
  EXPECT_EQ(response.interim.size(), 1U);
  EXPECT_EQ(response.body, "ok");
  EXPECT_EQ(response.trailers.front().first, "grpc-status");
  EXPECT_EQ(ends.client.stream(id).events, "HHDH.");
}

TEST(Frames, LongBlocksContinueAndBodiesKeepToTheWindow) {
  Ends ends;
  greet(ends, {{kInitialWindowSize, 10}});
  ends.upstream.giveCredit(false);
  const std::string value = std::string(40'000, '~');
  const auto id = ends.client.open(h2Request("POST", "/", {{"x-big", value}}));
  EXPECT_EQ(ends.client.sendWithinWindow(id, "0123456789abc", true, 50ms), 10U);
  ASSERT_EQ(ends.upstream.nextRequest(), id);
  EXPECT_EQ(requestIn(ends.upstream.stream(id)).value("x-big"), value);
  EXPECT_GT(ends.upstream.count(FrameType::Continuation), 0U);
  ends.upstream.send(windowUpdate(id, 3));
  EXPECT_EQ(ends.client.sendWithinWindow(id, "abc", true, 1s), 3U);
  EXPECT_EQ(ends.upstream.request(id).body, "0123456789abc");
}

TEST(Frames, WhatIsNoFrameIsHttp2Unspoken) {
  Ends ends;
  ends.upstream.connection().send("HTTP/1.1 505 No\r\n\r\n");
  try {
    ends.client.begin();
    FAIL() << "taken for HTTP/2";
  } catch (const CaseFailed& failure) {
    EXPECT_EQ(failure.reason(), "http2-unspoken");
  }
}

TEST(Frames, AreShownOnePerLine) {
  Ends ends;
  greet(ends);
  ends.client.request(h2Get("/x"));
  const std::string report = ends.lanes.report();
  EXPECT_NE(report.find("\n    stream 1 HEADERS END_STREAM END_HEADERS"),
            std::string::npos);
  EXPECT_NE(report.find(":path: /x"), std::string::npos);
  EXPECT_EQ(ends.lanes.command(),
            "curl --noproxy '*' -si --path-as-is --http2-prior-knowledge "
            "-H 'Host: t' 'http://127.0.0.1:8080/x'");
}

TEST(Hpack, ByHandAndByTheLibrary) {
  HpackDecoder decoder;
  const auto odd = decoder.decode(
      hpackTableSize(100) + hpackIndexed(2) + hpackLiteral("x y", "a\r\nb") +
      hpackRemembered("x-r", std::string(300, 'r')));
  ASSERT_TRUE(odd.has_value());
  EXPECT_EQ(odd->at(0), (Message::Field{":method", "GET"}));
  EXPECT_EQ(odd->at(1), (Message::Field{"x y", "a\r\nb"}));
  EXPECT_EQ(odd->at(2).second.size(), 300U);
  EXPECT_FALSE(decoder.decode("\xff\x64").has_value());
  EXPECT_EQ(hpackInteger(1337, 5), "\x1f\x9a\x0a");
  HpackEncoder encoder;
  HpackDecoder other;
  for (int i = 0; i < 2; ++i) {
    EXPECT_EQ(other.decode(encoder.encode(h2Get())), h2Get());
  }
}

/// Moves octets between the two until neither has any.
void shakeHands(Tls& client, Tls& server) {
  for (int round = 0; round < 6; ++round) {
    client.handshake();
    server.feed(client.drain());
    server.handshake();
    client.feed(server.drain());
  }
}

TEST(TlsSession, AgreesOnAProtocolAndTellsTheName) {
  const Authority authority;
  Tls server(Tls::Server{authority.issue(), {"h2", "http/1.1"}});
  Tls client(Tls::Client{{"http/1.1", "h2"}, "localhost"});
  shakeHands(client, server);
  EXPECT_EQ(client.protocol(), "h2");
  EXPECT_EQ(server.offered(), (std::vector<std::string>{"http/1.1", "h2"}));
  EXPECT_EQ(server.serverName(), "localhost");
  EXPECT_TRUE(client.certificateFits("127.0.0.1"));
  EXPECT_FALSE(client.certificateFits("example.org"));
  client.write("hello");
  server.feed(client.drain());
  EXPECT_EQ(server.read(), "hello");
  client.finish();
  server.feed(client.drain());
  EXPECT_EQ(server.read(), "");
  EXPECT_TRUE(server.ended());
  EXPECT_EQ(server.failure(), "");
}

TEST(TlsSession, WhatIsNoTlsIsAFailure) {
  Tls client(Tls::Client{});
  client.handshake();
  client.feed("HTTP/1.1 400 Bad Request\r\n\r\n");
  EXPECT_FALSE(client.handshake());
  EXPECT_TRUE(client.ended());
  EXPECT_NE(client.failure(), "");
}

TEST(TlsSession, CarriesAConnection) {
  const Authority authority;
  std::array<int, 2> ends{};
  ASSERT_EQ(::socketpair(AF_UNIX, SOCK_STREAM, 0, ends.data()), 0);
  Connection left(ends[0]);
  Connection right(ends[1]);
  std::thread server([&] {
    right.secure(std::make_unique<Tls>(Tls::Server{authority.issue()}));
    if (right.readMessage(2s)) {
      right.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
    }
    right.finish();
  });
  EXPECT_TRUE(left.secure(std::make_unique<Tls>(Tls::Client{{"http/1.1"}})));
  left.send("GET / HTTP/1.1\r\nHost: t\r\n\r\n");
  const auto response = left.readMessage(2s);
  EXPECT_TRUE(response && response->body == "ok");
  EXPECT_TRUE(left.closedWithin(2s));
  server.join();
}

}  // namespace
}  // namespace hop::test
