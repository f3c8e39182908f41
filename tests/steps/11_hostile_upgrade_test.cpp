// SPDX-License-Identifier: MIT
// 11-websocket: wishes that are none, or that hide something. Whoever takes
// the wish for the switch lets requests through that nobody has looked at.
#include "tests/support/Case.h"
#include "tests/support/Hostile.h"
#include "tests/support/websocket/Tunnel.h"

namespace hop::test {
namespace {

const std::string kWebSocket =
    "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: " +
    kKey + "\r\n";

/// A proper handshake with these lines instead of "Connection: Upgrade".
Tunnel requireUpgraded(Stage& stage, ByHand& hand,
                       const std::string& connection) {
  Asking asking =
      ask(hand, stage.connect(), get("/ws", connection + kWebSocket));
  requireAsked(asking.request);
  const std::string answer = switchFor(asking.request);
  Tunnel tunnel = switchedWith(std::move(asking), answer);
  tunnel.requireOpen();
  return tunnel;
}

CASE(Step11, WS08, AsFirefoxSaysIt) {
  ByHand hand(stage);
  const Tunnel tunnel =
      requireUpgraded(stage, hand, "Connection: keep-alive, Upgrade\r\n");
  requireUpgradeOnly(tunnel.request);
}

CASE(Step11, WS20, ConnectionInTwoLines) {
  ByHand hand(stage);
  const Tunnel tunnel = requireUpgraded(
      stage, hand,
      "Connection: keep-alive, X-N\r\nX-N: 1\r\nConnection: Upgrade\r\n");
  requireUpgradeOnly(tunnel.request);
  require(!tunnel.request.has("X-N"), "hop-by-hop-leaked",
          readable(tunnel.request.rawHead));
}

/// Not both words of the wish: the upstream gets a plain request, and its 101
/// is one that nobody asked for.
void requireNoWish(Stage& stage, const std::string& fields) {
  ByHand hand(stage);
  openTunnel(hand, stage.connect()).requireOpen();  // with both it works
  Asking asking =
      ask(hand, stage.connect(), get("/ws", fields + "X-Keep: 1\r\n"));
  requireStripped(asking.request, {"Upgrade"});
  require(!connectionNames(asking.request, "Upgrade"), "hop-by-hop-leaked",
          readable(asking.request.rawHead));
  asking.upstream.send(switchFor(asking.request));
  const Message response = asking.client.completeResponse();
  require(response.status() == 502, "not-refused", response.startLine);
  requireAborted(asking.upstream);
}

CASE(Step11, WS10, UpgradeThatConnectionDoesNotName) {
  requireNoWish(stage, kWebSocket);
}

CASE(Step11, WS11, ConnectionThatNamesNoUpgrade) {
  requireNoWish(stage, "Connection: Upgrade\r\n");
}

CASE(Step11, WS13, EmptyPost) {
  ByHand hand(stage);
  Asking asking =
      ask(hand, stage.connect(), handshake("Content-Length: 0\r\n", "POST"));
  requireAsked(asking.request);
  require(!asking.request.has("Transfer-Encoding") &&
              asking.request.all("Content-Length").size() <= 1,
          "framing-wrong", readable(asking.request.rawHead));
  const std::string answer = switchFor(asking.request);
  switchedWith(std::move(asking), answer).requireOpen();
}

CASE(Step11, WS18, NoKeyAtAll) {
  ByHand hand(stage);
  Asking asking = ask(hand, stage.connect(), askFor("websocket"));
  requireAsked(asking.request);
  require(!asking.request.has("Sec-WebSocket-Key"), "field-invented",
          readable(asking.request.rawHead));
  switchedWith(std::move(asking), switchTo("websocket")).requireOpen();
}

/// These are answered with 400 and reach nobody.
void requireBadUpgrades(Stage& stage, const std::vector<std::string>& names) {
  for (const std::string& name : names) {
    forInput(name, [&] {
      Client client = stage.connect();
      client.send(askFor(name));
      const Message response = client.completeResponse();
      stage.requireNothingForwarded();
      require(response.status() == 400, "status-wrong", response.startLine);
    });
  }
  requireServingOnly(stage);
}

CASE(Step11, R11_10, NamesThatAreNone) {
  requireBadUpgrades(stage,
                     {"web socket", "\"websocket\"", "foo/", "/1.0", "foo/1/2",
                      "websocket; q=1", "websocket, f{o}o", "web\x01socket"});
}

CASE(Step11, WS15, NamesBeyondAscii) {
  requireBadUpgrades(stage, {"web\xe9socket", "websocket, f\xf6\xf6",
                             "\xef\xbb\xbfwebsocket"});
}

/// A wish with a body is refused, and the body is not looked at.
void requireBodyRefused(Stage& stage, const std::string& framing,
                        const std::string& body) {
  forInput(framing, [&] {
    Client client = stage.connect();
    client.send(handshake(framing, "POST") + body);
    const Message response = client.completeResponse();
    stage.requireNothingForwarded();
    requireLastAnswer(client, response, {400});
  });
}

CASE(Step11, R11_16, WishWithABody) {
  requireBodyRefused(stage, "Content-Length: 4\r\n", "body");
  requireBodyRefused(stage, "Content-Length: 4\r\n", "");
  requireBodyRefused(stage, "Transfer-Encoding: chunked\r\n",
                     "4\r\nbody\r\n0\r\n\r\n");
  requireServingOnly(stage);
}

CASE(Step11, DS11, BodyThatLooksLikeARequest) {
  const std::string length =
      "Content-Length: " + std::to_string(kSmuggled.size()) + "\r\n";
  requireBodyRefused(stage, length, kSmuggled);
  requireBodyRefused(stage, "Transfer-Encoding: chunked\r\n",
                     "0\r\n\r\n" + kSmuggled);
  // Later, when the refusal has been read.
  Client client = stage.connect();
  client.send(handshake(length));
  requireLastAnswer(client, client.completeResponse(), {400});
  client.send(kSmuggled);
  requireServingOnly(stage);
}

}  // namespace
}  // namespace hop::test
