// SPDX-License-Identifier: MIT
// 10-http2: how connections and streams to the upstream end, and what becomes
// of the requests on them.
#include "tests/support/BodyReader.h"
#include "tests/support/ByHand.h"
#include "tests/support/Case.h"
#include "tests/support/Checks.h"
#include "tests/support/HostileUpstream.h"
#include "tests/support/http2/Http2Checks.h"

#include <atomic>
#include <memory>
#include <thread>

namespace hop::test {
namespace {

using namespace std::chrono_literals;

using Count = std::shared_ptr<std::atomic<int>>;

/// Refuses the first @p count requests in one way, then answers.
Count refuseFirst(Stage& stage, int count, const Http2Script& refuse) {
  const auto seen = std::make_shared<std::atomic<int>>(0);
  scriptHttp2(stage, [=](Http2UpstreamPeer& peer, std::uint32_t id) {
    if (++*seen <= count) return refuse(peer, id);
    peer.respond(id, h2Reply(), "answered");
  });
  return seen;
}

void refuseStream(Http2UpstreamPeer& peer, std::uint32_t id) {
  peer.send(resetFrame(id, kRefusedStream));
}

/// GOAWAY that says: this one was not looked at, nor will any later one be.
void refuseConnection(Http2UpstreamPeer& peer, std::uint32_t id) {
  peer.send(goawayFrame(id - 1, kNoError));
  peer.connection().finish();
}

void requireRetried(Stage& stage, const std::string& request,
                    const Http2Script& refuse) {
  const Count seen = refuseFirst(stage, 1, refuse);
  const Message response = stage.ask(request);
  requireStatus(response, 200);
  requireBody(response, "answered");
  require(*seen == 2, "retried", std::to_string(*seen) + " attempts");
}

CASE(Step10, R10_57, GoawayBelowOurStream) {
  requireRetried(stage, get("/p"), refuseConnection);
  onFreshStage(
      [](Stage& fresh) { requireRetried(fresh, post(""), refuseConnection); });
}

CASE(Step10, HU16, GoawayWhileTwoAreWaiting) {
  // The first request was accepted before the GOAWAY, the second one was not:
  // one is answered here, the other one on a new connection.
  Http2ByHand hand(stage);
  Client one = stage.connect();
  one.send(get("/one"));
  Http2UpstreamPeer peer = hand.accept();
  const auto first = peer.nextRequest();
  Client two = stage.connect();
  two.send(get("/two"));
  require(peer.nextRequest() > first, "order-wrong", "ids do not grow");
  peer.send(goawayFrame(first, kNoError));
  Http2UpstreamPeer next = hand.accept();
  const auto again = next.nextRequest();
  require(next.request(again).target() == "/two", "retried",
          next.request(again).startLine);
  next.respond(again, h2Reply(), "two");
  requireBody(two.completeResponse(), "two");
  peer.respond(first, h2Reply(), "one");
  requireBody(one.completeResponse(), "one");
}

CASE(Step10, R10_58, RefusedStreamIsRetriedOnce) {
  requireRetried(stage, get("/p"), refuseStream);
  onFreshStage([](Stage& fresh) {
    const Count seen = refuseFirst(fresh, 9, refuseStream);
    const Message response = fresh.ask(get("/p"));
    require(response.status() == 502 || response.status() == 503,
            "status-wrong", response.startLine);
    require(*seen == 2, "retried", std::to_string(*seen) + " attempts");
  });
}

CASE(Step10, HU13, RefusedStreamWithAnyMethod) {
  for (const std::string method : {"POST", "DELETE", "PATCH"}) {
    onFreshStage([&](Stage& fresh) {
      requireRetried(fresh, post("", "", method), refuseStream);
    });
  }
}

/// The response to a request that is reset before its head with this code.
int statusFor(Stage& stage, std::uint32_t code) {
  scriptHttp2(stage, [code](Http2UpstreamPeer& peer, std::uint32_t id) {
    if (requestIn(peer.stream(id)).target() != "/hostile") {
      return peer.respond(id);
    }
    peer.send(resetFrame(id, code));
  });
  Http2Client client = stage.http2Client();
  const int status = client.ask(h2Get("/hostile")).status();
  requireStillServing(client);
  return status;
}

CASE(Step10, R10_59, ResetOfTheUpstream) {
  const std::vector<std::pair<std::uint32_t, int>> codes{
      {kInternalError, 502}, {kCancel, 502}, {kEnhanceYourCalm, 503}};
  for (const auto& [code, status] : codes) {
    onFreshStage([&, wanted = status, reset = code](Stage& fresh) {
      const int came = statusFor(fresh, reset);
      require(came == wanted, "status-wrong",
              codeName(reset) + " becomes " + std::to_string(came));
    });
  }
  scriptHttp2(stage, [](Http2UpstreamPeer& peer, std::uint32_t id) {
    peer.sendHeaders(id, h2Reply({{"content-length", "10"}}));
    peer.send(dataFrame(id, "hello"));
    peer.send(resetFrame(id, kInternalError));
  });
  Client client = stage.connect();
  client.send(get());
  const auto response = client.connection().readMessage(kPatience);
  require(response.has_value(), "no-response", "no head");
  requireAborted(client, *response, "hello");
}

/// Half a body and RST_STREAM: the client can tell.
CASE(Step10, HU15, ResetInTheMiddleOfABody) {
  for (const FieldList& head :
       {h2Reply(), h2Reply({{"content-length", "10"}})}) {
    onFreshStage([&](Stage& fresh) {
      scriptHttp2(fresh, [head](Http2UpstreamPeer& peer, std::uint32_t id) {
        peer.sendHeaders(id, head);
        peer.send(dataFrame(id, "hello"));
        peer.send(resetFrame(id, kInternalError));
      });
      Http2Client client = fresh.http2Client();
      const auto id = client.request(h2Get());
      const bool over = client.until([&] { return client.stream(id).over(); });
      require(over, "stalled", "neither the end nor a reset");
      require(!client.stream(id).ended, "truncation-hidden",
              "ended as if it were whole");
      Client old = fresh.connect();
      old.send(get());
      const auto response = old.connection().readMessage(kPatience);
      require(response.has_value(), "no-response", "no head");
      requireAborted(old, *response, "hello");
    });
  }
}

CASE(Step10, R10_60, ResetWithoutErrorAfterTheResponse) {
  Http2ByHand hand(stage);
  Http2Client client = stage.http2Client();
  const auto id = client.open(h2Request("POST", "/p"));
  client.send(dataFrame(id, "Begin"));
  Http2UpstreamPeer peer = hand.accept();
  const auto above = peer.nextRequest();
  peer.respond(above, h2Reply({}, "413"), "too much");
  peer.send(resetFrame(above, kNoError));
  const Message response = client.response(id);
  requireStatus(response, 413);
  requireBody(response, "too much");
  client.request(h2Get("/next"));
  peer.respond(peer.nextRequest());
  requireStatus(client.response(id + 2), 200);
}

CASE(Step10, R10_62, OneMalformedResponseAndAnotherOne) {
  Http2ByHand hand(stage);
  Client good = stage.connect();
  good.send(get("/good"));
  Http2UpstreamPeer peer = hand.accept();
  const auto well = peer.nextRequest();
  Client bad = stage.connect();
  bad.send(get("/bad"));
  const auto ill = peer.nextRequest();
  peer.send(headersFrame(ill, hpackLiterals({{"x-a", "no status"}}), true));
  requireStatus(bad.completeResponse(), 502);
  peer.respond(well, h2Reply(), "good");
  const Message response = good.completeResponse();
  requireStatus(response, 200);
  requireBody(response, "good");
}

CASE(Step10, R10_63, IdleConnectionThatCloses) {
  Http2ByHand hand(stage);
  const auto serveOne = [&] {
    Client client = stage.connect();
    client.send(get("/p"));
    Http2UpstreamPeer peer = hand.accept();
    const auto id = peer.nextRequest();
    peer.respond(id);
    requireStatus(client.completeResponse(), 200);
    return peer;
  };
  serveOne();  // FIN at the end of the line
  std::this_thread::sleep_for(kMoment / 5);
  Http2UpstreamPeer second = serveOne();
  second.send(goawayFrame(1, kNoError));
  second.listen(kMoment / 5);
  Http2UpstreamPeer third = serveOne();
  third.connection().reset();
  std::this_thread::sleep_for(kMoment / 5);
  serveOne();
}

}  // namespace
}  // namespace hop::test
