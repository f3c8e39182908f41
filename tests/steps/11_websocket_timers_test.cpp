// SPDX-License-Identifier: MIT
// 11-websocket: how long a tunnel lives when nothing happens in it, and when
// the program is to end.
#include "tests/support/Case.h"
#include "tests/support/Eventually.h"
#include "tests/support/websocket/Flood.h"
#include "tests/support/websocket/H2Tunnel.h"

#include <csignal>
#include <thread>

namespace hop::test {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

/// Long enough for a busy machine to say a word every fifth of it.
constexpr auto kIdle = 1'500ms;
const std::vector<std::string> kIdleOption{"--timeout", "tunnel-idle=1500ms"};

/// Says a word in that direction every now and then, for longer than a tunnel
/// may be idle, and it stays open.
void requireKeptByWords(Connection& from, Connection& to) {
  const auto end = Clock::now() + 2 * kIdle;
  while (Clock::now() < end) {
    const auto said = Clock::now();
    requireCarried(from, to, "ping");
    std::this_thread::sleep_for(kIdle / 5);
    // Where this process did not get a core the tunnel was really idle.
    if (Clock::now() - said > kIdle / 2) return;
  }
  requireCarried(from, to, "ping");
}

/// Both ends are closed, not at once and not much later than they should be.
void requireIdleEnd(Connection& one, Connection& other,
                    Clock::time_point since) {
  require(one.closedWithin(kIdle + kPatience) && other.closedWithin(kGone),
          "timeout-wrong", "still open, and nobody says a word");
  require(Clock::now() - since >= kIdle - 100ms, "timeout-wrong",
          "closed before the time was over");
}

CASE(Step11, R11_28, IdleTunnelEnds) {
  stage.options(kIdleOption);
  ByHand hand(stage);
  Tunnel tunnel = openTunnel(hand, stage.connect());
  requireKeptByWords(tunnel.down(), tunnel.up());
  const auto since = Clock::now();
  requireIdleEnd(tunnel.down(), tunnel.up(), since);
  hand.requireServing();
}

CASE(Step11, WS23, WordsOfOneSideKeepIt) {
  stage.options(kIdleOption);
  ByHand hand(stage);
  Tunnel answering = openTunnel(hand, stage.connect());
  requireKeptByWords(answering.up(), answering.down());
  // Half of it is over, and the other half is idle.
  Tunnel half = openTunnel(hand, stage.connect());
  half.down().finish();
  requireFin(half.up());
  const auto since = Clock::now();
  requireIdleEnd(half.down(), half.up(), since);
}

CASE(Step11, WS43, IdleStreamEnds) {
  stage.options(kIdleOption);
  ByHand hand(stage);
  Http2Client client = connectingClient(stage);
  H2Tunnel tunnel(hand, client);
  tunnel.requireOpen();
  const auto since = Clock::now();
  require(
      client.until([&] { return tunnel.stream().over(); }, kIdle + kPatience),
      "timeout-wrong", "the stream stays open");
  require(Clock::now() - since >= kIdle - 100ms, "timeout-wrong",
          "closed before the time was over");
  requireEnd(tunnel.upstream());
  H2Tunnel(hand, client).requireOpen();  // the connection goes on
}

CASE(Step11, WS44, BlockedTunnelIsIdle) {
  stage.options(kIdleOption);
  ByHand hand(stage);
  Tunnel tunnel = openTunnel(hand, stage.connect());
  Flood(tunnel.up()).untilBlocked();
  pollfd wanted{tunnel.down().descriptor(), POLLRDHUP, 0};
  const auto patience = static_cast<int>((kIdle + kPatience).count());
  require(::poll(&wanted, 1, patience) == 1, "timeout-wrong",
          "a client that never reads keeps its tunnel");
}

CASE(Step11, WS45, OtherTimersAreNotForTunnels) {
  stage.options({"--timeout", "request-head=200ms", "--timeout",
                 "client-idle=200ms", "--timeout", "request-body=200ms",
                 "--timeout", "response-body=200ms", "--timeout",
                 "response-head=1500ms"});
  ByHand hand(stage);
  Tunnel tunnel = openTunnel(hand, stage.connect());
  Http2Client client = connectingClient(stage);
  H2Tunnel stream(hand, client);
  std::this_thread::sleep_for(2s);
  tunnel.requireOpen();
  stream.requireOpen();
}

bool refused(std::uint16_t port) {
  try {
    Connection::open("127.0.0.1", port);
    return false;
  } catch (const HarnessError&) {
    return true;
  }
}

void requireExit(Stage& stage) {
  const auto status = stage.proxy().wait(kPatience);
  require(status.has_value(), "exit-wrong", "it still runs");
  require(status->ok(), "exit-wrong", "it ended with " + status->text());
}

CASE(Step11, R11_30, TunnelsHaveTheGracePeriod) {
  stage.options({"--timeout", "shutdown=2s"});
  ByHand hand(stage);
  Tunnel tunnel = openTunnel(hand, stage.connect());
  Http2Client client = connectingClient(stage);
  H2Tunnel stream(hand, client);
  const auto asked = Clock::now();
  stage.proxy().signal(SIGTERM);
  const auto port = stage.proxy().port();
  require(eventually([&] { return refused(port); }), "not-refused",
          "new clients are still let in");
  if (Clock::now() - asked < 1s) {
    tunnel.requireOpen();
    stream.requireOpen();
  }
  require(tunnel.down().closedWithin(kPatience) &&
              tunnel.up().closedWithin(kPatience),
          "connection-kept", "the tunnel outlives the program");
  require(Clock::now() - asked >= 1'900ms, "connection-lost",
          "closed before the grace period was over");
  require(client.until([&] { return client.closed(); }) &&
              stream.upstream().closedWithin(kPatience),
          "connection-kept", "the stream outlives the program");
  requireExit(stage);
}

CASE(Step11, WS28, TunnelsThatEndInTime) {
  stage.options({"--timeout", "shutdown=60s"});
  ByHand hand(stage);
  Tunnel tunnel = openTunnel(hand, stage.connect());
  Http2Client client = connectingClient(stage);
  H2Tunnel stream(hand, client);
  stage.proxy().signal(SIGTERM);
  require(client.until([&] { return client.goaway().has_value(); }),
          "frame-wrong", "no GOAWAY when the proxy stops");
  stream.requireOpen();
  stream.upstream().finish();
  client.sendData(stream.id(), "", true);
  tunnel.requireOpen();
  tunnel.down().finish();
  requireFin(tunnel.up());
  tunnel.up().finish();
  requireFin(tunnel.down());
  requireExit(stage);
}

}  // namespace
}  // namespace hop::test
