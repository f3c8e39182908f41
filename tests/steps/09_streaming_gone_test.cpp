// SPDX-License-Identifier: MIT
// 09-streaming: a client that goes away takes its request with it. The
// upstream learns by the end of its connection; HTTP/1 has no other word.
#include "tests/support/ByHand.h"
#include "tests/support/Case.h"
#include "tests/support/Checks.h"

namespace hop::test {
namespace {

const std::string kPost = "POST /p HTTP/1.1\r\nHost: t\r\n";

/// How a client leaves: FIN or RST.
using Leave = void (Connection::*)();

/// A request that the upstream has and does not answer.
struct Waiting {
  Client client;
  Connection upstream;
};

Waiting waitForAnswer(Stage& stage, ByHand& hand, const std::string& request,
                      const std::string& body = "") {
  Client client = stage.connect();
  client.send(request);
  Connection upstream = hand.accept(client);
  const auto arrived = upstream.readMessage(kPatience);
  require(arrived.has_value(), "not-forwarded", "no request has arrived");
  requireBody(*arrived, body);
  return {std::move(client), std::move(upstream)};
}

CASE(Step09, R09_14, ClientLeavesBeforeTheAnswer) {
  ByHand hand(stage);
  for (const Leave leave : {&Connection::close, &Connection::reset}) {
    Waiting waiting = waitForAnswer(stage, hand, get("/slow"));
    (waiting.client.connection().*leave)();
    requireAborted(waiting.upstream);
  }
  hand.requireServing();
}

CASE(Step09, R09_15, ClientLeavesInTheMiddleOfTheAnswer) {
  // More than a buffer holds back, so that every proxy that copies bodies has
  // begun. The client takes all that comes: nobody can learn that it has gone
  // from an octet that does not fit.
  const std::string part = pattern(65'536);
  ByHand hand(stage);
  for (const Leave leave : {&Connection::reset, &Connection::close}) {
    Waiting waiting = waitForAnswer(stage, hand, get("/long"));
    Connection& client = waiting.client.connection();
    waiting.upstream.send("HTTP/1.1 200 OK\r\nContent-Length: 999999\r\n\r\n" +
                          part);
    BodyReader body(client, promptHead(client));
    body.expect(part.substr(0, 8'192));
    body.take(part.size() - 8'192, kMoment);
    (client.*leave)();
    requireAborted(waiting.upstream);
  }
  hand.requireServing();
}

CASE(Step09, R09_32, HalfClosedClientIsGone) {
  ByHand hand(stage);
  Waiting waiting = waitForAnswer(stage, hand, get("/slow"));
  waiting.client.connection().finish();
  requireAborted(waiting.upstream);
  hand.requireServing();
}

CASE(Step09, SQ11, HalfClosedUploadIsGone) {
  ByHand hand(stage);
  const std::string chunked =
      "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n";
  for (const std::string& request : {post("hello"), kPost + chunked}) {
    Waiting waiting = waitForAnswer(stage, hand, request, "hello");
    waiting.client.connection().finish();
    requireAborted(waiting.upstream);
  }
  hand.requireServing();
}

CASE(Step09, SQ08, ClientVanishesAtOnce) {
  ByHand hand(stage);
  hand.requireServing();  // the way is there, so that no connection means no
  for (const Leave leave : {&Connection::close, &Connection::reset}) {
    Client client = stage.connect();
    client.send(get("/slow"));
    (client.connection().*leave)();
    if (!hand.knocks(kPromptly)) continue;  // noticed before it was forwarded
    Connection upstream = hand.accept();
    requireAborted(upstream);
  }
  hand.requireServing();
}

}  // namespace
}  // namespace hop::test
