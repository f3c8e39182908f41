// SPDX-License-Identifier: MIT
// 11-websocket: an upstream that speaks HTTP/2. There an Upgrade has no place
// (RFC 9113 section 8.6), so it goes on a connection of HTTP/1.1, if there can
// be one.
#include "tests/support/Case.h"
#include "tests/support/websocket/EchoUpstream.h"
#include "tests/support/websocket/H2Tunnel.h"

#include <memory>
#include <mutex>

namespace hop::test {
namespace {

/// What the TLS upstream of a case was offered, handshake by handshake.
struct Offers {
  std::mutex mutex;
  std::vector<std::vector<std::string>> all;
};

/// Makes stage.upstream() speak TLS with these protocols: HTTP/2 answers, and
/// HTTP/1.1 echoes where it is asked for WebSocket.
std::shared_ptr<Offers> upstreamInTls(Stage& stage,
                                      const std::vector<std::string>& names) {
  const auto offers = std::make_shared<Offers>();
  const Tls::Server behaviour{Authority().issue(), names};
  stage.options({"--upstream-insecure"});
  stage.upstreamScheme("https");
  const bool both = names.size() > 1;
  stage.upstream().script(
      [&stage, offers, behaviour, both](Connection& connection) {
        const bool done = connection.secure(std::make_unique<Tls>(behaviour));
        {
          const std::lock_guard lock(offers->mutex);
          offers->all.push_back(connection.tls()->offered());
        }
        if (!done || !connection.await(1, kPatience)) return;
        if (connection.unread().starts_with("PRI")) {
          return serveHttp2(stage, connection, answering());
        }
        // An upstream of HTTP/2 only does not know what to do with a GET.
        if (both) echoOrAnswer(stage, connection);
      });
  return offers;
}

/// A wish of each kind of client is fulfilled, with an echo behind it.
void requireEchoes(Stage& stage) {
  Client client = stage.connect();
  client.send(handshake());
  const auto head = client.connection().readHead(kPatience);
  require(head.has_value(), "no-response", "no head arrived");
  require(head->status() == 101, "not-upgraded", head->startLine);
  requireField(*head, "Sec-WebSocket-Accept", acceptFor(kKey));
  requireCarried(client.connection(), client.connection(), "hello");
  Http2Client other = connectingClient(stage);
  const auto id = other.open(h2Handshake());
  requireStatus(other.promptHead(id), 200);
  other.sendData(id, "hello", true);
  other.expectBody(id, "hello");
  require(other.until([&] { return other.stream(id).over(); }) &&
              other.stream(id).ended,
          "connection-lost", "the end does not come back");
}

CASE(Step11, R11_51, UpgradeGoesByHttpOne) {
  const auto offers = upstreamInTls(stage, {"h2", "http/1.1"});
  requireStatus(stage.ask(get("/plain")), 200);
  requireEchoes(stage);
  requireStatus(stage.ask(get("/plain")), 200);
  for (const Message& request : stage.upstream().requests()) {
    const bool plain = request.target() == "/plain";
    require(request.startLine.ends_with(plain ? "HTTP/2" : "HTTP/1.1"),
            "http2-unspoken", request.startLine);
  }
  const std::lock_guard lock(offers->mutex);
  using Names = std::vector<std::string>;
  require(offers->all.size() >= 3 &&
              offers->all[0] == Names({"h2", "http/1.1"}) &&
              offers->all[1] == Names({"http/1.1"}),
          "handshake-wrong", "an Upgrade is offered HTTP/2 by ALPN");
}

/// The wish is not fulfilled; a plain request is answered.
void requireNoUpgrade(Stage& stage) {
  requireStatus(stage.ask(get("/plain")), 200);
  Http2Client other = connectingClient(stage);
  Client client = stage.connect();
  requireStatus(client.ask(handshake()), 502);
  requireStatus(other.response(other.open(h2Handshake())), 502);
  requireStatus(client.ask(get("/plain")), 200);
  requireStatus(other.ask(h2Get("/plain")), 200);
  for (const Message& request : stage.upstream().requests()) {
    require(request.target() == "/plain", "not-refused", request.startLine);
  }
}

CASE(Step11, R11_52, UpstreamOfHttp2Only) {
  upstreamInTls(stage, {"h2"});
  requireNoUpgrade(stage);
}

CASE(Step11, WS33, UpstreamOfHttp2WithoutTls) {
  stage.upstreamScheme("h2c");
  stage.upstream().script([&stage](Connection& connection) {
    if (!connection.await(3, kPatience)) return;
    if (connection.unread().starts_with("PRI")) {
      serveHttp2(stage, connection, answering());
    }
  });
  requireNoUpgrade(stage);
}

}  // namespace
}  // namespace hop::test
