// SPDX-License-Identifier: MIT
// 10-http2: a response of HTTP/1.1 becomes frames, and its end is said in
// frames, too: END_STREAM for a whole one, RST_STREAM for half a one.
#include "tests/support/ByHand.h"
#include "tests/support/Case.h"
#include "tests/support/Checks.h"
#include "tests/support/HopByHop.h"
#include "tests/support/Trailers.h"
#include "tests/support/http2/Http2Checks.h"

#include <algorithm>

namespace hop::test {
namespace {

CASE(Step10, R10_18, NamesInLowerCase) {
  const Seen seen = seenFor(stage, reply("X-UpPer: Some Value\r\n"));
  const auto& fields = seen.response.fields;
  const Message::Field wanted{"x-upper", "Some Value"};
  require(std::find(fields.begin(), fields.end(), wanted) != fields.end(),
          "field-altered", seen.response.rawHead);
  onFreshStage([](Stage& fresh) {
    respondInHttp2(fresh);
    fresh.ask(get("/", "X-UpPer: Some Value\r\n"));
    const Message request = fresh.forwarded();
    for (const auto& [name, value] : request.fields) {
      const bool lower = std::none_of(name.begin(), name.end(), [](char c) {
        return c >= 'A' && c <= 'Z';
      });
      require(lower, "field-altered", "upper case in " + name);
    }
    requireField(request, "x-upper", "Some Value");
  });
}

CASE(Step10, R10_19, ChunksBecomeData) {
  const Seen seen = seenFor(
      stage,
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: X-N\r\n"
      "X-N: 1\r\nKeep-Alive: timeout=5\r\nX-Keep: 1\r\n\r\n"
      "5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n");
  requireStripped(seen.response, {"transfer-encoding", "connection", "x-n",
                                  "keep-alive", "content-length"});
  requireBody(seen.response, "hello world");
  require(seen.events.starts_with("HD") && seen.events.ends_with("."),
          "frame-wrong", seen.events);
}

CASE(Step10, R10_20, ReasonPhraseIsDropped) {
  const Seen seen = seenFor(stage, reply("", "ok", "404 Gone Fishing"));
  require(seen.response.all(":status") == std::vector<std::string>{"404"},
          "status-wrong", seen.response.rawHead);
  require(seen.response.rawHead.find("Fishing") == std::string::npos,
          "field-invented", seen.response.rawHead);
  requireBody(seen.response, "ok");
}

CASE(Step10, R10_21, TrailersBecomeASecondSection) {
  const Seen seen = seenFor(stage, "HTTP/1.1 200 OK\r\nTrailer: X-Sum\r\n" +
                                       helloWith("X-Sum: 9\r\n"));
  requireBody(seen.response, "hello");
  requireTrailer(seen.response, "x-sum", "9");
  require(!seen.response.has("x-sum"), "trailer-leaked", "merged");
  require(seen.events.starts_with("HD") && seen.events.ends_with("DH."),
          "frame-wrong", seen.events);
}

CASE(Step10, R10_22, NoBodyEndsWithItsHead) {
  const auto requireOneFrame = [](const std::string& octets,
                                  const FieldList& fields, int status) {
    onFreshStage([&](Stage& fresh) {
      const Seen seen = seenFor(fresh, octets, fields);
      requireStatus(seen.response, status);
      requireField(seen.response, "x-keep", "1");
      requireEvents(seen.events, "H.");
    });
  };
  requireOneFrame("HTTP/1.1 204 No Content\r\nX-Keep: 1\r\n\r\n", h2Get(), 204);
  requireOneFrame(
      "HTTP/1.1 304 Not Modified\r\nX-Keep: 1\r\nContent-Length: 9\r\n\r\n",
      h2Get(), 304);
  requireOneFrame("HTTP/1.1 200 OK\r\nX-Keep: 1\r\nContent-Length: 9\r\n\r\n",
                  h2Request("HEAD"), 200);
  requireOneFrame(reply("X-Keep: 1\r\n", ""), h2Get(), 200);
}

CASE(Step10, R10_23, HintsComeFirst) {
  ByHand hand(stage);
  Http2Client client = stage.http2Client();
  const auto id = client.request(h2Get());
  Connection upstream = hand.accept();
  promptHead(upstream);
  upstream.send(
      "HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\nConnection: X-N\r\n"
      "X-N: 1\r\n\r\n");
  const bool came = client.until(
      [&] { return !client.stream(id).blocks.empty(); }, kPromptly);
  require(came, "interim-lost", "103 is held back or lost");
  requireEvents(client.stream(id).events, "H");
  require(client.stream(id).blocks.front() ==
              h2Reply({{"link", "</a.css>"}}, "103"),
          "interim-lost", describe(client.stream(id).blocks.front()));
  upstream.send(reply());
  const Message response = client.response(id);
  requireStatus(response, 200);
  require(response.interim.size() == 1, "interim-lost", "more than one");
  require(!response.has("link"), "field-invented", response.rawHead);
}

CASE(Step10, R10_24, SwitchThatNobodyAskedFor) {
  stage.upstream().respond(
      "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\n"
      "Upgrade: websocket\r\n\r\n");
  Http2Client client = stage.http2Client();
  const auto id = client.request(h2Get());
  requireRefusal(client, id, {{kInternalError, kProtocolError}, {502}});
  for (const FieldList& block : client.stream(id).blocks) {
    require(block.front() != Message::Field(":status", "101"), "frame-wrong",
            "101 in HTTP/2");
  }
  stage.upstream().respond(reply());
  requireStillServing(client);
}

/// The stream is reset after what came, and never ended.
void requireReset(Stage& stage, const std::string& octets) {
  stage.upstream().respondAndClose(octets);
  Http2Client client = stage.http2Client();
  const auto id = client.request(h2Get());
  const bool over = client.until([&] { return client.stream(id).over(); });
  const Http2Stream& stream = client.stream(id);
  require(over, "stalled", "neither END_STREAM nor RST_STREAM");
  require(!stream.ended, "truncation-hidden", "ended as if it were whole");
  require(*stream.reset == kInternalError, "reset-wrong",
          codeName(*stream.reset));
  requireStatus(responseIn(stream), 200);
  require(std::string("hello").starts_with(stream.body), "body-altered",
          readable(stream.body));
  stage.upstream().respond(reply());
  requireStillServing(client);
}

CASE(Step10, R10_25, HalfABodyIsReset) {
  for (const std::string octets :
       {"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
        "5\r\nhello\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
        "5\r\nhello\r\nxyz\r\n"}) {
    onFreshStage([&](Stage& fresh) { requireReset(fresh, octets); });
  }
}

CASE(Step10, R10_26, UpstreamThatRefuses) {
  const ReservedPort closed;
  stage.upstreamUrl(closed.url());
  Http2Client client = stage.http2Client();
  const auto id = client.request(h2Get());
  requireStatus(client.response(id), 502);
  require(client.stream(id).events.ends_with("."), "frame-wrong",
          client.stream(id).events);
  requireStatus(client.ask(h2Get("/again")), 502);
}

CASE(Step10, R10_31, EarlyResponseStopsTheUpload) {
  ByHand hand(stage);
  Http2Client client = stage.http2Client();
  const auto id =
      client.open(h2Request("POST", "/p", {{"content-length", "1000000"}}));
  client.send(dataFrame(id, "he"));
  Connection upstream = hand.accept();
  const Message head = promptHead(upstream);
  BodyReader(upstream, head).expect("he");
  upstream.send(
      reply("Connection: close\r\n", "too much", "413 Content Too Large"));
  client.promptHead(id);
  const Message response = client.response(id);
  requireStatus(response, 413);
  requireBody(response, "too much");
  const bool stopped =
      client.until([&] { return client.stream(id).reset.has_value(); });
  require(stopped, "early-response-lost", "the client is not told to stop");
  require(*client.stream(id).reset == kNoError, "reset-wrong",
          codeName(*client.stream(id).reset));
  requireAborted(upstream);
  const auto next = client.request(h2Get("/next"));
  Connection other = hand.accept();
  promptHead(other);
  other.send(reply());
  requireStatus(client.response(next), 200);
}

}  // namespace
}  // namespace hop::test
