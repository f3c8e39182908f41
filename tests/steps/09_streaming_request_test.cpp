// SPDX-License-Identifier: MIT
// 09-streaming: what the client has sent, the upstream has, also when the
// client has not sent all; and both directions at the same time.
#include "tests/support/ByHand.h"
#include "tests/support/Case.h"
#include "tests/support/Checks.h"
#include "tests/support/Eventually.h"

#include <atomic>
#include <memory>
#include <thread>
#include <vector>

namespace hop::test {
namespace {

using namespace std::chrono_literals;

const std::string kPost = "POST /p HTTP/1.1\r\nHost: t\r\n";

/// "Begin" reaches the upstream although "End" has not been sent.
void requireBeginFirst(Stage& stage, const std::string& begin,
                       const std::string& end) {
  ByHand hand(stage);
  Client client = stage.connect();
  client.send(kPost + begin);
  Connection upstream = hand.accept(client);
  const Message head = promptHead(upstream);
  BodyReader body(upstream, head);
  body.expect("Begin");
  client.send(end);
  body.expect("End");
  body.expectEnd();
  upstream.send(reply("", "thanks"));
  requireBody(client.completeResponse("POST"), "thanks");
}

CASE(Step09, R09_06, ChunkIsNotHeldBack) {
  requireBeginFirst(stage, "Transfer-Encoding: chunked\r\n\r\n5\r\nBegin\r\n",
                    "3\r\nEnd\r\n0\r\n\r\n");
}

CASE(Step09, R09_07, BodyWithLengthIsNotHeldBack) {
  requireBeginFirst(stage, "Content-Length: 8\r\n\r\nBegin", "End");
}

CASE(Step09, SQ03, SlowBodyHasItsTime) {
  // The upstream's time for its head begins with the end of the request.
  const std::string octets = pattern(10, 3);
  stage.options({"--timeout", "response-head=500ms"});
  ByHand hand(stage);
  Client client = stage.connect();
  client.send(kPost + "Content-Length: 10\r\n\r\n");
  Connection upstream = hand.accept(client);
  const Message head = promptHead(upstream);
  BodyReader body(upstream, head);
  for (const char octet : octets) {
    client.send({&octet, 1});
    body.expect(std::string(1, octet));
    std::this_thread::sleep_for(100ms);
  }
  body.expectEnd();
  upstream.send(reply());
  const Message response = client.completeResponse("POST");
  require(response.status() == 200, "timeout-wrong", response.startLine);
  requireBody(response, "ok");
}

CASE(Step09, R09_08, HundredRoundsInOneExchange) {
  // Two hops a round: a proxy that collects for 20 ms, or that waits for a
  // delayed acknowledgement (40 ms), needs longer. Usual are 30 ms for all.
  constexpr auto kAllRounds = 4'000ms;
  ByHand hand(stage);
  Client client = stage.connect();
  client.send(kPost + "Transfer-Encoding: chunked\r\n\r\n");
  Connection upstream = hand.accept(client);
  const Message request = promptHead(upstream);
  BodyReader up(upstream, request);
  upstream.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
  const Message response = promptHead(client.connection());
  BodyReader down(client.connection(), response);
  const auto start = std::chrono::steady_clock::now();
  for (int i = 0; i < 100; ++i) {
    client.send("4\r\nping\r\n");
    up.expect("ping");
    upstream.send("4\r\npong\r\n");
    down.expect("pong");
  }
  require(std::chrono::steady_clock::now() - start < kAllRounds,
          "event-delayed", "a hundred rounds took longer than they may");
  client.send("0\r\n\r\n");
  up.expectEnd();
  upstream.send("0\r\n\r\n");
  down.expectEnd();
}

/// A slow upload has begun: its first octet is at the upstream.
Client beginUpload(Stage& stage, std::size_t number) {
  Client client = stage.connect();
  client.send("POST /" + std::to_string(number) +
              " HTTP/1.1\r\nHost: t\r\nContent-Length: 2\r\n\r\n1");
  return client;
}

/// Counts the uploads that have begun, and answers each request by its name.
void answer(Connection& connection, std::atomic<std::size_t>& begun) {
  const auto head = connection.readHead(kPatience);
  if (!head) return;
  if (head->method() == "POST") {
    BodyReader body(connection, *head);
    if (body.take(1, kPatience) == "1") ++begun;
    if (body.take(1, 20s) != "2") return;
  }
  connection.send(reply("", head->target()));
}

void requireAnswered(Client& client, const std::string& name) {
  const Message response = client.completeResponse();
  require(response.status() == 200, "status-wrong", response.startLine);
  require(response.body == name, "mixed-up",
          name + " got " + readable(response.body));
}

CASE(Step09, R09_39, SlowUploadsHarmNobody) {
  constexpr std::size_t kEach = 100;
  const auto begun = std::make_shared<std::atomic<std::size_t>>(0);
  stage.upstream().script(
      [begun](Connection& connection) { answer(connection, *begun); });
  std::vector<Client> uploads;
  uploads.reserve(kEach);
  for (std::size_t i = 0; i < kEach; ++i) {
    uploads.push_back(beginUpload(stage, i));
  }
  for (std::size_t i = 0; i < kEach; ++i) {
    Client client = stage.connect();
    client.send(get("/quick/" + std::to_string(i)));
    requireAnswered(client, "/quick/" + std::to_string(i));
  }
  require(eventually([&] { return *begun == kEach; }, kPromptly),
          "event-delayed",
          std::to_string(*begun) + " of the slow uploads have begun");
  for (Client& client : uploads) client.send("2");
  for (std::size_t i = 0; i < kEach; ++i) {
    requireAnswered(uploads[i], "/" + std::to_string(i));
  }
}

CASE(Step09, R09_09, EarlyAnswerIsNotHeldBack) {
  ByHand hand(stage);
  Client client = stage.connect();
  client.send(kPost + "Content-Length: 1000000\r\n\r\nab");
  Connection upstream = hand.accept(client);
  const auto head = upstream.readHead(kPromptly);
  upstream.send(reply("Connection: close\r\n", "enough", "413 Too Large"));
  const auto response = client.connection().readMessage(kPromptly, "POST");
  require(response.has_value(), "early-response-lost",
          "the answer waits for the end of the upload");
  require(response->status() == 413, "status-wrong", response->startLine);
  requireBody(*response, "enough");
  require(head.has_value(), "event-delayed", "the head was held back");
  BodyReader(upstream, *head).expect("ab");
}

CASE(Step09, R09_10, UploadEndsWithTheEarlyAnswer) {
  const std::string more(300'000, 'x');
  ByHand hand(stage);
  Client client = stage.connect();
  client.send(kPost + "Content-Length: 1000000\r\n\r\nab");
  Connection upstream = hand.accept(client);
  upstream.readHead(kPromptly);
  upstream.send(reply("Connection: close\r\n", "enough", "413 Too Large"));
  const auto head = client.connection().readHead(kPromptly);
  require(head.has_value(), "early-response-lost",
          "the answer waits for the end of the upload");
  // Goes on for a while, as a client does that has not looked yet.
  client.send(more);
  BodyReader(client.connection(), *head).expect("enough", kPatience);
  require(head->status() == 413, "status-wrong", head->startLine);
  requireField(*head, "Connection", "close");
  require(upstream.closedWithin(kPatience), "not-aborted",
          "the upload goes on although it was refused");
  require(upstream.unread().size() < 1'000'000, "not-aborted",
          "the upload was completed");
  client.requireClosed();
  // Whoever still sends is listened to for a while, not for ever.
  const auto refused = [&client] { return !client.connection().send("x"); };
  require(eventually(refused), "connection-kept", "it is drained for ever");
  hand.requireServing();
}

CASE(Step09, R09_11, EarlyAnswerAndUploadGoOnTogether) {
  ByHand hand(stage);
  Client client = stage.connect();
  client.send(kPost + "Content-Length: 15\r\n\r\nfirst");
  Connection upstream = hand.accept(client);
  const Message request = promptHead(upstream);
  BodyReader up(upstream, request);
  up.expect("first");
  upstream.send("HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\none");
  const Message response = promptHead(client.connection());
  BodyReader down(client.connection(), response);
  down.expect("one");
  client.send("second");
  up.expect("second");
  upstream.send("two");
  down.expect("two");
  client.send("last");
  up.expect("last");
  up.expectEnd();
  upstream.send("three");
  down.expect("three");
  down.expectEnd();
}

}  // namespace
}  // namespace hop::test
