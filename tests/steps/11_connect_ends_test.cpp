// SPDX-License-Identifier: MIT
// 11-websocket: a tunnel whose client's end is an HTTP/2 stream. DATA carries
// it, END_STREAM stands for FIN and RST_STREAM for RST (RFC 8441 section 5).
#include "tests/support/Case.h"
#include "tests/support/websocket/Flood.h"
#include "tests/support/websocket/H2Tunnel.h"

#include <future>

namespace hop::test {
namespace {

constexpr std::size_t kBig = 4UL * 1'024 * 1'024;
/// What a stream and a connection may carry unasked (RFC 9113 section 6.9.2).
constexpr std::size_t kWindow = 65'535;

CASE(Step11, R11_45, DataBothWays) {
  ByHand hand(stage);
  Http2Client client = connectingClient(stage);
  H2Tunnel tunnel(hand, client);
  tunnel.requireOpen();
  const std::string up = pattern(kBig, 1);
  auto taken = std::async(std::launch::async, [&] {
    return tunnel.upstream().readOctets(kBig, 3 * kPatience);
  });
  const auto sent =
      client.sendWithinWindow(tunnel.id(), up, false, 3 * kPatience);
  require(taken.get() == up && sent == kBig, "body-altered",
          "what the client sent has not arrived as it was");
  const std::size_t before = tunnel.stream().body.size();
  const std::string down = pattern(kBig, 2);
  auto given = std::async(std::launch::async,
                          [&] { return tunnel.upstream().send(down); });
  const bool came =
      client.until([&] { return tunnel.stream().body.size() >= before + kBig; },
                   3 * kPatience);
  given.get();
  require(came, "stalled", "credit is given, and nothing comes");
  require(tunnel.stream().body.substr(before) == down, "body-altered",
          "what the upstream sent has not arrived as it was");
}

CASE(Step11, R11_46, EndsOfBothKinds) {
  ByHand hand(stage);
  Http2Client client = connectingClient(stage);
  H2Tunnel first(hand, client);
  client.sendData(first.id(), "bye", true);
  requireArrives(first.upstream(), "bye");
  requireFin(first.upstream());
  first.down("one more word");
  first.upstream().finish();
  first.requireEnded();
  H2Tunnel second(hand, client);
  second.down("bye");
  second.upstream().finish();
  second.requireEnded();
  second.up("one more word");
  client.sendData(second.id(), "", true);
  requireFin(second.upstream());
  require(!second.stream().reset.has_value(), "reset-wrong",
          "a tunnel that both have ended is reset");
  H2Tunnel(hand, client).requireOpen();
}

CASE(Step11, R11_47, ResetsOfBothKinds) {
  ByHand hand(stage);
  Http2Client client = connectingClient(stage);
  H2Tunnel neighbour(hand, client);
  H2Tunnel first(hand, client);
  first.requireOpen();
  client.send(resetFrame(first.id(), kCancel));
  requireReset(first.upstream());
  H2Tunnel second(hand, client);
  second.requireOpen();
  second.upstream().reset();
  second.requireReset();
  neighbour.requireOpen();
  // With its connection a client leaves all of its tunnels.
  H2Tunnel third(hand, client);
  client.connection().close();
  requireEnd(neighbour.upstream());
  requireEnd(third.upstream());
  hand.requireServing();
}

/// A request beside the tunnels is answered, in both directions of a body.
void requireOtherStreams(ByHand& hand, Http2Client& client) {
  const std::string body = pattern(20'000);
  const auto id = client.request(h2Request("POST", "/other"), body);
  Connection upstream = hand.accept();
  const auto request = upstream.readMessage(kPatience);
  require(request.has_value(), "stalled", "the request does not arrive");
  requireBody(*request, body);
  upstream.send(reply("", body));
  requireBody(client.response(id), body);
}

CASE(Step11, R11_53, FloodsBesideOtherStreams) {
  ByHand hand(stage);
  Http2Client client = connectingClient(stage);
  H2Tunnel quiet(hand, client);
  H2Tunnel down(hand, client);
  const long before = stage.proxy().residentKiB().value_or(0);
  client.giveCredit(false);
  const auto poured = Flood(down.upstream()).untilBlocked();
  client.listen(kMoment);
  client.giveCredit(true);
  const std::size_t came = down.stream().body.size();
  require(came <= kWindow, "window-wrong", std::to_string(came) + " octets");
  // Of the connection's window only: the tunnel's own stays used up.
  client.send(windowUpdate(0, static_cast<std::uint32_t>(came)));
  require(poured < Flood::kMost, "memory-grown", "nobody holds it back");
  requireMemory(stage, before, kTunnelBudgetKiB);
  requireOtherStreams(hand, client);
  quiet.requireOpen();
  // The other way: the upstream does not read.
  H2Tunnel up(hand, client);
  const std::string piece = pattern(65'536);
  std::size_t sent = 0;
  while (sent < Flood::kMost) {
    const auto n = client.sendWithinWindow(up.id(), piece, false, 2 * kMoment);
    sent += n;
    if (n < piece.size()) break;
  }
  require(sent < Flood::kMost, "window-wrong", "the client never has to wait");
  requireMemory(stage, before, kTunnelBudgetKiB);
  requireOtherStreams(hand, client);
  quiet.requireOpen();
}

}  // namespace
}  // namespace hop::test
