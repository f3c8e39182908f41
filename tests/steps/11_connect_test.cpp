// SPDX-License-Identifier: MIT
// 11-websocket: WebSocket from an HTTP/2 client (RFC 8441). The stream is its
// end of the tunnel; towards the upstream we are the WebSocket client.
#include "tests/support/Case.h"
#include "tests/support/websocket/H2Tunnel.h"

#include <set>

namespace hop::test {
namespace {

CASE(Step11, R11_40, ConnectIsAnnounced) {
  Http2Client client = stage.http2Client();
  const Frame& first = client.frames().front();
  require(first.is(FrameType::Settings), "frame-wrong", describe(first));
  requireConnectAllowed(client);
  onFreshStage([](Stage& fresh) {
    fresh.options({"--self-signed"});
    requireConnectAllowed(fresh.http2TlsClient());
  });
}

/// What the upstream gets for an extended CONNECT.
void requireTranslated(const Message& request, const std::string& scheme) {
  require(request.startLine == "GET /ws?x=%2F HTTP/1.1", "target-wrong",
          request.startLine);
  requireField(request, "Host", "t");
  requireUpgradeOnly(request);
  requireField(request, "Sec-WebSocket-Version", "13");
  requireField(request, "Sec-WebSocket-Protocol", "chat");
  requireField(request, "Origin", "https://example.org");
  requireField(request, "Cookie", "a=1; b=2");
  requireField(request, "X-Forwarded-For", "127.0.0.1");
  requireField(request, "X-Forwarded-Proto", scheme);
  requireNoLength(request);
  for (const auto& [name, value] : request.fields) {
    require(!name.empty() && name[0] != ':', "hop-by-hop-leaked", name);
  }
}

const FieldList kOfTheClient{{"sec-websocket-protocol", "chat"},
                             {"origin", "https://example.org"},
                             {"cookie", "a=1"},
                             {"cookie", "b=2"}};

CASE(Step11, R11_41, ConnectBecomesAHandshake) {
  const FieldList fields =
      changed(h2Handshake(kOfTheClient), ":path", "/ws?x=%2F");
  ByHand hand(stage);
  Http2Client client = connectingClient(stage);
  std::set<std::string> keys;
  for (int i = 0; i < 3; ++i) {
    const H2Asking asking = ask(hand, client, fields);
    requireTranslated(asking.request, "http");
    const std::string key = asking.request.value("Sec-WebSocket-Key");
    // 16 octets in base64 (RFC 6455 section 4.1), never the same.
    require(key.size() == 24 && key.ends_with("=="), "field-altered", key);
    require(keys.insert(key).second, "field-altered", "not fresh: " + key);
  }
  onFreshStage([&fields](Stage& fresh) {
    fresh.options({"--self-signed"});
    ByHand other(fresh);
    Http2Client secure = fresh.http2TlsClient();
    requireTranslated(ask(other, secure, overTls(fields)).request, "https");
  });
}

CASE(Step11, R11_42, SwitchBecomesTwoHundred) {
  ByHand hand(stage);
  Http2Client client = connectingClient(stage);
  H2Asking asking = ask(hand, client);
  asking.upstream.send(switchFor(
      asking.request,
      "Sec-WebSocket-Protocol: chat\r\nSet-Cookie: c=3\r\nX-Keep: 1\r\n"
      "Content-Length: 5\r\nKeep-Alive: timeout=5\r\n"));
  const Message response = client.promptHead(asking.id);
  requireStatus(response, 200);
  requireStripped(response, {"connection", "upgrade", "sec-websocket-accept",
                             "content-length", "keep-alive"});
  requireField(response, "sec-websocket-protocol", "chat");
  requireField(response, "set-cookie", "c=3");
  client.listen(kMoment);
  requireEvents(client.stream(asking.id).events, "H");
}

/// This answer to our handshake is none: the client gets 502.
void requireNoSwitch(ByHand& hand, Http2Client& client,
                     const std::string& head) {
  H2Asking asking = ask(hand, client);
  asking.upstream.send(head + "\x81\x05hello");
  const Message response = client.response(asking.id);
  require(response.status() == 502, "not-refused",
          response.startLine + " for " + readable(head));
  require(response.body.find("hello") == std::string::npos, "not-refused",
          "octets of a tunnel that there is not");
  requireAborted(asking.upstream);
}

std::string accepting(const std::string& value) {
  return switchTo("websocket", "Sec-WebSocket-Accept: " + value + "\r\n");
}

CASE(Step11, R11_43, WrongAcceptValue) {
  ByHand hand(stage);
  Http2Client client = connectingClient(stage);
  requireNoSwitch(hand, client, switchTo("websocket"));
  for (const std::string& value :
       {acceptFor(kKey), acceptFor(""), std::string(), std::string("x")}) {
    requireNoSwitch(hand, client, accepting(value));
  }
  H2Tunnel(hand, client).requireOpen();  // and the right one is taken
}

CASE(Step11, WS30, AlmostTheRightAcceptValue) {
  ByHand hand(stage);
  Http2Client client = connectingClient(stage);
  H2Asking asking = ask(hand, client);
  std::string accept = acceptFor(asking.request.value("Sec-WebSocket-Key"));
  for (char& c : accept) c = static_cast<char>(std::toupper(c));
  asking.upstream.send(accepting(accept));
  requireStatus(client.response(asking.id), 502);
  requireAborted(asking.upstream);
  // The right value, and another protocol.
  H2Asking other = ask(hand, client);
  other.upstream.send(switchTo(
      "foo", "Sec-WebSocket-Accept: " +
                 acceptFor(other.request.value("Sec-WebSocket-Key")) + "\r\n"));
  requireStatus(client.response(other.id), 502);
  requireAborted(other.upstream);
  H2Tunnel(hand, client).requireOpen();
}

CASE(Step11, R11_44, RefusalIsPassedOn) {
  ByHand hand(stage);
  Http2Client client = connectingClient(stage);
  for (const std::string status : {"403 Forbidden", "200 OK", "302 Found"}) {
    H2Asking asking = ask(hand, client);
    asking.upstream.send(reply("X-Keep: 1\r\n", "no, thanks", status));
    const Message response = client.response(asking.id);
    requireStatus(response, std::stoi(status));
    requireField(response, "x-keep", "1");
    requireBody(response, "no, thanks");
  }
  H2Tunnel(hand, client).requireOpen();
}

CASE(Step11, WS31, OctetsForATunnelThatIsRefused) {
  ByHand hand(stage);
  Http2Client client = connectingClient(stage);
  H2Asking asking = ask(hand, client);
  client.sendData(asking.id, "GET /smuggled HTTP/1.1\r\nHost: t\r\n\r\n");
  require(!asking.upstream.await(1, kMoment), "body-parsed-as-request",
          readable(asking.upstream.unread()));
  asking.upstream.send(reply("", "no", "403 Forbidden"));
  requireBody(client.response(asking.id), "no");
  requireAborted(asking.upstream);
  require(asking.upstream.unread().empty(), "body-parsed-as-request",
          readable(asking.upstream.unread()));
  // What it still sends on that stream harms nobody.
  client.sendData(asking.id, "more", true);
  H2Tunnel(hand, client).requireOpen();
}

}  // namespace
}  // namespace hop::test
