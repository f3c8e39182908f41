// SPDX-License-Identifier: MIT
// 02-round-trip: what goes wrong at the upstream is the upstream's fault, and
// the status says so (RFC 9110 section 15.6).
#include "tests/support/Case.h"
#include "tests/support/Eventually.h"
#include "tests/support/ReservedPort.h"

#include <atomic>
#include <memory>

namespace hop::test {
namespace {

using namespace std::chrono_literals;

void requireBlamed(const Message& response, int status) {
  require(response.status() == status, "wrong-blame",
          "expected " + std::to_string(status) + ", got " + response.startLine);
}

/// The upstream answers a GET with that, and the client gets 502.
void requireBadGateway(Stage& stage) {
  const auto [response, request] = stage.exchange(get("/"));
  requireBlamed(response, 502);
  require(stage.upstream().connections() == 1, "retried",
          "the upstream was connected to again");
}

CASE(Step02, R02_13, ClosedPortIsBadGateway) {
  // Below the connect timeout (3 s): a refusal is seen, not waited for.
  constexpr auto kRefusalIsSeen = 2'500ms;
  const ReservedPort nobody;
  stage.upstreamUrl(nobody.url());
  Client client = stage.connect();
  const auto start = std::chrono::steady_clock::now();
  requireBlamed(client.ask(get("/")), 502);
  require(std::chrono::steady_clock::now() - start < kRefusalIsSeen, "stalled",
          "502 came as late as a connect timeout");
  client.requireOpen();
  requireBlamed(client.ask(get("/")), 502);
}

CASE(Step02, R02_14, UnknownNameIsBadGateway) {
  // A label of 64 octets is one too many: no resolver knows such a name, and
  // none has to ask the network about it.
  stage.upstreamUrl("http://" + std::string(64, 'x') + ".invalid:80");
  Client client = stage.connect();
  requireBlamed(client.ask(get("/")), 502);
  client.requireOpen();
}

CASE(Step02, R02_15, HangUpIsBadGateway) {
  stage.upstream().respondAndClose("");
  requireBadGateway(stage);
}

CASE(Step02, R02_16, ResetIsBadGateway) {
  const auto accepted = std::make_shared<std::atomic<int>>(0);
  stage.upstream().script([&stage, accepted](Connection& connection) {
    if ((*accepted)++ > 0) stage.upstream().take(connection);
    connection.reset();
  });
  for (const int connections : {1, 2}) {
    const Message response = stage.ask(get("/"));
    require(*accepted > 0, "not-forwarded", "nobody connects to the upstream");
    requireBlamed(response, 502);
    require(*accepted == connections, "retried", "connected to again");
  }
}

CASE(Step02, R02_17, GarbageIsBadGateway) {
  stage.upstream().respondAndClose("garbage\r\n\r\n");
  requireBadGateway(stage);
}

CASE(Step02, R02_18, HalfAHeadIsBadGateway) {
  stage.upstream().respondAndClose("HTTP/1.1 200 OK\r\nContent-Le");
  requireBadGateway(stage);
}

CASE(Step02, R02_19, SilenceIsGatewayTimeout) {
  stage.options({"--timeout", "response-head=200ms"});
  const auto closed = std::make_shared<std::atomic<bool>>(false);
  stage.upstream().script([&stage, closed](Connection& connection) {
    stage.upstream().take(connection);
    *closed = connection.closedWithin(kPatience);
  });
  const auto [response, request] = stage.exchange(get("/"));
  requireBlamed(response, 504);
  require(eventually([&] { return closed->load(); }), "connection-kept",
          "the upstream's connection is kept open");
}

}  // namespace
}  // namespace hop::test
