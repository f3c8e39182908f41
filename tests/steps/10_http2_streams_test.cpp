// SPDX-License-Identifier: MIT
// 10-http2: many requests on one connection. Each has its own life and its own
// end, and none of them waits for another one.
#include "tests/support/ByHand.h"
#include "tests/support/Case.h"
#include "tests/support/Checks.h"
#include "tests/support/Eventually.h"
#include "tests/support/http2/HeldUpstream.h"
#include "tests/support/http2/Http2Checks.h"

#include <csignal>

namespace hop::test {
namespace {

using namespace std::chrono_literals;

constexpr std::uint32_t kGoawayLater = 0x7fffffff;

void cancel(Http2Peer& peer, std::uint32_t stream) {
  peer.send(resetFrame(stream, kCancel));
}

/// RST_STREAM(CANCEL) has come on that stream of the upstream's connection.
void requireCancelled(Http2UpstreamPeer& upstream, std::uint32_t id) {
  const bool reset = upstream.until(
      [&] { return upstream.stream(id).reset.has_value(); }, kGone);
  require(reset, "not-aborted",
          "the upstream still works for a client that has gone");
  require(*upstream.stream(id).reset == kCancel, "reset-wrong",
          codeName(*upstream.stream(id).reset));
}

CASE(Step10, R10_27, CancelGoesUp) {
  ByHand hand(stage);
  Http2Client client = stage.http2Client();
  const auto waiting = client.request(h2Get("/slow"));
  Connection upstream = hand.accept();
  promptHead(upstream);
  cancel(client, waiting);
  requireAborted(upstream);
  const auto flowing = client.request(h2Get("/long"));
  Connection second = hand.accept();
  promptHead(second);
  second.send("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nBegin");
  client.expectBody(flowing, "Begin");
  cancel(client, flowing);
  requireAborted(second);
  hand.requireServing();
  onFreshStage([](Stage& fresh) {
    Http2ByHand up(fresh);
    Http2Client other = fresh.http2Client();
    const auto id = other.request(h2Get("/slow"));
    Http2UpstreamPeer peer = up.accept();
    const auto above = peer.nextRequest();
    cancel(other, id);
    requireCancelled(peer, above);
    other.request(h2Get("/next"));  // the connection goes on
    peer.respond(peer.nextRequest());
    requireStatus(other.response(3), 200);
  });
}

/// A client with that many requests that wait.
Http2Client withSlowStreams(Stage& stage, std::size_t count) {
  Http2Client client = stage.http2Client();
  require(client.until([&] { return client.acknowledged(); }), "frame-wrong",
          "our SETTINGS are not acknowledged");
  for (std::size_t i = 0; i < count; ++i) {
    client.request(h2Get("/slow/" + std::to_string(i)));
  }
  const auto arrived = stage.upstream().waitForRequests(count, kPatience);
  require(arrived.size() == count, "not-forwarded",
          std::to_string(arrived.size()) + " of " + std::to_string(count) +
              " requests have arrived");
  return client;
}

void requireAbandoned(const HeldUpstream& held, std::size_t count) {
  const bool all = eventually([&] { return held.abandoned() == count; }, kGone);
  require(all, "not-aborted",
          std::to_string(held.abandoned()) + " of " + std::to_string(count) +
              " requests have ended with their client");
}

CASE(Step10, R10_28, ClientLeavesWithFiftyStreams) {
  HeldUpstream held(stage);
  withSlowStreams(stage, 50);  // closes at the end of this line
  requireAbandoned(held, 50);
  requireServingBoth(stage);
}

CASE(Step10, HX08, ClientLeavesWithAHundredStreams) {
  HeldUpstream held(stage);
  {
    Http2Client client = withSlowStreams(stage, 100);
    client.connection().reset();
  }
  requireAbandoned(held, 100);
  requireServingBoth(stage);
}

CASE(Step10, R10_29, HundredStreamsAtOnce) {
  constexpr std::size_t kSlow = 99;
  HeldUpstream held(stage);
  Http2Client client = withSlowStreams(stage, kSlow);
  const Message fast = client.ask(h2Get("/fast"));
  requireBody(fast, "/fast");
  for (std::uint32_t id = 1; id < 2 * kSlow; id += 2) {
    require(!client.stream(id).over(), "order-wrong",
            "answered before its upstream has");
  }
  held.release();
  for (std::size_t i = 0; i < kSlow; ++i) {
    const Message slow = client.response(static_cast<std::uint32_t>(2 * i + 1));
    require(slow.body == "/slow/" + std::to_string(i), "mixed-up",
            "stream " + std::to_string(2 * i + 1) + " got " + slow.body);
  }
}

CASE(Step10, R10_30, StreamBeyondTheLimit) {
  HeldUpstream held(stage);
  Http2Client client = withSlowStreams(stage, 100);
  const auto beyond = client.request(h2Get("/beyond"));
  requireStreamError(client, beyond, {kRefusedStream});
  held.release();
  for (std::uint32_t id = 1; id < beyond; id += 2) {
    requireStatus(client.response(id), 200);
  }
  requireStillServing(client);  // there is room again
  for (const Message& request : stage.upstream().requests()) {
    require(request.target() != "/beyond", "not-refused", "it was forwarded");
  }
}

CASE(Step10, R10_34, GracefulEnd) {
  ByHand hand(stage);
  Http2Client client = stage.http2Client();
  const auto id = client.request(h2Get("/slow"));
  Connection upstream = hand.accept();
  promptHead(upstream);
  stage.proxy().signal(SIGTERM);
  require(client.until([&] { return client.goaway().has_value(); }),
          "frame-wrong", "no GOAWAY when the proxy stops");
  require(client.goaway()->code == kNoError &&
              client.goaway()->last == kGoawayLater,
          "frame-wrong", "the first GOAWAY is not a mere announcement");
  upstream.send(reply("", "bye"));
  requireBody(client.response(id), "bye");
  require(client.until([&] { return client.closed(); }), "connection-kept",
          "the connection stays open when all is done");
  require(client.goaway()->code == kNoError && client.goaway()->last == id,
          "frame-wrong", "the last GOAWAY does not name the last stream");
  const auto status = stage.proxy().wait(kPatience);
  require(status && status->ok(), "exit-wrong", "the program did not end");
}

CASE(Step10, R10_35, PingIsAnswered) {
  ByHand hand(stage);
  Http2Client client = stage.http2Client({{kInitialWindowSize, 0}});
  const auto id = client.request(h2Get("/big"));
  Connection upstream = hand.accept();
  promptHead(upstream);
  upstream.send(reply("", pattern(100'000)));
  client.promptHead(id);
  for (const std::string eight : {"12345678", "abcdefgh"}) {
    client.send(pingFrame(eight));
    const bool answered = client.until(
        [&] {
          const Frame& last = client.frames().back();
          return last.is(FrameType::Ping) && last.has(kAck) &&
                 last.payload == eight;
        },
        kPromptly);
    require(answered, "frame-wrong", "PING is not answered with its octets");
  }
  client.send(pingFrame("12345678", true));  // nobody has asked: no answer
  client.listen(kMoment);
  require(client.count(FrameType::Ping) == 2, "frame-wrong",
          "an answer is answered");
  client.send(windowUpdate(0, 100'000));
  client.send(windowUpdate(id, 100'000));
  requireBody(client.response(id), pattern(100'000));
}

CASE(Step10, HX10, UploadThatIsGivenUp) {
  ByHand hand(stage);
  Http2Client client = stage.http2Client();
  const auto id = client.open(h2Request("POST", "/p"));
  client.send(dataFrame(id, "Begin"));
  Connection upstream = hand.accept();
  const Message head = promptHead(upstream);
  BodyReader body(upstream, head);
  body.expect("Begin");
  cancel(client, id);
  require(body.take(1, kPatience).empty(), "body-altered", "octets from where");
  require(!body.ended(), "truncation-hidden", "the upload looks complete");
  requireAborted(upstream);
  hand.requireServing();
}

}  // namespace
}  // namespace hop::test
