// SPDX-License-Identifier: MIT
// 08-trailers: what a layer of our own brings beside trailers. Its timers are
// for the whole of a head, a client that leaves in the middle of its request
// leaves no whole request behind, and an HTTP/1.0 client expects nothing.
#include "tests/support/ByHand.h"
#include "tests/support/Case.h"
#include "tests/support/Checks.h"
#include "tests/support/HopByHop.h"

namespace hop::test {
namespace {

using namespace std::chrono_literals;

const std::string kPost = "POST /p HTTP/1.1\r\nHost: t\r\n";

/// How a client leaves: FIN or RST.
using Leave = void (Connection::*)();

/// Sends a part of an upload and leaves; the upstream must see that it was a
/// part.
void leaveAnUpload(Stage& stage, ByHand& hand, std::size_t part, Leave leave) {
  Client client = stage.connect();
  client.send(kPost + "Content-Length: 1000000\r\n\r\n" +
              std::string(part, 'x'));
  Connection upstream = hand.accept(client);
  // 08 still holds the head back, and then it will never come.
  const auto head = upstream.readHead(kMoment);
  const Message seen = head.value_or(Message{});
  require(!head || seen.value("Content-Length") == "1000000", "body-lost",
          "a request without its body: " + readable(seen.rawHead));
  (client.connection().*leave)();
  requireAborted(upstream);
  require(upstream.unread().size() <= part, "truncation-hidden",
          "the proxy has completed what the client did not");
}

CASE(Step08, R09_16, ClientLeavesInTheMiddleOfAnUpload) {
  ByHand hand(stage);
  leaveAnUpload(stage, hand, 1'000, &Connection::close);
  hand.requireServing();
}

CASE(Step08, SQ10, ClientResetsInTheMiddleOfAnUpload) {
  ByHand hand(stage);
  leaveAnUpload(stage, hand, 1'000, &Connection::reset);
  hand.requireServing();
}

/// Closed, and not a word was said.
void requireSilentEnd(Client& client) {
  require(client.connection().closedWithin(kPatience), "timeout-wrong",
          "an idle connection is kept");
  client.requireSilence();
}

/// A head that comes octet by octet has no more time than any other.
void requireTooSlow(Client client) {
  constexpr int kDrops = 60;  // three seconds of them
  client.send("GET /too-slow?");
  for (int i = 0; i < kDrops; ++i) {
    if (client.connection().closedWithin(50ms)) break;
    client.send("x");
  }
  const auto response = client.connection().readMessage(kMoment);
  require(response.has_value() && response->status() == 408, "timeout-wrong",
          response ? response->startLine : "not a word");
  require(connectionNames(*response, "close"), "connection-kept",
          readable(response->rawHead));
  client.requireClosed();
}

CASE(Step08, SQ06, IdleClientsAreLetGo) {
  stage.options({"--timeout", "client-idle=600ms"});
  stage.options({"--timeout", "request-head=600ms"});
  Client silent = stage.connect();
  Client once = stage.connect();
  require(once.ask(get()).status() == 200, "status-wrong", "no 200");
  requireSilentEnd(silent);
  requireSilentEnd(once);
  requireTooSlow(stage.connect());
  stage.requireServing();
}

CASE(Step08, UR76, SilentUpstreamIsGatewayTimeout) {
  // The timer is for the whole head, and every drop comes well within it.
  constexpr auto kInTotal = 2'000ms;
  stage.options({"--timeout", "response-head=1s"});
  stage.upstream().script([&stage](Connection& connection) {
    const auto request = stage.upstream().take(connection);
    if (!request || request->target() == "/silent") {
      connection.closedWithin(kPatience);
    } else if (request->target() == "/drips") {
      connection.send("HTTP/1.1 200 OK\r\nX-Slow: ");
      while (!connection.closedWithin(20ms)) connection.send("y");
    } else {
      connection.send(reply());
    }
  });
  Client silent = stage.connect();
  silent.send(get("/silent"));
  Client drips = stage.connect();
  drips.send(get("/drips"));
  for (Client* client : {&silent, &drips}) {
    const auto response = client->connection().readMessage(kInTotal);
    require(response.has_value(), "timeout-wrong", "no 504 came");
    require(response->status() == 504, "wrong-blame", response->startLine);
  }
  stage.requireServing();
}

CASE(Step08, R09_30, OldClientsDoNotAsk) {
  ByHand hand(stage);
  Client client = stage.connect();
  client.send(
      "POST /p HTTP/1.0\r\nHost: t\r\nContent-Length: 5\r\n"
      "Expect: 100-continue\r\n\r\n");
  Connection upstream = hand.accept(client);
  const auto early = client.connection().readHead(kMoment);
  require(!early.has_value(), "continue-wrong",
          "1xx for HTTP/1.0: " + (early ? early->startLine : ""));
  client.send("hello");
  const auto request = upstream.readMessage(kPatience);
  require(request.has_value(), "not-forwarded", "no request");
  requireBody(*request, "hello");
  upstream.send("HTTP/1.1 100 Continue\r\n\r\n" + reply("", "thanks"));
  const Message response = client.completeResponse("POST");
  require(response.interim.empty(), "continue-wrong", "1xx for HTTP/1.0");
  requireBody(response, "thanks");
  require(!request->has("Expect"), "continue-wrong",
          "asked in the name of a client that cannot");
}

}  // namespace
}  // namespace hop::test
