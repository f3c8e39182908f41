// SPDX-License-Identifier: MIT
// 11-websocket: an Upgrade is a wish. Everything but a fitting 101 is an
// ordinary response, and the client's connection goes on.
#include "tests/support/Case.h"
#include "tests/support/websocket/Tunnel.h"

namespace hop::test {
namespace {

using namespace std::string_literals;

/// The connection is as good as new: the next wish is fulfilled.
void requireStillUpgrading(ByHand& hand, Client client) {
  openTunnel(hand, std::move(client)).requireOpen();
}

/// The client asks for WebSocket, and the upstream answers like this.
Message answeredWith(ByHand& hand, Client& client, const std::string& octets) {
  Asking asking = ask(hand, std::move(client), handshake());
  requireAsked(asking.request);
  asking.upstream.send(octets);
  client = std::move(asking.client);
  return client.completeResponse();
}

CASE(Step11, R11_07, OtherAnswersAreOrdinaryResponses) {
  ByHand hand(stage);
  for (const std::string status :
       {"403 Forbidden", "426 Upgrade Required", "200 OK", "302 Found"}) {
    Client client = stage.connect();
    const Message response = answeredWith(
        hand, client,
        reply("X-Keep: 1\r\nLocation: /elsewhere\r\n", "no, thanks", status));
    require(response.startLine == "HTTP/1.1 " + status, "status-wrong",
            response.startLine);
    requireField(response, "X-Keep", "1");
    requireField(response, "Location", "/elsewhere");
    requireBody(response, "no, thanks");
    requireStillUpgrading(hand, std::move(client));
  }
}

CASE(Step11, WS06, OtherVersionIsNegotiated) {
  ByHand hand(stage);
  Client client = stage.connect();
  const Message response =
      answeredWith(hand, client,
                   reply("Upgrade: websocket\r\nConnection: Upgrade\r\n"
                         "Sec-WebSocket-Version: 13, 8\r\n",
                         "", "426 Upgrade Required"));
  require(response.status() == 426, "status-wrong", response.startLine);
  requireField(response, "Sec-WebSocket-Version", "13, 8");
  requireStillUpgrading(hand, std::move(client));
}

CASE(Step11, WS35, PipelinedRequestIsNoTunnel) {
  ByHand hand(stage);
  Asking asking =
      ask(hand, stage.connect(), handshake() + get("/next", "X-Keep: 1\r\n"));
  requireAsked(asking.request);
  // It has not been asked for yet, so it is not sent yet.
  require(!asking.upstream.await(1, kMoment), "body-parsed-as-request",
          "sent before the answer: " + readable(asking.upstream.unread()));
  asking.upstream.send(reply("", "first"));
  requireBody(asking.client.completeResponse(), "first");
  Connection next = hand.accept(asking.client);
  const auto request = next.readMessage(kPatience);
  require(request && request->startLine == "GET /next HTTP/1.1",
          "not-forwarded", "the second request has not arrived");
  requireField(*request, "X-Keep", "1");
  next.send(reply("", "second"));
  requireBody(asking.client.completeResponse(), "second");
  require(asking.upstream.unread().empty(), "body-parsed-as-request",
          "tunnelled: " + readable(asking.upstream.unread()));
}

/// This 101 becomes 502, nothing behind its head reaches the client, and the
/// upstream's connection is closed.
void requireNoSwitch(ByHand& hand, Client& client, const std::string& head) {
  const std::string behind = reply("", "never");
  const Message response = answeredWith(hand, client, head + behind);
  require(response.status() == 502, "not-refused",
          response.startLine + " for " + readable(head));
  client.requireSilence();
}

CASE(Step11, R11_08, SwitchToSomethingElse) {
  ByHand hand(stage);
  Client client = stage.connect();
  for (const std::string& head :
       {switchTo("foo"), switchTo("websocket2"), switchTo("web"),
        switchTo("websocket, foo"), switchTo(""), switchTo("h2c"),
        std::string("HTTP/1.1 101 Switching Protocols\r\n\r\n")}) {
    requireNoSwitch(hand, client, head);
  }
  Asking asking = ask(hand, std::move(client), handshake());
  asking.upstream.send(switchTo("foo"));
  const Message response = asking.client.completeResponse();
  require(response.status() == 502, "not-refused", response.startLine);
  requireAborted(asking.upstream);
  requireStillUpgrading(hand, std::move(asking.client));
}

CASE(Step11, WS16, SwitchToSomethingThatIsNotInTheList) {
  ByHand hand(stage);
  for (const std::string chosen : {"bar", "websocket, foo", "foo/2", "ws"}) {
    Asking asking =
        ask(hand, stage.connect(), askFor("websocket, foo", "X-Keep: 1\r\n"));
    requireAsked(asking.request, "websocket, foo");
    asking.upstream.send(switchTo(chosen));
    const Message response = asking.client.completeResponse();
    require(response.status() == 502, "not-refused",
            response.startLine + " for " + chosen);
    requireAborted(asking.upstream);
    requireStillUpgrading(hand, std::move(asking.client));
  }
}

/// A request without a wish gets 101. @return the client's connection.
Client refusedSwitch(ByHand& hand, Client client, const std::string& request) {
  Asking asking = ask(hand, std::move(client), request);
  asking.upstream.send(switchTo("websocket") + reply("", "never"));
  const std::string method = request.substr(0, request.find(' '));
  const Message response = asking.client.completeResponse(method);
  require(response.status() == 502, "not-refused",
          response.startLine + " for " + readable(request));
  asking.client.requireSilence();
  requireAborted(asking.upstream);
  return std::move(asking.client);
}

CASE(Step11, R11_09, SwitchThatNobodyAskedFor) {
  ByHand hand(stage);
  for (const std::string& request :
       {get("/p"), post("hello"), get("/p", "Sec-WebSocket-Version: 13\r\n"),
        "HEAD /p HTTP/1.1\r\nHost: t\r\n\r\n"s}) {
    Client client = refusedSwitch(hand, stage.connect(), request);
    requireStillUpgrading(hand, std::move(client));
  }
}

CASE(Step11, WS21, OctetsBehindAnUnwantedSwitch) {
  // The client goes on with another request on the same connection: it must
  // not be taken for octets of a tunnel.
  ByHand hand(stage);
  Client client = refusedSwitch(hand, stage.connect(), get("/p"));
  Asking asking = ask(hand, std::move(client), get("/next"));
  require(asking.request.target() == "/next", "mixed-up",
          asking.request.startLine);
  asking.upstream.send(reply("", "next"));
  requireBody(asking.client.completeResponse(), "next");
  requireStillUpgrading(hand, std::move(asking.client));
}

CASE(Step11, R11_20, FieldsOfTheSwitchForOneHop) {
  ByHand hand(stage);
  Asking asking =
      ask(hand, stage.connect(),
          askFor("websocket",
                 "Keep-Alive: timeout=5\r\nProxy-Connection: close\r\n"
                 "X-Keep: 1\r\n"));
  requireAsked(asking.request);
  requireStripped(asking.request, {"Keep-Alive", "Proxy-Connection"});
  const Tunnel tunnel = switchedWith(
      std::move(asking),
      "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade, X-N\r\n"
      "X-N: 1\r\nUpgrade: websocket\r\nKeep-Alive: timeout=5\r\n"
      "Proxy-Authenticate: Basic\r\nSet-Cookie: a=1\r\nX-Keep: 1\r\n\r\n");
  requireStripped(tunnel.response, {"X-N", "Keep-Alive", "Proxy-Authenticate"});
  requireUpgradeOnly(tunnel.response);
  requireField(tunnel.response, "Upgrade", "websocket");
  requireField(tunnel.response, "Set-Cookie", "a=1");
}

CASE(Step11, R11_21, SwitchHasNoLength) {
  ByHand hand(stage);
  for (const std::string length :
       {"Content-Length: 5\r\n", "Transfer-Encoding: chunked\r\n",
        "Content-Length: 0\r\n"}) {
    Asking asking = ask(hand, stage.connect(), handshake());
    requireAsked(asking.request);
    Tunnel tunnel =
        switchedWith(std::move(asking), switchTo("websocket", length));
    requireNoLength(tunnel.response);
    tunnel.requireOpen();
  }
}

}  // namespace
}  // namespace hop::test
