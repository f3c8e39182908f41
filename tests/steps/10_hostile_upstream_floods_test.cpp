// SPDX-License-Identifier: MIT
// 10-http2: an upstream that sends too much of something, or plays with the
// windows.
#include "tests/support/BodyReader.h"
#include "tests/support/Case.h"
#include "tests/support/Checks.h"
#include "tests/support/http2/Http2Checks.h"

namespace hop::test {
namespace {

constexpr long kBudgetKiB = 8L * 1'024;

/// A client that waits for an upstream that will not behave.
struct Waiting {
  explicit Waiting(Stage& one, const Settings& settings = {})
      : stage(one),
        hand(one),
        client(one.connect()),
        upstream((client.send(get("/hostile")), hand.accept(settings))),
        id(upstream.nextRequest()),
        before(one.proxy().residentKiB().value_or(0)) {}

  /// Sends these octets @p count times, as long as somebody takes them.
  void pour(const std::string& octets, std::size_t count,
            const std::string& what) {
    upstream.sendOctets("", std::to_string(count) + " x " + what);
    for (std::size_t i = 0; i < count; ++i) {
      if (!upstream.connection().send(octets)) break;
    }
  }
  /// The proxy gives the connection up and its client 502, and goes on.
  void requireDropped() {
    requireStatus(client.completeResponse(), 502);
    requireConnectionError(
        upstream, {kEnhanceYourCalm, kProtocolError, kInternalError, kNoError});
    requireGoesOn();
  }
  /// Another client is served on another connection.
  void requireGoesOn() {
    requireMemory(stage, before, kBudgetKiB);
    Client other = stage.connect();
    other.send(get("/other"));
    Http2UpstreamPeer good = hand.accept();
    good.respond(good.nextRequest());
    requireStatus(other.completeResponse(), 200);
  }

  Stage& stage;
  Http2ByHand hand;
  Client client;
  Http2UpstreamPeer upstream;
  std::uint32_t id;
  long before;
};

CASE(Step10, HU21, FieldsWithoutEnd) {
  Waiting one(stage);
  Frame head = headersFrame(one.id, hpackLiterals(h2Reply()));
  head.flags &= static_cast<std::uint8_t>(~kEndHeaders);
  one.upstream.send(head);
  std::string block;
  while (block.size() < 16'000) {
    block += hpackLiteral("x-a", std::string(900, 'a'));
  }
  const Frame more = continuationFrame(one.id, block, false);
  one.pour(octetsOf(more), 64, "CONTINUATION");
  one.upstream.send(continuationFrame(one.id, "", true));
  requireStatus(one.client.completeResponse(), 502);
  requireMemory(stage, one.before, kBudgetKiB);
  Client other = stage.connect();
  other.send(get("/other"));
  if (one.hand.knocks(kMoment)) {
    Http2UpstreamPeer good = one.hand.accept();
    good.respond(good.nextRequest());
  } else {  // only the stream was given up
    one.upstream.respond(one.upstream.nextRequest());
  }
  requireStatus(other.completeResponse(), 200);
}

CASE(Step10, HU23, PingsAndSettings) {
  for (const Frame& frame : {pingFrame("12345678"), settingsFrame({})}) {
    onFreshStage([&](Stage& fresh) {
      Waiting one(fresh);
      one.pour(octetsOf(frame), 20'000, describe(frame));
      one.requireDropped();
    });
  }
}

CASE(Step10, HU25, InterimResponsesWithoutEnd) {
  constexpr std::size_t kFlood = 1'000;
  scriptHttp2(stage, [](Http2UpstreamPeer& peer, std::uint32_t id) {
    const bool hostile = requestIn(peer.stream(id)).target() == "/hostile";
    for (std::size_t i = 0; hostile && i < kFlood; ++i) {
      peer.sendHeaders(id, h2Reply({{"link", "</a.css>"}}, "103"));
    }
    peer.respond(id);
  });
  Http2Client client = stage.http2Client();
  requireStillServing(client);
  const long before = stage.proxy().residentKiB().value_or(0);
  const auto id = client.request(h2Get("/hostile"));
  require(client.until([&] { return client.stream(id).over(); }), "stalled",
          "neither a response nor a reset");
  if (client.stream(id).ended) {
    const Message response = responseIn(client.stream(id));
    const bool all =
        response.status() == 200 && response.interim.size() == kFlood;
    require(all || response.status() == 502, "wrong-blame",
            std::to_string(response.interim.size()) + " interim, then " +
                response.startLine);
  }
  requireMemory(stage, before, kBudgetKiB);
  requireServingBoth(stage);
}

CASE(Step10, HU26, WindowsThatAreNone) {
  for (const std::uint32_t octets : {0U, 0x7fffffffU}) {
    onFreshStage([&](Stage& fresh) {
      // On the connection: all of it is over.
      Waiting one(fresh);
      one.upstream.send(windowUpdate(0, octets));
      requireConnectionError(one.upstream, {kProtocolError, kFlowControlError});
      requireStatus(one.client.completeResponse(), 502);
      one.requireGoesOn();
    });
    onFreshStage([&](Stage& fresh) {
      // On a stream: that one at least.
      Waiting one(fresh);
      one.upstream.send(windowUpdate(one.id, octets));
      requireRefusal(one.upstream, one.id,
                     {{kProtocolError, kFlowControlError}, {}});
      requireStatus(one.client.completeResponse(), 502);
    });
  }
}

CASE(Step10, HU28, AnswerWhileTheUploadWaits) {
  Http2ByHand hand(stage);
  Http2Client client = stage.http2Client();
  const auto id = client.open(h2Request("POST", "/p"));
  Http2UpstreamPeer upstream = hand.accept({{kInitialWindowSize, 10}});
  const auto above = upstream.nextRequest();
  upstream.giveCredit(false);
  client.sendWithinWindow(id, pattern(1'000'000), false, 2 * kMoment);
  const bool stopped = upstream.until(
      [&] { return upstream.stream(above).body.size() == 10; }, kPromptly);
  require(stopped, "window-wrong",
          std::to_string(upstream.stream(above).body.size()) +
              " octets for a window of 10");
  upstream.respond(above, h2Reply({}, "413"), "too much");
  const Message response = client.response(id);
  requireStatus(response, 413);
  requireBody(response, "too much");
  client.request(h2Get("/next"));
  upstream.respond(upstream.nextRequest());
  requireStatus(client.response(id + 2), 200);
}

}  // namespace
}  // namespace hop::test
