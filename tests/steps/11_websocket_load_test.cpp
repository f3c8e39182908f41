// SPDX-License-Identifier: MIT
// 11-websocket: many tunnels, and tunnels in which much is said. Neither costs
// a thread or memory, and others are served all the time.
#include "tests/support/Case.h"
#include "tests/support/Eventually.h"
#include "tests/support/websocket/EchoUpstream.h"
#include "tests/support/websocket/Flood.h"
#include "tests/support/websocket/H2Tunnel.h"

#include <sys/resource.h>

#include <thread>

namespace hop::test {
namespace {

constexpr std::size_t kTunnels = 500;
/// Two sockets' bookkeeping, a map entry, and what the allocator rounds up.
constexpr long kKiBPerTunnel = 64;

CASE(Step11, R11_27, NobodyReads) {
  ByHand hand(stage);
  Tunnel tunnel = openTunnel(hand, stage.connect());
  tunnel.requireOpen();
  const long before = stage.proxy().residentKiB().value_or(0);
  Flood up(tunnel.down());
  Flood down(tunnel.up());
  require(up.untilBlocked() < Flood::kMost, "memory-grown",
          "nobody holds the client back");
  require(down.untilBlocked() < Flood::kMost, "memory-grown",
          "nobody holds the upstream back");
  requireMemory(stage, before, kTunnelBudgetKiB);
  hand.requireServing();
  // Nothing is lost, and then it flows again.
  up.requireArrives(tunnel.up());
  down.requireArrives(tunnel.down());
  tunnel.requireOpen();
}

CASE(Step11, WS26, ClientInTlsDoesNotRead) {
  stage.options({"--self-signed"});
  ByHand hand(stage);
  Tunnel tunnel = openTunnel(hand, stage.tlsClient());
  tunnel.requireOpen();
  const long before = stage.proxy().residentKiB().value_or(0);
  Flood flood(tunnel.up());
  require(flood.untilBlocked() < Flood::kMost, "memory-grown",
          "nobody holds the upstream back");
  requireMemory(stage, before, kTunnelBudgetKiB);
  flood.requireArrives(tunnel.down());
  tunnel.requireOpen();
  // An end that has to wait behind all that does come in the end.
  Flood again(tunnel.up());
  again.untilBlocked();
  tunnel.up().finish();
  again.requireArrives(tunnel.down());
  requireEnd(tunnel.down());
  require(tunnel.down().tls()->ended(), "truncation-hidden",
          "an end without close_notify");
}

/// Descriptors for that many tunnels, both ends, in this process.
void raiseDescriptorLimit() {
  rlimit limit{};
  ::getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &limit);
}

std::vector<Tunnel> openTunnels(Stage& stage, ByHand& hand, std::size_t count) {
  raiseDescriptorLimit();
  std::vector<Tunnel> tunnels;
  tunnels.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    tunnels.push_back(openTunnel(hand, stage.connect()));
  }
  return tunnels;
}

/// A client of HTTP/2 is served as well.
void requireServingHttp2(Stage& stage, ByHand& hand) {
  Http2Client client = stage.http2Client();
  const auto id = client.request(h2Get());
  Connection upstream = hand.accept();
  promptHead(upstream);
  upstream.send(reply());
  requireStatus(client.response(id), 200);
}

CASE(Step11, R11_29, FiveHundredIdleTunnels) {
  ByHand hand(stage);
  auto tunnels = openTunnels(stage, hand, kTunnels);
  for (int i = 0; i < 20; ++i) hand.requireServing();
  requireServingHttp2(stage, hand);
  // They sleep, they are not dead.
  for (Tunnel& tunnel : tunnels) tunnel.requireOpen();
  Proxy& proxy = stage.proxy();
  require(eventually([&] { return proxy.threads().value_or(0) <= 16; }),
          "memory-grown",
          std::to_string(proxy.threads().value_or(0)) + " threads");
}

CASE(Step11, WS46, IdleTunnelsAreCheap) {
  ByHand hand(stage);
  const auto first = openTunnels(stage, hand, 50);  // what is needed anyway
  const long before = stage.proxy().residentKiB().value_or(0);
  auto tunnels = openTunnels(stage, hand, kTunnels);
  for (Tunnel& tunnel : tunnels) {
    requireCarried(tunnel.down(), tunnel.up(), pattern(20'000));
  }
  requireMemory(stage, before, kKiBPerTunnel * static_cast<long>(kTunnels));
}

CASE(Step11, WS47, TunnelsHoldNoThreads) {
  stage.options({"--limit", "threads=4"});
  ByHand hand(stage);
  auto tunnels = openTunnels(stage, hand, 20);
  Http2Client client = connectingClient(stage);
  std::vector<H2Tunnel> streams;
  streams.reserve(20);
  for (int i = 0; i < 20; ++i) streams.emplace_back(hand, client);
  for (int i = 0; i < 5; ++i) hand.requireServing();
  for (Tunnel& tunnel : tunnels) tunnel.requireOpen();
  for (H2Tunnel& stream : streams) stream.requireOpen();
}

CASE(Step11, WS48, GibibyteBothWays) {
  constexpr std::size_t kPiece = 1'024UL * 1'024;
  constexpr std::size_t kPieces = 1'024;
  echoTunnels(stage);
  Client client = stage.connect();
  client.send(handshake());
  const auto head = client.connection().readHead(kPatience);
  require(head && head->status() == 101, "not-upgraded", "no switch");
  const std::string piece = pattern(kPiece);
  const auto turn = [&] {
    client.connection().send(piece);
    return client.connection().readOctets(kPiece, kPatience) == piece;
  };
  require(turn(), "body-altered", "another echo");
  const long before = stage.proxy().residentKiB().value_or(0);
  std::thread sender([&] {
    for (std::size_t i = 0; i < kPieces; ++i) {
      if (!client.connection().send(piece)) return;
    }
  });
  std::size_t good = 0;
  while (good < kPieces &&
         client.connection().readOctets(kPiece, kPatience) == piece) {
    ++good;
  }
  if (good < kPieces) {  // the sender must not wait for nobody
    ::shutdown(client.connection().descriptor(), SHUT_RDWR);
  }
  sender.join();
  require(good == kPieces, "body-altered",
          "piece " + std::to_string(good) + " is late or another one");
  requireMemory(stage, before, kTunnelBudgetKiB);
}

}  // namespace
}  // namespace hop::test
