// SPDX-License-Identifier: MIT
// 09-streaming: whoever stops in the middle of a body is waited for, but not
// for ever.
#include "tests/support/ByHand.h"
#include "tests/support/Case.h"
#include "tests/support/Checks.h"
#include "tests/support/HopByHop.h"

#include <future>
#include <thread>
#include <vector>

namespace hop::test {
namespace {

using namespace std::chrono_literals;

/// A pause that is shorter than the timers of these cases (600 ms), by enough
/// for a busy machine; five of them are longer.
constexpr auto kShortPause = 200ms;
constexpr int kPauses = 5;

/// The upstream begins a body, makes short pauses, and then a long one.
void requireCut(Stage& stage, const std::string& framing,
                const std::string& piece) {
  stage.options({"--timeout", "response-body=600ms"});
  ByHand hand(stage);
  Client client = stage.connect();
  client.send(get());
  Connection upstream = hand.accept(client);
  promptHead(upstream);
  upstream.send("HTTP/1.1 200 OK\r\n" + framing + "\r\n\r\n");
  const Message head = promptHead(client.connection());
  BodyReader body(client.connection(), head);
  for (int i = 0; i < kPauses; ++i) {
    std::this_thread::sleep_for(kShortPause);
    upstream.send(piece);
    body.expect("x");
  }
  require(body.take(1, kPatience).empty(), "body-altered", "octets from where");
  require(!body.ended(), "truncation-hidden", "the end looks like an end");
  require(client.connection().closedWithin(0ms), "timeout-wrong",
          "the client waits for ever");
  require(upstream.closedWithin(kPatience), "timeout-wrong",
          "the upstream's connection is kept");
  hand.requireServing();
}

/// The response has begun and waits for the rest of an upload that is slow,
/// but flows: octets of either direction are a sign of life.
void requireKeptAlive(Stage& stage) {
  stage.options({"--timeout", "response-body=600ms"});
  ByHand hand(stage);
  Client client = stage.connect();
  client.send("POST /p HTTP/1.1\r\nHost: t\r\nContent-Length: " +
              std::to_string(kPauses) + "\r\n\r\n");
  Connection upstream = hand.accept(client);
  const Message request = promptHead(upstream);
  BodyReader up(upstream, request);
  upstream.send("HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\nBegin");
  const Message response = promptHead(client.connection());
  BodyReader down(client.connection(), response);
  down.expect("Begin");
  for (int i = 0; i < kPauses; ++i) {
    std::this_thread::sleep_for(kShortPause);
    client.send("x");
    const std::string came = up.take(1, kPromptly);
    require(came == "x", "timeout-wrong", "cut while the upload flows");
  }
  upstream.send("End");
  require(down.take(3, kPromptly) == "End", "timeout-wrong",
          "cut while the upload flows");
}

CASE(Step09, R09_34, ResponseThatStopsIsCut) {
  const auto atTheSameTime = [](const std::function<void(Stage&)>& part) {
    return std::async(std::launch::async, onFreshStage, part);
  };
  auto chunked = atTheSameTime([](Stage& fresh) {
    requireCut(fresh, "Transfer-Encoding: chunked", "1\r\nx\r\n");
  });
  auto length = atTheSameTime(
      [](Stage& fresh) { requireCut(fresh, "Content-Length: 99", "x"); });
  auto alive = atTheSameTime(requireKeptAlive);
  chunked.get();
  length.get();
  alive.get();
}

CASE(Step09, SQ05, RequestThatStopsIsCut) {
  stage.options({"--timeout", "request-body=600ms"});
  ByHand hand(stage);
  Client client = stage.connect();
  client.send(
      "POST /p HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n"
      "\r\n");
  Connection upstream = hand.accept(client);
  const Message head = promptHead(upstream);
  BodyReader body(upstream, head);
  for (int i = 0; i < kPauses; ++i) {
    std::this_thread::sleep_for(kShortPause);
    client.send("1\r\nx\r\n");
    body.expect("x");
  }
  const Message response = client.response("POST");
  require(response.status() == 408, "timeout-wrong", response.startLine);
  require(connectionNames(response, "close"), "connection-kept",
          readable(response.rawHead));
  client.requireClosed();
  require(body.take(1, kPatience).empty() && !body.ended(), "truncation-hidden",
          "the upload looks complete");
  requireAborted(upstream);
  hand.requireServing();
}

}  // namespace
}  // namespace hop::test
