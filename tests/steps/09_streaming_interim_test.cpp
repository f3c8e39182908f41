// SPDX-License-Identifier: MIT
// 09-streaming: an interim response is not the answer, and not ours to keep
// (RFC 9110 section 15.2). It crosses like any head: cleaned, and at once.
#include "tests/support/ByHand.h"
#include "tests/support/Case.h"
#include "tests/support/Checks.h"
#include "tests/support/HopByHop.h"

#include <vector>

namespace hop::test {
namespace {

const std::string kHints =
    "HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\n\r\n";
/// Date is there, so that two final heads can be compared.
const std::string kFinal = reply("Date: Sun, 22 Nov 2026 10:00:00 GMT\r\n");

/// "/" is answered with these octets, everything else with the final response.
void respondToRoot(Stage& stage, const std::string& octets) {
  stage.upstream().respondWith([octets](const Message& request) {
    return request.target() == "/" ? octets : kFinal;
  });
}

/// @param timeout short, because a proxy that takes 103 for the answer leaves
///   the client without one.
Message askIn(Stage& stage, const std::string& version,
              const std::string& target = "/",
              std::chrono::milliseconds timeout = kPromptly) {
  Client client = stage.connect();
  client.send("GET " + target + " HTTP/" + version + "\r\nHost: t\r\n\r\n");
  const auto response = client.connection().readMessage(timeout);
  require(response.has_value(), "no-response", "no final response came");
  return *response;
}

/// The response to a GET, to these octets of the upstream.
Message responseTo(Stage& stage, const std::string& octets) {
  respondToRoot(stage, octets);
  return askIn(stage, "1.1");
}

std::vector<int> interimStatuses(const Message& response) {
  std::vector<int> statuses;
  for (const Message& one : response.interim) statuses.push_back(one.status());
  return statuses;
}

std::string listed(const std::vector<int>& statuses) {
  std::string text;
  for (const int status : statuses) text += " " + std::to_string(status);
  return "before the answer came:" + text;
}

void requireStatus(const Message& response, int status) {
  require(response.status() == status, "status-wrong", response.startLine);
}

CASE(Step09, R09_22, HintsComeFirst) {
  ByHand hand(stage);
  Client client = stage.connect();
  client.send(get());
  Connection upstream = hand.accept(client);
  promptHead(upstream);
  upstream.send("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\nLink: </b>\r\n\r\n");
  const auto hints = client.connection().readHead(kPromptly);
  require(hints.has_value() && hints->status() == 103, "interim-lost",
          "the hints have not arrived before the answer was made");
  require(hints->all("Link") == std::vector<std::string>{"</a>", "</b>"},
          "repeated-field-lost", readable(hints->rawHead));
  upstream.send(reply("", "answer"));
  const auto response = client.connection().readMessage(kPromptly);
  require(response.has_value(), "no-response", "no final response came");
  requireStatus(*response, 200);
  requireBody(*response, "answer");
}

CASE(Step09, R09_23, AllOfThemInOrder) {
  const std::string processing = "HTTP/1.1 102 Processing\r\n\r\n";
  const Message response =
      responseTo(stage, processing + processing + processing + kHints + kFinal);
  const auto statuses = interimStatuses(response);
  require(!statuses.empty(), "interim-lost", "none has arrived");
  require(statuses == std::vector<int>{102, 102, 102, 103}, "order-wrong",
          listed(statuses));
  requireStatus(response, 200);
  requireBody(response, "ok");
}

CASE(Step09, R09_24, ContinueThatNobodyAskedFor) {
  const Message response =
      responseTo(stage, "HTTP/1.1 100 Continue\r\n\r\n" + kHints + kFinal);
  auto statuses = interimStatuses(response);
  require(!statuses.empty() && statuses.back() == 103, "interim-lost",
          listed(statuses));
  statuses.pop_back();
  require(statuses.empty() || statuses == std::vector<int>{100},
          "continue-wrong", listed(interimStatuses(response)));
  requireStatus(response, 200);
}

CASE(Step09, R09_25, NoneForAnOldClient) {
  const Message control = responseTo(stage, kHints + kFinal);
  require(interimStatuses(control) == std::vector<int>{103}, "interim-lost",
          "an HTTP/1.1 client gets none either");
  const Message response = askIn(stage, "1.0");
  require(response.interim.empty(), "malformed-response",
          listed(interimStatuses(response)));
  requireStatus(response, 200);
  requireBody(response, "ok");
}

CASE(Step09, R09_26, FinalHeadIsNotTouched) {
  const std::string early =
      "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\nX-Early: 1\r\n"
      "Content-Type: text/early\r\n\r\n";
  const Message response = responseTo(stage, early + kFinal);
  const Message plain = askIn(stage, "1.1", "/plain");
  require(interimStatuses(response) == std::vector<int>{103}, "interim-lost",
          listed(interimStatuses(response)));
  requireField(response.interim.front(), "X-Early", "1");
  require(response.rawHead == plain.rawHead, "field-invented",
          "after the hints it was " + readable(response.rawHead) +
              "without them " + readable(plain.rawHead));
}

/// The first interim response of what the upstream says.
Message firstInterim(const Message& response) {
  require(!response.interim.empty(), "interim-lost", "none has arrived");
  return response.interim.front();
}

CASE(Step09, R05_24, HintsAreCleaned) {
  const Message response =
      responseTo(stage,
                 "HTTP/1.1 103 Early Hints\r\nConnection: X-H\r\nX-H: 1\r\n"
                 "X-Keep: 1\r\n\r\n" +
                     kFinal);
  const Message hints = firstInterim(response);
  require(hints.status() == 103, "status-wrong", hints.startLine);
  requireStripped(hints, {"Connection", "X-H"});
  requireStatus(response, 200);
}

CASE(Step09, UR40, ProcessingIsCleaned) {
  const Message response =
      responseTo(stage,
                 "HTTP/1.1 102 Processing\r\nConnection: X-N\r\nX-N: 1\r\n"
                 "Keep-Alive: 1\r\nX-Keep: 1\r\n\r\n" +
                     reply("", "hello"));
  const Message processing = firstInterim(response);
  require(processing.status() == 102, "status-wrong", processing.startLine);
  requireStripped(processing, {"Connection", "X-N", "Keep-Alive"});
  requireStatus(response, 200);
  requireBody(response, "hello");
}

CASE(Step09, UR41, HintsAndNothingElse) {
  stage.upstream().respondAndClose(kHints);
  const Message response = askIn(stage, "1.1");
  require(firstInterim(response).status() == 103, "interim-lost",
          response.startLine);
  require(response.status() == 502, "wrong-blame", response.startLine);
  stage.upstream().respond(reply());
  stage.requireServing();
}

CASE(Step09, UR43, FloodOfHintsIsBounded) {
  constexpr std::size_t kFlood = 1'000;
  constexpr long kBudgetKiB = 8L * 1'024;  // all of it is below 100 KiB
  std::string flood;
  for (std::size_t i = 0; i < kFlood; ++i) flood += kHints;
  respondToRoot(stage, flood + kFinal);
  requireStatus(askIn(stage, "1.1", "/plain"), 200);
  const long before = stage.proxy().residentKiB().value_or(0);
  const Message response = askIn(stage, "1.1", "/", 2 * kPromptly);
  require(!response.interim.empty(), "interim-lost", "none has arrived");
  const bool all =
      response.interim.size() == kFlood && response.status() == 200;
  require(
      all || response.status() == 502, "wrong-blame",
      std::to_string(response.interim.size()) + ", then " + response.startLine);
  const long now = stage.proxy().residentKiB().value_or(0);
  require(now - before <= kBudgetKiB, "memory-grown",
          std::to_string(before) + " KiB, now " + std::to_string(now));
  stage.requireServing();
}

}  // namespace
}  // namespace hop::test
