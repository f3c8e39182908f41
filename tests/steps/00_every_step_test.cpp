// SPDX-License-Identifier: MIT
// What holds on every step: the clients' side of being a program that serves.
#include "tests/support/Case.h"
#include "tests/support/Checks.h"
#include "tests/support/Eventually.h"
#include "tests/support/ReservedPort.h"

#include <csignal>
#include <sstream>

namespace hop::test {
namespace {

void requireStatus(const Message& response, int status) {
  require(response.status() == status, "status-wrong",
          "expected " + std::to_string(status) + ", got " + response.startLine);
}

CASE(Step02, E_07, UpstreamMayComeLater) {
  ReservedPort later;
  stage.upstreamUrl(later.url());
  Client client = stage.connect();
  const Message refused = client.ask(get("/"));
  require(refused.status() == 502, "wrong-blame",
          "nobody listens, and the answer was " + refused.startLine);
  later.listen();
  client.send(get("/"));
  Connection upstream = later.accept();
  require(upstream.readMessage(kPatience).has_value(), "not-forwarded",
          "no request on the upstream's connection");
  upstream.send(reply());
  requireStatus(client.completeResponse(), 200);
}

CASE(Step01, E_08, SilentVisitorLeavesNoTrace) {
  stage.connect().connection().close();
  stage.connect().connection().reset();
  Client polite = stage.connect();
  polite.connection().finish();
  polite.requireClosed();  // and not a word
  stage.ask(get("/control"));
  require(stage.upstream().connections() <= 1, "not-refused",
          "the upstream was connected to for nobody");
  stage.proxy().signal(SIGTERM);
  stage.proxy().wait(kPatience);
  std::istringstream log(stage.proxy().standardError());
  for (std::string line; std::getline(log, line);) {
    require(line.find("/control") != line.npos, "log-wrong",
            "said about a visitor who asked nothing: " + line);
  }
}

CASE(Step03, E_09, TwoHundredClientsAtOnce) {
  // More than a small pool has threads for, and nobody leaves. All of them
  // together may take their time on a busy machine; none may be forgotten.
  constexpr std::size_t kClients = 200;
  constexpr std::chrono::seconds kCrowd{20};
  stage.upstream().respondWith(
      [](const Message& request) { return reply("", request.target()); });
  std::vector<Client> clients;
  clients.reserve(kClients);
  for (std::size_t i = 0; i < kClients; ++i) {
    clients.push_back(stage.connect());
    clients.back().send(get("/" + std::to_string(i)));
  }
  for (std::size_t i = 0; i < kClients; ++i) {
    const auto answer = clients[i].connection().readMessage(kCrowd, "GET");
    require(answer && answer->complete, "no-response",
            "client " + std::to_string(i) + " got no answer");
    const Message& response = *answer;
    forwardedAt(stage, 0);
    requireStatus(response, 200);
    require(!response.body.empty(), "body-lost", "an answer without a body");
    require(response.body == "/" + std::to_string(i), "mixed-up",
            "client " + std::to_string(i) + " got " + response.body);
  }
}

CASE(Step02, E_10, FailureIsForgotten) {
  stage.upstream().script([&stage](Connection& connection) {
    while (const auto request = stage.upstream().take(connection)) {
      if (request->target() == "/reset") return connection.reset();
      if (request->target() == "/half") connection.send("HTTP/1.1 200 O");
      if (request->target() != "/right") return;
      connection.send(reply());
    }
  });
  std::size_t n = 0;
  for (const std::string wrong : {"/hang-up", "/half", "/reset"}) {
    Client client = stage.connect();
    const Message failed = client.ask(get(wrong));
    forwardedAt(stage, n);
    require(failed.status() == 502, "wrong-blame",
            wrong + " was answered with " + failed.startLine);
    requireStatus(client.ask(get("/right")), 200);
    requireStatus(stage.ask(get("/right")), 200);
    n += 3;
  }
}

/// Sixteen clients at once, each with two requests, then all of them leave.
void visit(Stage& stage) {
  std::vector<Client> clients;
  clients.reserve(16);
  for (int i = 0; i < 16; ++i) clients.push_back(stage.connect());
  for (Client& client : clients) client.send(get("/one") + get("/two"));
  for (Client& client : clients) {
    client.completeResponse();
    client.completeResponse();
  }
}

/// KiB of resident memory that 32 visits have added.
long growth(Stage& stage) {
  const long before = stage.proxy().residentKiB().value_or(0);
  for (int i = 0; i < 32; ++i) visit(stage);
  return stage.proxy().residentKiB().value_or(0) - before;
}

CASE(Step01, E_11, NothingGrows) {
  // What a visit may still hold when the next begins, three times; a leak of
  // one per connection would be ten times that.
  constexpr int kSlack = 48;
  // A leak of 4 KiB per request would be twice that.
  constexpr long slackKiB = 2'048;
  for (int i = 0; i < 5; ++i) visit(stage);
  Proxy& proxy = stage.proxy();
  const int files = proxy.descriptors().value_or(0) + kSlack;
  const int threads = proxy.threads().value_or(0) + kSlack;
  // A thread that is new brings an arena of the allocator, once; a leak comes
  // again each time.
  long grown = growth(stage);
  for (int i = 0; i < 2 && grown > slackKiB; ++i) grown = growth(stage);
  require(eventually([&] { return proxy.descriptors().value_or(0) <= files; }),
          "memory-grown", "descriptors are left open");
  require(eventually([&] { return proxy.threads().value_or(0) <= threads; }),
          "memory-grown", "threads are left over");
  require(
      grown <= slackKiB, "memory-grown",
      std::to_string(grown) + " KiB, allowed were " + std::to_string(slackKiB));
}

/// What a request gives at both ends, when sent in pieces of that many octets.
Exchange sentInPieces(Stage& stage, const std::string& request,
                      std::size_t size) {
  const std::size_t before = stage.upstream().requests().size();
  Client client = stage.connect();
  client.connection().sendInPieces(request, size);
  Exchange seen{client.completeResponse(), {}};
  const auto requests = stage.upstream().requests();
  if (requests.size() > before) seen.request = requests.back();
  return seen;
}

CASE(Step01, E_12, SegmentsMeanNothing) {
  const std::string body = "hello, upstream";
  const std::string request = post(body, "X-Keep: 1\r\n");
  const Exchange whole = sentInPieces(stage, request, request.size());
  const std::size_t betweenCrAndLf = request.find('\n');
  const std::size_t behindTheHead = request.size() - body.size();
  for (const auto size : {std::size_t{1}, betweenCrAndLf, behindTheHead}) {
    const Exchange cut = sentInPieces(stage, request, size);
    const std::string how = "in pieces of " + std::to_string(size) + " octets";
    require(cut.response.startLine == whole.response.startLine, "status-wrong",
            how + ": " + cut.response.startLine);
    require(cut.request.rawHead == whole.request.rawHead, "field-altered",
            how + " another head: " + readable(cut.request.rawHead));
    require(cut.request.body == whole.request.body, "body-altered",
            how + " another body: " + readable(cut.request.body));
  }
}

CASE(Step01, E_13, VersionSixOnBothSides) {
  stage.listen("[::1]:0");
  stage.upstreamHost("::1");
  Client client = stage.connect("::1");
  const Message response = client.ask(get("/six"));
  require(stage.proxy().readiness().find("http://[::1]:") != std::string::npos,
          "address-wrong", "it says " + stage.proxy().readiness());
  // 01 asks nobody, and says so with 501; everyone else has asked ::1.
  if (response.status() == 501) return stage.requireNothingForwarded();
  requireStatus(response, 200);
  require(stage.forwarded().target() == "/six", "target-wrong",
          "another request arrived");
}

}  // namespace
}  // namespace hop::test
