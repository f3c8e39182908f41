// SPDX-License-Identifier: MIT
// 11-websocket: what a client asks for reaches the upstream, and the upstream's
// 101 reaches the client. Who may speak what, they settle between themselves.
#include "tests/support/Case.h"
#include "tests/support/websocket/Tunnel.h"

namespace hop::test {
namespace {

/// The upstream says 101 to this, and then octets flow.
Tunnel requireSwitched(ByHand& hand, Client client, const std::string& request,
                       const std::string& asked, const std::string& answer) {
  Asking asking = ask(hand, std::move(client), request);
  requireAsked(asking.request, asked);
  Tunnel tunnel = switchedWith(std::move(asking), answer);
  tunnel.requireOpen();
  return tunnel;
}

CASE(Step11, R11_01, HandshakeAndItsAnswer) {
  ByHand hand(stage);
  Tunnel tunnel = openTunnel(hand, stage.connect());
  const Message& request = tunnel.request;
  require(request.startLine == "GET /ws HTTP/1.1", "target-wrong",
          request.startLine);
  requireField(request, "Host", "t");
  requireUpgradeOnly(request);
  requireField(request, "Sec-WebSocket-Key", kKey);
  requireField(request, "Sec-WebSocket-Version", "13");
  requireField(request, "X-Forwarded-For", "127.0.0.1");
  requireField(request, "X-Forwarded-Proto", "http");
  requireNoLength(request);
  const Message& response = tunnel.response;
  require(response.startLine == "HTTP/1.1 101 Switching Protocols",
          "reason-phrase-lost", response.startLine);
  requireUpgradeOnly(response);
  requireField(response, "Upgrade", "websocket");
  requireField(response, "Sec-WebSocket-Accept",
               "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
  requireNoLength(response);
}

CASE(Step11, R11_05, SpellingIsNotOurs) {
  ByHand hand(stage);
  requireSwitched(hand, stage.connect(),
                  get("/ws",
                      "connection: keep-alive, upgrade\r\n"
                      "Upgrade: WebSocket\r\n"),
                  "WebSocket", switchTo("WebSocket"));
}

CASE(Step11, R11_06, UpstreamMaySpellItOtherwise) {
  ByHand hand(stage);
  const Tunnel tunnel = requireSwitched(
      hand, stage.connect(), handshake(), "websocket",
      "HTTP/1.1 101 \r\nconnection: UPGRADE\r\nupgrade: WEBSOCKET\r\n\r\n");
  requireField(tunnel.response, "Upgrade", "WEBSOCKET");
}

CASE(Step11, R11_11, OneOfAList) {
  ByHand hand(stage);
  for (const std::string chosen : {"websocket", "foo"}) {
    const Tunnel tunnel =
        requireSwitched(hand, stage.connect(), askFor("websocket, foo"),
                        "websocket, foo", switchTo(chosen));
    requireField(tunnel.response, "Upgrade", chosen);
  }
  // Two lines are one list (RFC 9110 section 5.3).
  requireSwitched(hand, stage.connect(), askFor("bar/2", "Upgrade: foo\r\n"),
                  "bar/2, foo", switchTo("foo"));
}

CASE(Step11, R11_12, AnyProtocol) {
  ByHand hand(stage);
  for (const std::string name : {"foo", "foo/2.0", "!#$%&'*+-.^_`|~"}) {
    Tunnel tunnel = requireSwitched(hand, stage.connect(), askFor(name), name,
                                    switchTo(name));
    requireCarried(tunnel.up(), tunnel.down(), pattern(1'000));
    requireCarried(tunnel.down(), tunnel.up(), pattern(1'000, 1));
  }
}

/// Asked for these, the upstream gets a plain request and answers it.
void requirePlain(Stage& stage, ByHand& hand, const std::string& octets) {
  Asking asking = ask(hand, stage.connect(), octets);
  for (const std::string name : {"Upgrade", "HTTP2-Settings"}) {
    require(!asking.request.has(name), "hop-by-hop-leaked",
            readable(asking.request.rawHead));
  }
  require(!connectionNames(asking.request, "Upgrade"), "hop-by-hop-leaked",
          readable(asking.request.rawHead));
  asking.upstream.send(reply("", "plain"));
  requireBody(asking.client.completeResponse(), "plain");
}

CASE(Step11, R11_13, NeverH2c) {
  ByHand hand(stage);
  const std::string settings = "HTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA\r\n";
  for (const std::string name : {"h2c", "H2C", "h2c, h2c"}) {
    requirePlain(stage, hand, askFor(name, settings));
  }
  requireSwitched(hand, stage.connect(), askFor("h2c, websocket", settings),
                  "websocket", switchTo("websocket"));
  // Nobody has asked for what was taken out.
  Asking asking = ask(hand, stage.connect(), askFor("websocket, h2c"));
  requireAsked(asking.request);
  asking.upstream.send(switchTo("h2c"));
  const Message refused = asking.client.completeResponse();
  require(refused.status() == 502, "not-refused", refused.startLine);
}

CASE(Step11, R11_14, TlsIsNoAffairOfOurs) {
  ByHand hand(stage);
  Asking asking = ask(hand, stage.connect(), askFor("TLS/1.0, websocket"));
  const std::string asked = asking.request.value("Upgrade");
  require(asked == "websocket" || asked == "TLS/1.0, websocket", "not-upgraded",
          readable(asking.request.rawHead));
  asking.upstream.send(reply("", "in the clear"));
  requireBody(asking.client.completeResponse(), "in the clear");
  asking.client.send(handshake());  // and so is what comes next
  Connection second = hand.accept(asking.client);
  const auto request = second.readMessage(kPatience);
  require(request.has_value(), "not-forwarded", "no request has arrived");
  requireAsked(*request);
}

CASE(Step11, R11_15, NotInTheOldVersion) {
  ByHand hand(stage);
  openTunnel(hand, stage.connect()).requireOpen();
  std::string old = handshake();
  old.replace(old.find("HTTP/1.1"), 8, "HTTP/1.0");
  requirePlain(stage, hand, old);
  // A 101 to that would be one that nobody asked for.
  Asking asking = ask(hand, stage.connect(), old);
  asking.upstream.send(switchFor(asking.request));
  const Message refused = asking.client.response();
  require(refused.status() == 502, "not-refused", refused.startLine);
}

CASE(Step11, R11_17, PostMayAskToo) {
  ByHand hand(stage);
  const Tunnel tunnel =
      requireSwitched(hand, stage.connect(), handshake("", "POST"), "websocket",
                      switchTo("websocket"));
  require(tunnel.request.method() == "POST", "method-altered",
          tunnel.request.startLine);
}

CASE(Step11, R11_18, UpstreamJudgesTheKey) {
  ByHand hand(stage);
  for (const std::string key :
       {"", "Sec-WebSocket-Key: short\r\n", "Sec-WebSocket-Key: ?\r\n"}) {
    Asking asking = ask(hand, stage.connect(), askFor("websocket", key));
    requireAsked(asking.request);
    require(asking.request.has("Sec-WebSocket-Key") == !key.empty(),
            "field-invented", readable(asking.request.rawHead));
    asking.upstream.send(reply("", "no such key", "400 Bad Request"));
    const Message response = asking.client.completeResponse();
    require(response.status() == 400, "status-wrong", response.startLine);
    requireBody(response, "no such key");
  }
}

CASE(Step11, R11_19, WhatTheySettlePassesUnchanged) {
  const std::string offer =
      "permessage-deflate; client_max_window_bits, x-own; a=\"b\"";
  ByHand hand(stage);
  Asking asking =
      ask(hand, stage.connect(),
          handshake("Sec-WebSocket-Protocol: chat, superchat\r\n"
                    "Sec-WebSocket-Extensions: " +
                    offer +
                    "\r\n"
                    "Origin: https://example.org\r\nCookie: a=1; b=2\r\n"));
  requireAsked(asking.request);
  requireField(asking.request, "Sec-WebSocket-Protocol", "chat, superchat");
  requireField(asking.request, "Sec-WebSocket-Extensions", offer);
  requireField(asking.request, "Origin", "https://example.org");
  requireField(asking.request, "Cookie", "a=1; b=2");
  require(asking.request.rawHead.find("\r\nSec-WebSocket-Key: ") !=
              std::string::npos,
          "field-altered", "the name is spelled in another way");
  const std::string answer = switchFor(
      asking.request,
      "Sec-WebSocket-Protocol: superchat\r\nSet-Cookie: c=3\r\n"
      "Set-Cookie: d=4\r\nSec-WebSocket-Extensions: permessage-deflate\r\n");
  const Tunnel tunnel = switchedWith(std::move(asking), answer);
  requireField(tunnel.response, "Sec-WebSocket-Protocol", "superchat");
  requireField(tunnel.response, "Sec-WebSocket-Extensions",
               "permessage-deflate");
  require(tunnel.response.all("Set-Cookie").size() == 2, "repeated-field-lost",
          readable(tunnel.response.rawHead));
}

CASE(Step11, R11_31, InsideTls) {
  stage.options({"--self-signed"});
  ByHand hand(stage);
  Tunnel tunnel = openTunnel(hand, stage.tlsClient());
  requireField(tunnel.request, "X-Forwarded-Proto", "https");
  requireUpgradeOnly(tunnel.request);
  requireField(tunnel.response, "Upgrade", "websocket");
  tunnel.requireOpen();
}

}  // namespace
}  // namespace hop::test
