// SPDX-License-Identifier: MIT
// 12-connection-pool: what becomes of connections while nobody uses them, and
// how many there may be.
#include "tests/support/ByHand.h"
#include "tests/support/Case.h"
#include "tests/support/Eventually.h"
#include "tests/support/Numbered.h"

#include <vector>

namespace hop::test {
namespace {

using namespace std::chrono_literals;

/// One exchange by hand; the connection is idle then.
Connection idleConnection(Stage& stage, ByHand& hand,
                          const std::string& fields = "") {
  Client client = stage.connect();
  client.send(get("/first"));
  Connection upstream = hand.accept(client);
  (void)promptHead(upstream);
  upstream.send(reply(fields));
  (void)client.completeResponse();
  return upstream;
}

/// A GET is answered over a connection that is new.
void requireFresh(Stage& stage, ByHand& hand) {
  Client client = stage.connect();
  client.send(get("/fresh"));
  Connection upstream = hand.accept(client);
  require(promptHead(upstream).target() == "/fresh", "order-wrong",
          "another request");
  upstream.send(reply("", "fresh"));
  requireBody(client.completeResponse(), "fresh");
}

/// The control: an idle connection is there, and stays for a moment.
void requireIdle(Connection& upstream) {
  require(!upstream.closedWithin(kMoment), "not-reused",
          "the connection is not kept");
}

CASE(Step12, P_04, OctetsThatNobodyAskedFor) {
  ByHand hand(stage);
  Connection upstream = idleConnection(stage, hand);
  requireIdle(upstream);
  upstream.send(reply("", "poison"));
  requireFresh(stage, hand);
  require(upstream.closedWithin(kGone), "connection-kept",
          "the connection with octets that nobody asked for stays open");
}

CASE(Step12, P_05, AnEndIsTheEnd) {
  ByHand hand(stage);
  Connection upstream = idleConnection(stage, hand);
  requireIdle(upstream);
  upstream.finish();
  require(upstream.closedWithin(kGone), "connection-kept",
          "half a connection is kept");
  requireFresh(stage, hand);
  Connection other = idleConnection(stage, hand);
  other.reset();
  requireFresh(stage, hand);
}

CASE(Step12, P_08, IdleConnectionsEnd) {
  stage.options({"--timeout", "upstream-idle=700ms"});
  ByHand hand(stage);
  Connection upstream = idleConnection(stage, hand);
  requireIdle(upstream);
  require(upstream.closedWithin(kGone), "connection-kept",
          "idle for longer than it may be");
  requireFresh(stage, hand);
}

CASE(Step12, P_08b, TheUpstreamSaysHowLong) {
  ByHand hand(stage);
  Connection hinted =
      idleConnection(stage, hand, "Keep-Alive: timeout=2, max=9\r\n");
  requireIdle(hinted);
  require(hinted.closedWithin(2'000ms), "connection-kept",
          "not closed before the upstream does it");
  const Connection brief =
      idleConnection(stage, hand, "Keep-Alive: timeout=1\r\n");
  requireFresh(stage, hand);
}

/// That many requests under way at once, each on a connection of its own.
std::vector<Connection> together(Stage& stage, ByHand& hand, int count) {
  std::vector<Client> clients;
  std::vector<Connection> upstreams;
  for (int i = 0; i < count; ++i) {
    clients.push_back(stage.connect());
    clients.back().send(get("/" + std::to_string(i)));
    upstreams.push_back(hand.accept(clients.back()));
    (void)promptHead(upstreams.back());
  }
  for (Connection& upstream : upstreams) upstream.send(reply());
  for (Client& client : clients) (void)client.completeResponse();
  return upstreams;
}

CASE(Step12, P_09, AFewAreKept) {
  stage.options({"--limit", "upstream-idle=2"});
  ByHand hand(stage);
  auto upstreams = together(stage, hand, 5);
  int open = 0;
  for (Connection& upstream : upstreams) {
    if (!upstream.closedWithin(kMoment)) ++open;
  }
  require(open == 2, "connection-kept", std::to_string(open) + " are kept");
}

CASE(Step12, P_09b, TheOthersWaitForTheirTurn) {
  stage.options({"--limit", "upstream-connections=1"});
  ByHand hand(stage);
  Client one = stage.connect();
  one.send(get("/one"));
  Connection upstream = hand.accept(one);
  (void)promptHead(upstream);
  Client two = stage.connect();
  two.send(get("/two"));
  require(!hand.knocks(kMoment), "limit-ignored", "two at once");
  upstream.send(reply("", "one"));
  requireBody(one.completeResponse(), "one");
  const auto next = upstream.readHead(kPromptly);
  require(next && next->target() == "/two", "not-reused", "not the next one");
  upstream.send(reply("", "two"));
  requireBody(two.completeResponse(), "two");
}

CASE(Step12, P_09c, WhoeverWaitsTooLongIsToldSo) {
  stage.options({"--limit", "upstream-connections=1", "--timeout",
                 "upstream-queue=300ms"});
  ByHand hand(stage);
  Client one = stage.connect();
  one.send(get("/one"));
  Connection upstream = hand.accept(one);
  (void)promptHead(upstream);
  Client two = stage.connect();
  const Message refused = two.ask(get("/two"));
  require(refused.status() == 503, "status-wrong", refused.startLine);
  require(refused.has("Retry-After"), "field-lost", "503 without Retry-After");
  upstream.send(reply("", "one"));
  requireBody(one.completeResponse(), "one");
  two.send(get("/again"));
  const auto next = upstream.readHead(kPromptly);
  require(next && next->target() == "/again", "not-reused", "no place is left");
  upstream.send(reply("", "again"));
  requireBody(two.completeResponse(), "again");
}

CASE(Step12, P_12, AConnectionHasItsNumberOfRequests) {
  stage.options({"--limit", "upstream-uses=2"});
  numberConnections(stage);
  Client client = stage.connect();
  requirePooling(client);
  for (const std::string expected : {"2.1", "2.2", "3.1"}) {
    requireVia(client, get("/"), expected);
  }
}

CASE(Step12, P_12b, AConnectionHasItsAge) {
  stage.options({"--timeout", "upstream-age=900ms"});
  ByHand hand(stage);
  Connection upstream = idleConnection(stage, hand);
  requireIdle(upstream);
  Client client = stage.connect();
  client.send(get("/second"));
  require(upstream.readHead(kPromptly).has_value(), "not-reused",
          "the second request came over another connection");
  upstream.send(reply());
  (void)client.completeResponse();
  require(upstream.closedWithin(kGone), "connection-kept",
          "used again, and so for longer than it may be");
  requireFresh(stage, hand);
}

}  // namespace
}  // namespace hop::test
