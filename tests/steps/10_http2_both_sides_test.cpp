// SPDX-License-Identifier: MIT
// 10-http2: HTTP/2 on both sides of the proxy, flowing both ways.
#include "tests/support/BodyReader.h"
#include "tests/support/Case.h"
#include "tests/support/Checks.h"
#include "tests/support/http2/Http2Checks.h"

namespace hop::test {
namespace {

using namespace std::chrono_literals;

/// So much of the body is with the upstream. @throws
///   CaseFailed("event-delayed"), CaseFailed("body-altered").
void requireArrived(Http2UpstreamPeer& peer, std::uint32_t id,
                    const std::string& octets) {
  const bool came = peer.until(
      [&] { return peer.stream(id).body.size() >= octets.size(); }, kPromptly);
  const std::string& body = peer.stream(id).body;
  require(came, "event-delayed", "so far only: " + readable(body, 60));
  require(body == octets, "body-altered", readable(body, 200));
}

CASE(Step10, R10_65, PingPong) {
  Http2ByHand hand(stage);
  Http2Client client = stage.http2Client();
  const auto id = client.open(h2Request("POST", "/p"));
  Http2UpstreamPeer peer = hand.accept();
  const auto above = peer.nextRequest();
  peer.sendHeaders(above, h2Reply());
  client.promptHead(id);
  std::string sent;
  std::string received;
  for (int i = 0; i < 1'000; ++i) {
    const std::string ping = "ping " + std::to_string(i) + "\n";
    const std::string pong = "pong " + std::to_string(i) + "\n";
    sent += ping;
    received += pong;
    client.send(dataFrame(id, ping));
    requireArrived(peer, above, sent);
    peer.send(dataFrame(above, pong));
    client.expectBody(id, received);
  }
  client.send(dataFrame(id, "", true));
  require(peer.until([&] { return peer.stream(above).ended; }, kPromptly),
          "event-delayed", "the end of the upload does not arrive");
  peer.sendHeaders(above, {{"x-t", "1"}}, true);
  const Message response = client.response(id);
  require(response.trailers == FieldList{{"x-t", "1"}}, "trailer-lost",
          describe(response.trailers));
}

/// 100 MiB in frames, as far as the proxy lets them in.
/// @return how much it was.
std::size_t sendUntilBlocked(Http2Peer& peer, std::uint32_t id) {
  constexpr std::size_t kHundredMiB = 100UL * 1'024 * 1'024;
  const std::string piece = pattern(65'536, 2);
  std::size_t sent = 0;
  while (sent < kHundredMiB) {
    const auto more = peer.sendWithinWindow(id, piece, false, 2 * kMoment);
    sent += more;
    if (more < piece.size()) break;
  }
  require(sent < kHundredMiB, "window-wrong",
          "the upstream never has to wait: somebody holds it all");
  return sent;
}

CASE(Step10, R10_66, CreditWhenTheClientHasTaken) {
  constexpr long kBudgetKiB = 20L * 1'024;
  Http2ByHand hand(stage);
  Http2Client client = stage.http2Client();
  client.giveCredit(false);
  const long before = stage.proxy().residentKiB().value_or(0);
  const auto id = client.request(h2Get("/big"));
  Http2UpstreamPeer peer = hand.accept();
  const auto above = peer.nextRequest();
  peer.sendHeaders(above, h2Reply());
  client.promptHead(id);
  const std::size_t sent = sendUntilBlocked(peer, above);
  requireMemory(stage, before, kBudgetKiB);
  (void)client.until([&] { return client.stream(id).body.size() >= 65'535; },
                     kPromptly);
  const auto window = peer.window(above);
  client.send(windowUpdate(0, 10'000'000));
  client.send(windowUpdate(id, 10'000'000));
  require(client.until([&] { return client.stream(id).body.size() >= sent; }),
          "window-wrong",
          "of " + std::to_string(sent) + " octets came only " +
              std::to_string(client.stream(id).body.size()));
  require(peer.until([&] { return peer.window(above) > window; }),
          "window-wrong", "the client reads, and no credit goes up");
  // Another stream on the same two connections was never held up.
  client.request(h2Get("/other"));
  peer.respond(peer.nextRequest());
  requireBody(client.response(id + 2), "ok");
}

}  // namespace
}  // namespace hop::test
