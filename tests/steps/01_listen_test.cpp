// SPDX-License-Identifier: MIT
// 01-listen: being an HTTP server. What the answer says is no row: it is 501
// in 01 only, so "as the upstream says" is asked when one has been asked.
#include "tests/support/Case.h"

#include <thread>

namespace hop::test {
namespace {

const std::string kGarbage = "garbage\r\n\r\n";
const std::string kSmuggled = "GET /smuggled HTTP/1.1\r\nHost: t\r\n\r\n";

/// Answers /first with 404 and everything else with 200, so that two answers
/// can be told apart by their status.
void tellApart(Stage& stage) {
  stage.upstream().respondWith([](const Message& request) {
    const bool first = request.target() == "/first";
    return reply("", "ok", first ? "404 Not Found" : "200 OK");
  });
}

/// Two answers in the order of their requests. The fixed answer of 01 is the
/// same to both; behind a proxy that asks the upstream they differ.
void requireInOrder(Stage& stage, const Message& first, const Message& second) {
  if (stage.upstream().requests().empty()) return;
  require(first.status() == 404 && second.status() == 200, "order-wrong",
          "answered: " + first.startLine + ", then " + second.startLine);
}

CASE(Step01, R01_01, OneWellFormedResponse) {
  Client client = stage.connect();
  const Message response = client.ask(get("/"));
  require(response.startLine.starts_with("HTTP/1.1 "), "malformed-response",
          "not HTTP/1.1: " + response.startLine);
  require(!response.untilClose, "framing-wrong",
          "neither a length nor chunks: " + readable(response.rawHead));
  client.requireOpen();
}

CASE(Step01, R01_02, SecondRequestOnTheSameConnection) {
  Client client = stage.connect();
  client.ask(get("/first"));
  client.requireOpen();
  client.ask(get("/second"));
}

CASE(Step01, R01_03, TwoRequestsInOneSegment) {
  tellApart(stage);
  Client client = stage.connect();
  // A response to HEAD has no body: the wrong order breaks the framing too.
  client.send("HEAD /first HTTP/1.1\r\nHost: t\r\n\r\n" + get("/second"));
  const Message first = client.completeResponse("HEAD");
  const Message second = client.completeResponse();
  client.requireOpen();
  requireInOrder(stage, first, second);
}

CASE(Step01, R01_04, ConnectionCloseIsObeyed) {
  stage.upstream().respond(reply("Connection: keep-alive\r\n"));
  Client client = stage.connect();
  const Message response = client.ask(get("/", "Connection: close\r\n"));
  client.requireClosed();
  require(sameName(response.value("Connection"), "close"), "field-lost",
          "it closes and does not say so: " + readable(response.rawHead));
}

CASE(Step01, R01_05, OldClientWithoutHost) {
  // What must not cross: chunks are unknown to HTTP/1.0.
  stage.upstream().respond(
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
      "2\r\nok\r\n0\r\n\r\n");
  Client client = stage.connect();
  const Message response = client.ask("GET / HTTP/1.0\r\n\r\n");
  require(response.startLine.starts_with("HTTP/1.0 ") ||
              response.startLine.starts_with("HTTP/1.1 "),
          "malformed-response", "another version: " + response.startLine);
  require(!response.has("Transfer-Encoding"), "framing-wrong",
          "Transfer-Encoding in a response to HTTP/1.0");
  client.requireClosed();
}

CASE(Step01, R01_06, OldClientMayKeepTheConnection) {
  Client client = stage.connect();
  const std::string request =
      "GET / HTTP/1.0\r\nHost: t\r\nConnection: keep-alive\r\n\r\n";
  const Message response = client.ask(request);
  if (!sameName(response.value("Connection"), "keep-alive")) {
    return client.requireClosed();
  }
  require(!response.untilClose, "framing-wrong", "kept open without a length");
  client.requireOpen();
  client.ask(request);
}

CASE(Step01, R01_07, HeadHasNoBody) {
  Client client = stage.connect();
  client.send("HEAD / HTTP/1.1\r\nHost: t\r\n\r\n");
  client.completeResponse("HEAD");
  client.requireOpen();  // and no octet of a body
  client.ask(get("/next"));
}

CASE(Step01, R01_08, GarbageIsRefused) {
  Client client = stage.connect();
  const Message response = client.ask(kGarbage);
  require(response.status() == 400, "status-wrong",
          "garbage was answered with " + response.startLine);
  client.requireClosed();
  stage.requireNothingForwarded();
}

CASE(Step01, R01_10, SlowHeadIsAnsweredWhenComplete) {
  using namespace std::chrono_literals;
  // Long enough for an impatient reader, far below any head timeout.
  constexpr auto kPause = 100ms;
  Client client = stage.connect();
  for (const auto* piece : {"GET / HT", "TP/1.1\r\nHo", "st: t\r\n"}) {
    client.send(piece);
    std::this_thread::sleep_for(kPause);
    // A proxy that has closed shows below, as a response that never comes.
    if (client.connection().closedWithin(0ms)) break;
    client.requireSilence();
  }
  client.send("\r\n");
  client.completeResponse();
}

CASE(Step01, R01_11, TooManyFieldsAreRefused) {
  // More than POCO's limit of 100 and than ours of 128 later.
  constexpr int kTooMany = 300;
  std::string fields;
  for (int i = 0; i < kTooMany; ++i) fields += "A: 1\r\n";
  Client client = stage.connect();
  const Message response = client.ask(get("/", fields));
  require(response.status() == 431 || response.status() == 400, "not-refused",
          "300 fields were answered with " + response.startLine);
  client.requireClosed();
  stage.requireNothingForwarded();
  stage.connect().ask(get("/still-serving"));
}

CASE(Step01, CL28, NoBodyThenASecondRequest) {
  Client client = stage.connect();
  client.send("POST /p HTTP/1.1\r\nHost: t\r\nContent-Length: 0\r\n\r\n" +
              kSmuggled);
  client.completeResponse();
  client.completeResponse();
  client.requireOpen();
  const auto requests = stage.upstream().requests();
  if (requests.empty()) return;  // 01 asks nobody
  require(requests.size() == 2 && requests[0].target() == "/p" &&
              requests[0].body.empty() && requests[1].target() == "/smuggled",
          "mixed-up", std::to_string(requests.size()) + " requests arrived");
}

CASE(Step01, DS08, PipelinedGetsInOrder) {
  tellApart(stage);
  Client client = stage.connect();
  client.send(get("/first") + get("/second"));
  const Message first = client.completeResponse();
  const Message second = client.completeResponse();
  client.requireOpen();
  requireInOrder(stage, first, second);
}

CASE(Step01, SQ15, NothingIsReadAfterAnError) {
  Client client = stage.connect();
  client.send(kGarbage + kSmuggled);
  const Message response = client.completeResponse();
  require(response.status() / 100 == 4, "status-wrong",
          "garbage was answered with " + response.startLine);
  client.requireClosed();  // without an answer to the second
  stage.requireNothingForwarded();
}

}  // namespace
}  // namespace hop::test
