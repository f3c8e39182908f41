// SPDX-License-Identifier: MIT
// 11-websocket: each direction of a tunnel ends for itself, and what breaks
// off takes the other side along.
#include "tests/support/Case.h"
#include "tests/support/Eventually.h"
#include "tests/support/websocket/Flood.h"
#include "tests/support/websocket/Tunnel.h"

namespace hop::test {
namespace {

/// One end says FIN; it can still hear, and the other end can still talk.
void requireHalfOpen(Connection& ended, Connection& talking) {
  ended.send("bye");
  ended.finish();
  requireArrives(talking, "bye");
  requireFin(talking);
  for (int i = 0; i < 3; ++i) {
    requireCarried(talking, ended, "more " + std::to_string(i));
  }
  requireCarried(talking, ended, pattern(60'000));
  talking.finish();
  requireFin(ended);
}

CASE(Step11, R11_22, ClientSaysNoMore) {
  ByHand hand(stage);
  Tunnel tunnel = openTunnel(hand, stage.connect());
  requireHalfOpen(tunnel.down(), tunnel.up());
}

CASE(Step11, R11_23, UpstreamSaysNoMore) {
  ByHand hand(stage);
  Tunnel tunnel = openTunnel(hand, stage.connect());
  requireHalfOpen(tunnel.up(), tunnel.down());
}

CASE(Step11, WS05, UpstreamSaysAllAtOnce) {
  ByHand hand(stage);
  Asking asking = ask(hand, stage.connect(), handshake());
  requireAsked(asking.request);
  asking.upstream.send(switchFor(asking.request) + "all");
  asking.upstream.finish();
  Tunnel tunnel = switchedWith(std::move(asking), "");
  requireArrives(tunnel.down(), "all");
  requireFin(tunnel.down());
  requireCarried(tunnel.down(), tunnel.up(), "late");
  tunnel.down().finish();
  requireFin(tunnel.up());
}

CASE(Step11, R11_24, NothingIsLeft) {
  ByHand hand(stage);
  Proxy& proxy = stage.proxy();
  const int before = proxy.descriptors().value_or(0);
  for (int i = 0; i < 20; ++i) {
    Tunnel tunnel = openTunnel(hand, stage.connect());
    tunnel.down().finish();
    tunnel.up().finish();
    requireFin(tunnel.up());
    requireFin(tunnel.down());
    // Both are still open here: it is the proxy that has to let go.
    require(
        eventually([&] { return proxy.descriptors().value_or(0) <= before; }),
        "memory-grown", "descriptors are left open");
  }
}

CASE(Step11, R11_25, OneSideBreaksOff) {
  ByHand hand(stage);
  Tunnel first = openTunnel(hand, stage.connect());
  first.requireOpen();
  first.down().reset();
  requireEnd(first.up());
  Tunnel second = openTunnel(hand, stage.connect());
  second.requireOpen();
  second.up().reset();
  requireEnd(second.down());  // and not a word, not even of HTTP
  // Gone altogether, which shows when somebody talks to it.
  Tunnel third = openTunnel(hand, stage.connect());
  third.requireOpen();
  third.down().close();
  requireFin(third.up());
  require(eventually([&] { return !third.up().send("hello?"); }, kGone),
          "connection-kept", "octets for nobody are taken");
  hand.requireServing();
}

CASE(Step11, WS25, ClientBreaksOff) {
  ByHand hand(stage);
  Tunnel other = openTunnel(hand, stage.connect());
  for (int i = 0; i < 20; ++i) {
    Tunnel tunnel = openTunnel(hand, stage.connect());
    tunnel.down().reset();
    requireEnd(tunnel.up());
  }
  other.requireOpen();
}

CASE(Step11, WS40, BrokenOffIsNoEnd) {
  ByHand hand(stage);
  Tunnel first = openTunnel(hand, stage.connect());
  first.requireOpen();
  first.down().reset();
  requireReset(first.up());
  Tunnel second = openTunnel(hand, stage.connect());
  second.requireOpen();
  second.up().reset();
  requireReset(second.down());
}

/// One end pours, the other one does not read, and then one of them breaks off.
void requireNoticed(Connection& pouring, Connection& silent,
                    bool silentBreaksOff) {
  require(Flood(pouring).untilBlocked() < Flood::kMost, "memory-grown",
          "nobody holds the flood back");
  Connection& breaking = silentBreaksOff ? silent : pouring;
  Connection& other = silentBreaksOff ? pouring : silent;
  breaking.reset();
  // Without reading: that would let the flood go on.
  pollfd wanted{other.descriptor(), POLLRDHUP, 0};
  require(::poll(&wanted, 1, static_cast<int>(kGone.count())) == 1,
          "not-aborted", "the other side is kept waiting");
}

CASE(Step11, WS41, BlockedTunnelBreaksOff) {
  ByHand hand(stage);
  for (const bool silent : {true, false}) {
    Tunnel up = openTunnel(hand, stage.connect());
    requireNoticed(up.down(), up.up(), silent);
    Tunnel down = openTunnel(hand, stage.connect());
    requireNoticed(down.up(), down.down(), silent);
  }
  hand.requireServing();
}

/// TLS says its own goodbye. @throws CaseFailed("truncation-hidden").
void requireCloseNotify(Connection& end) {
  requireEnd(end);
  require(end.tls()->ended() && !end.wasReset(), "truncation-hidden",
          "an end without close_notify");
}

CASE(Step11, R11_26, CloseNotifyIsAnEnd) {
  stage.options({"--self-signed"});
  ByHand hand(stage);
  Tunnel first = openTunnel(hand, stage.tlsClient());
  first.requireOpen();
  first.down().finish();
  requireFin(first.up());
  requireCarried(first.up(), first.down(), pattern(60'000));
  first.up().finish();
  requireCloseNotify(first.down());
  Tunnel second = openTunnel(hand, stage.tlsClient());
  second.up().finish();
  requireCloseNotify(second.down());
  second.down().send("late");
  requireArrives(second.up(), "late");
  second.down().finish();
  requireFin(second.up());
}

CASE(Step11, WS42, EndWithoutCloseNotify) {
  stage.options({"--self-signed"});
  ByHand hand(stage);
  Tunnel first = openTunnel(hand, stage.tlsClient());
  first.requireOpen();
  first.down().close();  // FIN, and nothing that TLS knows of
  requireReset(first.up());
  Tunnel second = openTunnel(hand, stage.tlsClient());
  second.requireOpen();
  second.up().reset();
  requireEnd(second.down());
  require(second.down().wasReset(), "truncation-hidden",
          "what broke off looks complete");
}

}  // namespace
}  // namespace hop::test
