// SPDX-License-Identifier: MIT
// 11-websocket: extended CONNECT that is none, and streams that abuse it.
#include "tests/support/Case.h"
#include "tests/support/websocket/H2Tunnel.h"

namespace hop::test {
namespace {

CASE(Step11, HT46, ConnectAsFarAsItWasAnnounced) {
  Http2Client client = stage.http2Client();
  if (client.setting(kEnableConnectProtocol, 0) == 0) {
    const auto id = client.open(h2Handshake());
    requireRefusal(client, id, {{kProtocolError}, {400, 501}});
    return stage.requireNothingForwarded();
  }
  stage.upstream().respond(reply("", "no", "403 Forbidden"));
  const auto id = client.open(h2Handshake());
  requireStatus(client.response(id), 403);
  requireField(stage.forwarded(), "Upgrade", "websocket");
}

/// Refused on its stream; what comes behind it reaches nobody.
void requireConnectsRefused(Stage& stage, const std::vector<FieldList>& heads,
                            const Refusal& refusal) {
  requireConnectAllowed(stage.http2Client());
  requireHeadsRefused(stage, heads, refusal);
}

FieldList asking(const std::string& protocol) {
  return changed(h2Handshake(), ":protocol", protocol);
}

CASE(Step11, R11_48, OtherProtocols) {
  requireConnectsRefused(
      stage,
      {asking("foo"), asking("connect-udp"), asking("websocket2"),
       asking("h2c"), asking("web socket"), asking("websocket, foo")},
      {{kProtocolError}, {400, 501}});
}

CASE(Step11, R11_49, ConnectThatIsNone) {
  FieldList late = changed(h2Handshake(), ":protocol", "");
  late.emplace_back(":protocol", "websocket");
  FieldList twice = h2Handshake();
  twice.insert(twice.begin(), {":protocol", "websocket"});
  FieldList empty = changed(h2Handshake(), ":protocol", "");
  empty.insert(empty.begin(), {":protocol", ""});
  requireConnectsRefused(
      stage,
      {changed(h2Handshake(), ":path", ""),
       changed(h2Handshake(), ":scheme", ""),
       changed(h2Handshake(), ":authority", ""),
       changed(h2Handshake(), ":path", "ws"),
       changed(h2Handshake(), ":path", "/a b"),
       changed(h2Handshake(), ":scheme", "ws"),
       changed(h2Handshake(), ":method", "GET"),
       changed(h2Handshake(), ":method", "POST"),
       h2Handshake({{"upgrade", "websocket"}}),
       h2Handshake({{"connection", "upgrade"}}),
       h2Handshake({{"transfer-encoding", "chunked"}}), late, twice, empty},
      {{kProtocolError}, {400, 501}});
}

CASE(Step11, R11_50, KeyOfTheClientIsNotUsed) {
  ByHand hand(stage);
  Http2Client client = connectingClient(stage);
  H2Asking asking =
      ask(hand, client, h2Handshake({{"sec-websocket-key", kKey}}));
  const auto keys = asking.request.all("Sec-WebSocket-Key");
  require(keys.size() == 1 && keys.front() != kKey, "spoofed-field-passed",
          readable(asking.request.rawHead));
  asking.upstream.send(switchTo(
      "websocket", "Sec-WebSocket-Accept: " + acceptFor(kKey) + "\r\n"));
  requireStatus(client.response(asking.id), 502);
}

CASE(Step11, WS49, ConnectWithALength) {
  // DATA of a CONNECT is no body (RFC 9110 section 9.3.6), so a length would
  // be one of nothing: refused, or not passed on.
  ByHand hand(stage);
  Http2Client client = connectingClient(stage);
  const auto id = client.open(h2Handshake({{"content-length", "4"}}));
  if (!hand.knocks(kMoment)) {
    requireRefusal(client, id, kMalformed);
  } else {
    Connection upstream = hand.accept();
    const auto request = upstream.readHead(kPatience);
    require(request.has_value(), "not-forwarded", "no request has arrived");
    requireNoLength(*request);
  }
  H2Tunnel(hand, client).requireOpen();
}

CASE(Step11, WS50, HostileStreamsBesideATunnel) {
  ByHand hand(stage);
  Http2Client client = connectingClient(stage);
  H2Tunnel tunnel(hand, client);
  for (const FieldList& head :
       {h2Get("/p", {{"connection", "close"}}), h2Get("no-slash"),
        asking("foo"),
        FieldList{{":method", "CONNECT"}, {":authority", "t:80"}}}) {
    const auto id = client.requestBlock(hpackLiterals(head));
    const bool over =
        requireRefusal(client, id, {{kProtocolError}, {400, 405, 501}});
    require(!over, "connection-lost", "the tunnel's connection is given up");
    tunnel.requireOpen();
  }
  require(!hand.knocks(kMoment), "not-refused", "one of them was forwarded");
}

CASE(Step11, WS51, FloodEndsItsOwnTunnelsOnly) {
  ByHand hand(stage);
  Http2Client neighbour = connectingClient(stage);
  H2Tunnel other(hand, neighbour);
  Tunnel old = openTunnel(hand, stage.connect());
  Http2Client client = connectingClient(stage);
  H2Tunnel own(hand, client);
  own.requireOpen();
  std::string pings;
  for (int i = 0; i < 500; ++i) pings += octetsOf(pingFrame("12345678"));
  for (int i = 0; i < 40 && client.connection().send(pings); ++i) {
    other.requireOpen();
  }
  requireConnectionError(client, {kEnhanceYourCalm});
  requireEnd(own.upstream());
  other.requireOpen();
  old.requireOpen();
  hand.requireServing();
}

CASE(Step11, WS52, MoreThanTheWindow) {
  ByHand hand(stage);
  Http2Client neighbour = connectingClient(stage);
  H2Tunnel other(hand, neighbour);
  Http2Client client = connectingClient(stage);
  H2Tunnel own(hand, client);
  own.requireOpen();
  const long before = stage.proxy().residentKiB().value_or(0);
  // Whether there is window or not; the upstream reads nothing of it.
  const std::string piece = pattern(16'000);
  for (int i = 0; i < 4'000 && client.connection().send(
                                   octetsOf(dataFrame(own.id(), piece)));
       ++i) {
  }
  requireStreamError(client, own.id(), {kFlowControlError});
  requireMemory(stage, before, 20L * 1'024);
  other.requireOpen();
  hand.requireServing();
}

CASE(Step11, WS53, LimitsCountTunnels) {
  stage.options({"--limit", "streams=3"});
  ByHand hand(stage);
  Http2Client client = connectingClient(stage);
  H2Tunnel one(hand, client);
  H2Tunnel two(hand, client);
  H2Tunnel three(hand, client);
  const auto beyond = client.request(h2Get("/beyond"));
  requireStreamError(client, beyond, {kRefusedStream});
  one.upstream().reset();
  one.requireReset();
  const auto id = client.request(h2Get());
  Connection upstream = hand.accept();
  promptHead(upstream);
  upstream.send(reply());
  requireStatus(client.response(id), 200);
  two.requireOpen();
  three.requireOpen();
}

}  // namespace
}  // namespace hop::test
