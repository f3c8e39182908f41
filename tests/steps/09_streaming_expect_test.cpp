// SPDX-License-Identifier: MIT
// 09-streaming: Expect: 100-continue is a question to the upstream, and the
// answer is the upstream's (RFC 9110 section 10.1.1).
#include "tests/support/ByHand.h"
#include "tests/support/Case.h"
#include "tests/support/Checks.h"
#include "tests/support/HopByHop.h"

#include <vector>

namespace hop::test {
namespace {

using namespace std::chrono_literals;

/// A request whose body is kept back until 100 comes.
std::string asking(const std::string& body) {
  const std::string request = post(body, "Expect: 100-continue\r\n");
  return request.substr(0, request.size() - body.size());
}

const std::string kContinue = "HTTP/1.1 100 Continue\r\n\r\n";

/// A client that has asked and keeps its body, and the upstream that was asked.
struct Asked {
  Client client;
  Connection upstream;
};

Asked ask(Stage& stage, ByHand& hand, const std::string& body = "hello") {
  Client client = stage.connect();
  client.send(asking(body));
  Connection upstream = hand.accept(client);
  const auto early = client.connection().readHead(kMoment);
  require(!early.has_value(), "continue-wrong",
          "nobody has answered yet, and the client got " +
              (early ? early->startLine : ""));
  const Message request = promptHead(upstream);
  require(request.value("Expect") == "100-continue", "continue-wrong",
          "the question was not passed on: " + readable(request.rawHead));
  return {std::move(client), std::move(upstream)};
}

/// The body flows, and the answer comes back.
void completeUpload(Asked& asked) {
  asked.client.send("hello");
  require(asked.upstream.readOctets(5, kPromptly) == "hello", "event-delayed",
          "the body is held back");
  asked.upstream.send(reply("", "thanks"));
  const Message response = asked.client.completeResponse("POST");
  require(response.status() == 200, "status-wrong", response.startLine);
  require(response.interim.empty(), "continue-wrong", "100 came again");
  requireBody(response, "thanks");
}

CASE(Step09, R09_27, ContinueIsTheUpstreams) {
  ByHand hand(stage);
  Asked asked = ask(stage, hand);
  asked.upstream.send(kContinue);
  const auto answer = asked.client.connection().readHead(kPromptly);
  require(answer.has_value() && answer->status() == 100, "continue-wrong",
          "the upstream's 100 did not arrive");
  completeUpload(asked);
}

/// What a client sends as its body after a refusal is no request.
void requireNoSmuggling(Stage& stage, Client& client, const Message& refusal) {
  if (connectionNames(refusal, "close")) client.requireClosed();
  client.send(get("/smuggled"));
  client.connection().closedWithin(kMoment);
  const std::string seen = stage.lanes().text(Lane::UpstreamReceived);
  require(seen.find("/smuggled") == seen.npos, "body-parsed-as-request", seen);
}

CASE(Step09, R09_28, RefusalWithoutContinue) {
  ByHand hand(stage);
  for (const std::string status : {"417 Expectation Failed", "403 Forbidden"}) {
    Asked asked = ask(stage, hand, get("/smuggled"));
    asked.upstream.send(reply("", "no", status));
    const auto refusal =
        asked.client.connection().readMessage(kPromptly, "POST");
    require(refusal.has_value(), "early-response-lost",
            "the refusal waits for the body");
    require(refusal->startLine == "HTTP/1.1 " + status, "status-wrong",
            refusal->startLine);
    require(refusal->interim.empty(), "continue-wrong",
            "the body was asked for");
    requireBody(*refusal, "no");
    requireNoSmuggling(stage, asked.client, *refusal);
  }
  hand.requireServing();
}

CASE(Step09, R09_29, ClientThatWaitsNoLonger) {
  ByHand hand(stage);
  // The client's own timer is the time that ask() watches for a 100.
  Asked asked = ask(stage, hand);
  completeUpload(asked);
}

CASE(Step09, R09_31, BodyThatDoesNotWait) {
  ByHand hand(stage);
  Client client = stage.connect();
  client.send(asking("hello") + "hello");
  Connection upstream = hand.accept(client);
  const Message head = promptHead(upstream);
  upstream.send(kContinue);
  BodyReader(upstream, head).expect("hello");
  upstream.send(reply("", "thanks"));
  const Message response = client.completeResponse("POST");
  require(response.status() == 200, "status-wrong", response.startLine);
  requireBody(response, "thanks");
  require(response.interim.size() <= 1, "continue-wrong", "100 came twice");
  upstream.close();
  client.send(get("/next"));
  Connection next = hand.accept(client);
  require(promptHead(next).target() == "/next", "order-wrong", "not the next");
}

}  // namespace
}  // namespace hop::test
