// SPDX-License-Identifier: MIT
// 11-websocket: a tunnel is a pipe for octets. It knows no frames, no lines
// and no messages; what goes in at one end comes out at the other.
#include "tests/support/Case.h"
#include "tests/support/websocket/EchoUpstream.h"
#include "tests/support/websocket/Frames.h"
#include "tests/support/websocket/Tunnel.h"

#include <thread>

namespace hop::test {
namespace {

using namespace std::chrono_literals;

CASE(Step11, R11_02, OctetsBothWaysAtOnce) {
  ByHand hand(stage);
  Tunnel tunnel = openTunnel(hand, stage.connect());
  // Each waits for the one before, so nothing may be held back for more.
  for (int i = 0; i < 50; ++i) tunnel.requireOpen();
  for (const std::string& octets :
       {std::string(1, '\0'), std::string("\r\n"), pattern(60'000),
        get("/smuggled"), reply(), std::string("0\r\n\r\n")}) {
    requireCarried(tunnel.down(), tunnel.up(), octets);
    requireCarried(tunnel.up(), tunnel.down(), octets);
  }
  require(!hand.knocks(kMoment), "body-parsed-as-request",
          "octets of the tunnel have become a request");
}

/// The client does not wait for 101 before it goes on.
void requireEarlyOctets(ByHand& hand, Client client,
                        const std::string& octets) {
  Asking asking = ask(hand, std::move(client), handshake() + octets);
  requireAsked(asking.request);
  require(!asking.upstream.await(1, kMoment), "body-parsed-as-request",
          "sent on before the upstream has switched: " +
              readable(asking.upstream.unread(), 200));
  const std::string answer = switchFor(asking.request);
  Tunnel tunnel = switchedWith(std::move(asking), answer);
  requireArrives(tunnel.up(), octets);
  tunnel.requireOpen();
}

CASE(Step11, R11_03, OctetsBehindTheHandshake) {
  ByHand hand(stage);
  requireEarlyOctets(hand, stage.connect(), "\x81\x85mask\x05\x04\x1f\x07\x02");
  requireEarlyOctets(hand, stage.connect(), get("/smuggled"));
  requireEarlyOctets(hand, stage.connect(), pattern(100'000));
  onFreshStage([](Stage& fresh) {
    fresh.options({"--self-signed"});
    ByHand other(fresh);
    requireEarlyOctets(other, fresh.tlsClient(), pattern(10'000));
  });
}

/// The upstream does not wait for the client before it goes on.
void requireOctetsBehindSwitch(ByHand& hand, Client client,
                               const std::string& octets) {
  Asking asking = ask(hand, std::move(client), handshake());
  requireAsked(asking.request);
  const std::string answer = switchFor(asking.request) + octets;
  Tunnel tunnel = switchedWith(std::move(asking), answer);
  requireArrives(tunnel.down(), octets);
  tunnel.requireOpen();
}

CASE(Step11, R11_04, OctetsBehindTheSwitch) {
  ByHand hand(stage);
  for (const std::string& octets :
       {std::string("\x81\x05hello"), reply(), switchTo("websocket")}) {
    requireOctetsBehindSwitch(hand, stage.connect(), octets);
  }
  onFreshStage([](Stage& fresh) {
    fresh.options({"--self-signed"});
    ByHand other(fresh);
    requireOctetsBehindSwitch(other, fresh.tlsClient(), "\x81\x05hello");
  });
}

CASE(Step11, WS03, ManyOctetsBehindTheSwitch) {
  ByHand hand(stage);
  requireOctetsBehindSwitch(hand, stage.connect(), pattern(200'000));
  // And a switch that comes octet by octet, the first of the tunnel with it.
  Asking asking = ask(hand, stage.connect(), handshake());
  requireAsked(asking.request);
  asking.upstream.sendInPieces(switchFor(asking.request) + "first", 1);
  Tunnel tunnel = switchedWith(std::move(asking), "second");
  requireArrives(tunnel.down(), "firstsecond");
  tunnel.requireOpen();
}

CASE(Step11, WS01, EchoOfManyTunnels) {
  echoTunnels(stage);
  std::vector<Client> clients;
  for (int i = 0; i < 20; ++i) {
    clients.push_back(stage.connect());
    clients.back().send(handshake());
    const auto head = clients.back().connection().readHead(kPatience);
    require(head.has_value(), "no-response", "no head arrived");
    require(head->status() == 101, "not-upgraded", head->startLine);
    requireField(*head, "Sec-WebSocket-Accept", acceptFor(kKey));
  }
  for (int round = 0; round < 3; ++round) {
    for (std::size_t i = 0; i < clients.size(); ++i) {
      clients[i].send(pattern(3'000, static_cast<unsigned>(i)));
    }
    for (std::size_t i = 0; i < clients.size(); ++i) {
      const auto echo = clients[i].connection().readOctets(3'000, kPatience);
      require(echo.size() == 3'000, "stalled", "the echo does not come");
      require(echo == pattern(3'000, static_cast<unsigned>(i)), "mixed-up",
              "tunnel " + std::to_string(i) + " got: " + readable(echo, 100));
    }
  }
}

/// Sends in pieces of that size, and reads all of it at the other end.
void requireCarriedInPieces(Connection& from, Connection& to,
                            const std::string& octets, std::size_t size) {
  for (std::size_t at = 0; at < octets.size(); at += size) {
    from.send(std::string_view(octets).substr(at, size));
  }
  requireArrives(to, octets, kPatience);
}

/// One message, larger than all buffers on the way, there and back.
void requireBigMessage(Stage& stage) {
  constexpr std::size_t kSize = 16UL * 1'024 * 1'024;
  echoTunnels(stage);
  Client client = stage.connect();
  client.send(handshake());
  const auto head = client.connection().readHead(kPatience);
  require(head && head->status() == 101, "not-upgraded", "no switch");
  const std::string message =
      octetsOf(WsFrame{WsFrame::Binary, pattern(kSize)});
  std::thread sender([&] { client.send(message); });
  const auto echo = client.connection().readOctets(message.size(), 20s);
  sender.join();
  require(echo.size() == message.size(), "stalled",
          std::to_string(echo.size()) + " octets came back");
  require(echo == message, "body-altered", "other octets came back");
}

CASE(Step11, R11_32, FramesOfEveryKind) {
  ByHand hand(stage);
  Tunnel tunnel = openTunnel(hand, stage.connect());
  for (const std::string& frame : framesOfEveryKind()) {
    for (const std::size_t size : {frame.size(), std::size_t{997}}) {
      requireCarriedInPieces(tunnel.down(), tunnel.up(), frame, size);
      requireCarriedInPieces(tunnel.up(), tunnel.down(), frame, size);
    }
    if (frame.size() > 200) continue;
    requireCarriedInPieces(tunnel.down(), tunnel.up(), frame, 1);
    requireCarriedInPieces(tunnel.up(), tunnel.down(), frame, 1);
  }
  tunnel.requireOpen();
  onFreshStage(requireBigMessage);
}

}  // namespace
}  // namespace hop::test
