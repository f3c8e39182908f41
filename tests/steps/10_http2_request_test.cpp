// SPDX-License-Identifier: MIT
// 10-http2: a request of HTTP/2 becomes one of HTTP/1.1, with nothing left of
// its pseudo-fields and nothing lost of the rest.
#include "tests/support/ByHand.h"
#include "tests/support/Case.h"
#include "tests/support/Checks.h"
#include "tests/support/HopByHop.h"
#include "tests/support/Trailers.h"
#include "tests/support/http2/Http2Checks.h"

#include <csignal>

namespace hop::test {
namespace {

const FieldList kPost = h2Request("POST", "/p");

FieldList postWith(const FieldList& fields) {
  return h2Request("POST", "/p", fields);
}

CASE(Step10, R10_09, PseudoFieldsBecomeARequest) {
  const std::string path = "/a%2Fb/../c?d=%20e&f=*";
  const Message request = forwardedFor(
      stage,
      changed(h2Get(path, {{"x-keep", "1"}}), ":authority", "example.org:81"));
  require(request.startLine == "GET " + path + " HTTP/1.1", "target-wrong",
          request.startLine);
  require(request.has("Host"), "host-wrong", "no Host");
  require(request.all("Host") == std::vector<std::string>{"example.org:81"},
          "host-wrong", "Host: " + request.value("Host"));
  requireField(request, "X-Keep", "1");
  require(request.rawHead.find("\r\n:") == std::string::npos, "field-invented",
          readable(request.rawHead));
  requireNoLength(request);
}

CASE(Step10, R10_10, HostBesideAuthority) {
  const Message request = forwardedFor(stage, h2Get("/", {{"host", "t"}}));
  require(request.all("Host") == std::vector<std::string>{"t"}, "host-wrong",
          readable(request.rawHead));
  onFreshStage([](Stage& fresh) {
    Http2Client client = fresh.http2Client();
    const auto id = client.request(h2Get("/", {{"host", "other"}}));
    if (client.until([&] { return client.stream(id).over(); }) &&
        hasHead(client.stream(id)) &&
        responseIn(client.stream(id)).status() == 200) {
      require(fresh.forwarded().all("Host") == std::vector<std::string>{"t"},
              "host-wrong", readable(fresh.forwarded().rawHead));
      return;
    }
    requireRefusal(client, id, kMalformed);
    fresh.requireNothingForwarded();
  });
}

CASE(Step10, R10_11, CookieCrumbsAreOneCookie) {
  const Message request =
      forwardedFor(stage, h2Get("/", {{"cookie", "a=1"},
                                      {"x-between", "1"},
                                      {"cookie", "b=2"},
                                      {"cookie", "c=\"3; 4\""}}));
  requireField(request, "Cookie", "a=1; b=2; c=\"3; 4\"");
  requireField(request, "X-Between", "1");
}

CASE(Step10, R10_12, LengthIsKept) {
  const Message request =
      forwardedFor(stage, postWith({{"content-length", "5"}}), "hello");
  requireLength(request, 5);
  requireBody(request, "hello");
}

CASE(Step10, R10_13, WithoutLengthItIsChunked) {
  const Message request = forwardedFor(stage, kPost, "hello");
  require(request.method() == "POST", "method-altered", request.startLine);
  require(request.value("Transfer-Encoding") == "chunked", "framing-wrong",
          readable(request.rawHead));
  requireOneLength(request);
  requireBody(request, "hello");
  require(request.complete, "body-lost", "the body does not end");
}

CASE(Step10, R10_14, NoBodyIsNoBody) {
  for (const std::string method : {"POST", "PUT", "DELETE", "GET"}) {
    onFreshStage([&](Stage& fresh) {
      const Message request = forwardedFor(fresh, h2Request(method, "/p"));
      require(request.method() == method, "method-altered", request.startLine);
      require(!request.has("Transfer-Encoding"), "framing-wrong",
              readable(request.rawHead));
      const std::string length = request.value("Content-Length");
      require(length.empty() || length == "0", "framing-wrong",
              "Content-Length: " + length);
    });
  }
}

/// The stream is refused, and the upstream has not got a whole request.
void requireWrongLength(Stage& stage, const std::string& length,
                        const std::vector<std::string>& pieces) {
  Http2Client client = stage.http2Client();
  const auto id = client.open(postWith({{"content-length", length}}));
  for (const auto& piece : pieces) {
    client.send(dataFrame(id, piece, &piece == &pieces.back()));
  }
  requireStreamError(client, id, {kProtocolError});
  requireStillServing(client);
  for (const Message& request : completeRequests(stage)) {
    require(request.target() == "/still-serving", "not-refused",
            "the upstream got a whole " + request.startLine);
  }
}

CASE(Step10, R10_15, LengthThatIsNotTrue) {
  requireWrongLength(stage, "10", {"hello"});
  requireWrongLength(stage, "10", {"he", "llo", ""});
  requireWrongLength(stage, "4", {"hello"});
  requireWrongLength(stage, "5", {"hel", kSmuggled});
  requireServingBoth(stage);
}

CASE(Step10, R10_16, FieldsOfAConnectionAreMalformed) {
  std::vector<FieldList> heads;
  for (const Message::Field& field : FieldList{{"connection", "x-n"},
                                               {"connection", "close"},
                                               {"keep-alive", "timeout=5"},
                                               {"proxy-connection", "close"},
                                               {"transfer-encoding", "chunked"},
                                               {"upgrade", "websocket"},
                                               {"te", "gzip"},
                                               {"te", "trailers, deflate"}}) {
    heads.push_back(h2Get("/p", {field}));
  }
  requireHeadsRefused(stage, heads);
}

CASE(Step10, R10_17, TrailersAreWelcome) {
  const Message request = forwardedFor(stage, h2Get("/", {{"te", "trailers"}}));
  requireField(request, "TE", "trailers");
  require(connectionNames(request, "TE"), "field-lost",
          "Connection does not name TE: " + request.value("Connection"));
  onFreshStage([](Stage& fresh) {
    respondInHttp2(fresh);
    const Message up = forwardedFor(fresh, h2Get("/", {{"te", "trailers"}}));
    requireField(up, "te", "trailers");
    require(!up.has("connection"), "hop-by-hop-leaked", up.rawHead);
  });
}

CASE(Step10, R10_36, ExpectIsRelayed) {
  ByHand hand(stage);
  Http2Client client = stage.http2Client();
  const auto id = client.open(
      postWith({{"expect", "100-continue"}, {"content-length", "5"}}));
  Connection upstream = hand.accept();
  const Message head = promptHead(upstream);
  require(head.value("Expect") == "100-continue", "continue-wrong",
          readable(head.rawHead));
  client.listen(kMoment);
  require(client.stream(id).blocks.empty(), "continue-wrong",
          "100 before the upstream has said so");
  upstream.send("HTTP/1.1 100 Continue\r\n\r\n");
  const bool asked = client.until(
      [&] { return !client.stream(id).blocks.empty(); }, kPromptly);
  require(asked && client.stream(id).blocks.front() == h2Reply({}, "100"),
          "continue-wrong", "the upstream's 100 did not arrive");
  client.sendData(id, "hello", true);
  BodyReader(upstream, head).expect("hello");
  upstream.send(reply("", "thanks"));
  requireBody(client.response(id), "thanks");
}

CASE(Step10, HX23, RefusalInsteadOfContinue) {
  ByHand hand(stage);
  Http2Client client = stage.http2Client();
  const auto id = client.open(
      postWith({{"expect", "100-continue"}, {"content-length", "5"}}));
  Connection upstream = hand.accept();
  promptHead(upstream);
  upstream.send(reply("", "no", "417 Expectation Failed"));
  client.promptHead(id);
  const Message refusal = client.response(id);
  requireStatus(refusal, 417);
  require(refusal.interim.empty(), "continue-wrong", "the body was asked for");
  requireBody(refusal, "no");
}

CASE(Step10, R10_40, TrailersOfARequest) {
  const Message request = forwardedFor(stage, postWith({{"trailer", "x-t"}}),
                                       "hello", {{"x-t", "1"}});
  requireBody(request, "hello");
  require(!request.has("X-T"), "trailer-leaked", "merged into the head");
  requireTrailer(request, "X-T", "1");
}

CASE(Step10, HT48, TrailersThatNobodyAnnounced) {
  const Message request = forwardedFor(
      stage, kPost, "hello", {{"x-t", "1"}, {"x-forwarded-for", "6.6.6.6"}});
  requireBody(request, "hello");
  require(!request.has("X-T"), "trailer-leaked", "merged into the head");
  requireNoTrailer(request, "X-Forwarded-For");
  require(request.value("X-Forwarded-For") == "127.0.0.1",
          "spoofed-field-passed", request.value("X-Forwarded-For"));
}

CASE(Step10, R10_41, PriorityFieldIsPassed) {
  const Message request =
      forwardedFor(stage, h2Get("/", {{"priority", "u=1, i"}}));
  requireField(request, "Priority", "u=1, i");
}

CASE(Step10, R10_37, ConnectIsRefused) {
  const Refusal refused{
      {kProtocolError, kRefusedStream, kConnectError, kCancel},
      {400, 403, 405, 501}};
  requireHeadsRefused(stage, {{{":method", "CONNECT"}, {":authority", "t:80"}}},
                      refused);
}

}  // namespace
}  // namespace hop::test
