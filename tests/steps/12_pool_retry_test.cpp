// SPDX-License-Identifier: MIT
// 12-connection-pool: a kept connection that ends when it is used.
#include "tests/support/ByHand.h"
#include "tests/support/Case.h"
#include "tests/support/Numbered.h"

#include <atomic>
#include <thread>
#include <vector>

namespace hop::test {
namespace {

using namespace std::chrono_literals;

enum class End { Fin, Reset };

/// A request that comes over a connection for the third time is not answered:
/// the connection ends. What comes over a new one is answered.
void endUnderWay(Stage& stage, End end, const std::string& before = "") {
  numberConnections(stage, [=](Connection& connection, const Message& request,
                               const std::string& usual) {
    const bool control = request.target() == "/control";
    const bool fresh = usual.ends_with(".1");
    const bool bodyless = request.method() == "HEAD";
    const auto size = bodyless ? usual.rfind("\r\n") + 2 : usual.size();
    if (control || fresh) return connection.send(usual.substr(0, size));
    connection.send(before);
    if (end == End::Reset) connection.reset();
    return false;
  });
}

std::size_t timesSeen(Stage& stage, const std::string& target) {
  std::size_t count = 0;
  for (const Message& request : stage.upstream().requests()) {
    if (request.target() == target) ++count;
  }
  return count;
}

CASE(Step12, P_06, WhatMayArriveTwiceIsSentOnceMore) {
  for (const std::string method : {"GET", "HEAD", "OPTIONS", "PUT", "DELETE"}) {
    for (const End end : {End::Fin, End::Reset}) {
      onFreshStage([&](Stage& fresh) {
        endUnderWay(fresh, end);
        Client client = fresh.connect();
        requirePooling(client);
        client.send(method +
                    " /again HTTP/1.1\r\nHost: t\r\nX-Keep: 1\r\n\r\n");
        const Message response = client.completeResponse(method);
        require(response.status() == 200, "not-retried",
                method + " was answered with " + response.startLine);
        require(timesSeen(fresh, "/again") == 2, "retried", "not twice");
        const Message again = fresh.upstream().requests().back();
        requireField(again, "X-Keep", "1");
        requireVia(client, get("/control"), "2.2");
      });
    }
  }
}

/// The request is answered with 502, and the upstream has seen it once.
void requireOnce(const std::string& request, End end,
                 const std::string& before = "") {
  onFreshStage([&](Stage& stage) {
    endUnderWay(stage, end, before);
    Client client = stage.connect();
    requirePooling(client);
    client.send(request);
    const auto response = client.connection().readMessage(kPatience, "POST");
    require(response.has_value(), "no-response", "no head");
    require(response->status() == 502 || !response->complete, "retried",
            "answered with " + response->startLine);
    Client other = stage.connect();
    requireVia(other, get("/control"), "2.1");
    require(timesSeen(stage, "/once") == 1, "retried",
            std::to_string(timesSeen(stage, "/once")) + " times");
  });
}

CASE(Step12, P_07, WhatMayNotIsNot) {
  for (const End end : {End::Fin, End::Reset}) {
    requireOnce("POST /once HTTP/1.1\r\nHost: t\r\n\r\n", end);
    requireOnce(
        "POST /once HTTP/1.1\r\nHost: t\r\nContent-Length: 5\r\n\r\nhello",
        end);
    requireOnce("PATCH /once HTTP/1.1\r\nHost: t\r\n\r\n", end);
    requireOnce("LOCK /once HTTP/1.1\r\nHost: t\r\n\r\n", end);
    // It may arrive twice, but its body is gone.
    requireOnce(
        "PUT /once HTTP/1.1\r\nHost: t\r\nContent-Length: 5\r\n\r\nhello", end);
  }
}

CASE(Step12, P_07b, NothingIsSentAgainOnceAnAnswerHasBegun) {
  const std::string get = "GET /once HTTP/1.1\r\nHost: t\r\n\r\n";
  requireOnce(get, End::Fin, "HTTP/1.1 200 OK\r\nContent-Le");
  requireOnce(get, End::Fin, "H");
  requireOnce(get, End::Fin,
              "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf");
  requireOnce(get, End::Fin, "HTTP/1.1 103 Early Hints\r\n\r\n");
}

CASE(Step12, P_07c, OnceMoreIsNotTwiceMore) {
  numberConnections(stage, [](Connection& connection, const Message& request,
                              const std::string& usual) {
    return request.target() == "/control" && connection.send(usual);
  });
  Client client = stage.connect();
  requirePooling(client);
  const Message response = client.ask(get("/never"));
  require(response.status() == 502, "status-wrong", response.startLine);
  require(timesSeen(stage, "/never") == 2, "retried",
          std::to_string(timesSeen(stage, "/never")) + " times");
  // On a connection that is new a failure is a failure.
  const Message fresh = client.ask(get("/never-new"));
  require(fresh.status() == 502, "status-wrong", fresh.startLine);
  require(timesSeen(stage, "/never-new") == 1, "retried",
          std::to_string(timesSeen(stage, "/never-new")) + " times");
}

CASE(Step12, P_07d, SilenceIsNoEnd) {
  stage.options({"--timeout", "response-head=300ms"});
  numberConnections(stage, [](Connection& connection, const Message& request,
                              const std::string& usual) {
    return request.target() == "/silent" || connection.send(usual);
  });
  Client client = stage.connect();
  requirePooling(client);
  const Message response = client.ask(get("/silent"));
  require(response.status() == 504, "status-wrong", response.startLine);
  require(timesSeen(stage, "/silent") == 1, "retried", "sent again");
}

/// Asks again and again. @return how many answers were wrong.
int wrongAnswers(Client client, const std::string& name, int count) {
  int wrong = 0;
  for (int i = 0; i < count; ++i) {
    const std::string target = "/" + name + "/" + std::to_string(i);
    const Message response = client.ask(get(target));
    if (response.status() != 200 || response.body != target) ++wrong;
  }
  return wrong;
}

CASE(Step12, P_13, AnUpstreamThatClosesWhenItLikes) {
  // Every third answer is the last one of its connection, and nothing says so:
  // each way for a request to meet the end comes up.
  stage.upstream().script([&stage](Connection& connection) {
    for (int n = 1; const auto request = stage.upstream().take(connection);
         ++n) {
      connection.send(reply("", request->target()));
      if (n % 3 == 0) return;
    }
  });
  Client client = stage.connect();
  requireBody(client.ask(get("/one")), "/one");
  requireBody(client.ask(get("/two")), "/two");
  require(stage.upstream().connections() == 1, "not-reused", "none is kept");
  std::vector<std::thread> threads;
  std::atomic<int> wrong{0};
  for (int i = 0; i < 16; ++i) {
    threads.emplace_back([&wrong, i, one = stage.connect()]() mutable {
      try {
        wrong += wrongAnswers(std::move(one), std::to_string(i), 50);
      } catch (const std::exception&) {
        ++wrong;
      }
    });
  }
  for (auto& thread : threads) thread.join();
  require(wrong == 0, "mixed-up", std::to_string(wrong) + " of 800 are wrong");
}

}  // namespace
}  // namespace hop::test
