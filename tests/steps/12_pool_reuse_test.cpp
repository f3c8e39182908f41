// SPDX-License-Identifier: MIT
// 12-connection-pool: which connections are used again, and which are not.
#include "tests/support/BodyReader.h"
#include "tests/support/ByHand.h"
#include "tests/support/Case.h"
#include "tests/support/HopByHop.h"
#include "tests/support/HostileUpstream.h"
#include "tests/support/Numbered.h"

#include <vector>

namespace hop::test {
namespace {

using namespace std::chrono_literals;

CASE(Step12, P_01, RequestsShareAConnection) {
  numberConnections(stage);
  Client client = stage.connect();
  requirePooling(client);
  requireVia(client, post("some octets"), "1.3");
  requireVia(client,
             "POST / HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked"
             "\r\n\r\n2\r\nab\r\n0\r\n\r\n",
             "1.4");
  // Whoever is the next client, and whatever becomes of its own connection.
  Client other = stage.connect();
  requireVia(other, get("/", "Connection: close\r\n"), "1.5");
  other.requireClosed();
  Client last = stage.connect();
  requireVia(last, get("/"), "1.6");
  for (const Message& request : stage.upstream().requests()) {
    require(!connectionNames(request, "close"), "connection-lost",
            "close was said to the upstream: " + readable(request.rawHead));
  }
}

CASE(Step12, P_02, EveryEndThatIsFramed) {
  const std::vector<std::string> answers{
      "HTTP/1.1 204 No Content\r\n\r\n",
      "HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\n\r\n",
      "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n"
      "X-Late: yes\r\n\r\n",
      "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\n\r\n" + reply(),
      "HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: "
      "2\r\n\r\nok",
      reply("", std::string(300'000, 'x'))};
  numberConnections(stage, [answers](Connection& connection,
                                     const Message& request,
                                     const std::string& usual) {
    const auto target = request.target();
    if (request.method() == "HEAD") {
      return connection.send("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n");
    }
    if (!target.starts_with("/answer/")) return connection.send(usual);
    return connection.send(answers.at(std::stoul(target.substr(8))));
  });
  Client client = stage.connect();
  requirePooling(client);
  for (std::size_t i = 0; i < answers.size(); ++i) {
    (void)client.ask(get("/answer/" + std::to_string(i)));
  }
  client.send("HEAD / HTTP/1.1\r\nHost: t\r\n\r\n");
  (void)client.completeResponse("HEAD");
  requireVia(client, get("/"), "1." + std::to_string(answers.size() + 4));
}

/// The third exchange on a connection ends like this; the one after it must
/// have another connection.
void requireNotKept(const std::string& answer, Then then,
                    const std::vector<std::string>& options = {}) {
  onFreshStage([&](Stage& stage) {
    stage.options(options);
    numberConnections(stage, [&](Connection& connection, const Message& request,
                                 const std::string& usual) {
      const bool odd = request.target() == "/odd";
      connection.send(odd ? answer : usual);
      return !odd || then == Then::GoesOn;
    });
    Client client = stage.connect();
    requirePooling(client);
    Client odd = stage.connect();
    odd.send(get("/odd"));
    (void)odd.connection().readMessage(kPatience, "GET");
    require(stage.upstream().connections() == 1, "not-reused",
            "the odd answer had a connection of its own");
    requireVia(client, get("/"), "2.1");
  });
}

CASE(Step12, P_03, WhatIsOddIsNotKept) {
  requireNotKept(
      "HTTP/1.1 200 OK\r\nConnection: x, Close\r\n"
      "Content-Length: 2\r\n\r\nok",
      Then::GoesOn);
  requireNotKept("HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok",
                 Then::GoesOn);
  requireNotKept("HTTP/1.1 200 OK\r\n\r\nuntil the end", Then::Closes);
  requireNotKept(reply() + "HTTP/1.1 200 OK\r\n\r\n", Then::GoesOn);
  requireNotKept("HTTP/1.1 304 Not Modified\r\n\r\nbody", Then::GoesOn);
  requireNotKept("HTTP/1.1 2x0 OK\r\nContent-Length: 2\r\n\r\nok",
                 Then::GoesOn);
  requireNotKept(
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
      "2\r\nok\r\nx\r\n",
      Then::GoesOn);
  requireNotKept("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf",
                 Then::Closes);
  requireNotKept(
      "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n"
      "Connection: Upgrade\r\n\r\n",
      Then::GoesOn);
}

CASE(Step12, P_03b, WhatIsLateIsNotKept) {
  requireNotKept("", Then::GoesOn, {"--timeout", "response-head=300ms"});
  requireNotKept("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf",
                 Then::GoesOn, {"--timeout", "response-body=300ms"});
}

CASE(Step12, P_03c, AnAnswerBeforeTheEndOfItsRequest) {
  ByHand hand(stage);
  Client client = stage.connect();
  client.send(get("/control"));
  Connection upstream = hand.accept(client);
  (void)promptHead(upstream);
  upstream.send(reply());
  (void)client.completeResponse();
  client.send(get("/control"));
  require(upstream.readHead(kPromptly).has_value(), "not-reused",
          "the second request came over another connection");
  upstream.send(reply());
  (void)client.completeResponse();
  client.send("POST /early HTTP/1.1\r\nHost: t\r\nContent-Length: 5\r\n\r\nhe");
  require(upstream.readHead(kPromptly).has_value(), "not-reused",
          "the third request came over another connection");
  upstream.send(reply("", "no thanks", "413 Content Too Large"));
  (void)client.completeResponse();
  client.send("llo");
  Client next = stage.connect();
  next.send(get("/next"));
  Connection fresh = hand.accept(next);
  require(promptHead(fresh).target() == "/next", "order-wrong", "not the next");
  fresh.send(reply());
  (void)next.completeResponse();
}

CASE(Step12, P_03d, AClientThatLeftTakesItsConnectionAlong) {
  ByHand hand(stage);
  Client client = stage.connect();
  Connection upstream = [&] {
    client.send(get("/control"));
    Connection made = hand.accept(client);
    (void)promptHead(made);
    made.send(reply());
    (void)client.completeResponse();
    return made;
  }();
  client.send(get("/half"));
  require(upstream.readHead(kPromptly).has_value(), "not-reused",
          "the second request came over another connection");
  upstream.send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf");
  (void)client.connection().readOctets(40, kPatience);
  client.connection().close();
  requireAborted(upstream);
  Client next = stage.connect();
  next.send(get("/next"));
  Connection fresh = hand.accept(next);
  (void)promptHead(fresh);
  fresh.send(reply());
  (void)next.completeResponse();
}

CASE(Step12, P_11, TheLastOneUsedIsTheFirstToBeUsed) {
  ByHand hand(stage);
  Client one = stage.connect();
  Client two = stage.connect();
  one.send(get("/one"));
  Connection older = hand.accept(one);
  (void)promptHead(older);
  two.send(get("/two"));
  Connection newer = hand.accept(two);
  (void)promptHead(newer);
  // The newer connection becomes idle first, so the older is the fresher one.
  newer.send(reply());
  (void)two.completeResponse();
  older.send(reply());
  (void)one.completeResponse();
  for (const std::string target : {"/three", "/four"}) {
    two.send(get(target));
    const auto head = older.readHead(kPromptly);
    require(head.has_value(), "not-reused", target + " came elsewhere");
    require(head->target() == target, "order-wrong", head->startLine);
    older.send(reply());
    (void)two.completeResponse();
  }
}

}  // namespace
}  // namespace hop::test
