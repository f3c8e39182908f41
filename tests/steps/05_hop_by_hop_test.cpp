// SPDX-License-Identifier: MIT
// 05-hop-by-hop: what the client said for one hop stays on that hop.
#include "tests/support/Case.h"
#include "tests/support/Checks.h"
#include "tests/support/HopByHop.h"

namespace hop::test {
namespace {

const std::string kKeep = "X-Keep: 1\r\n";

/// What the upstream receives when the client sends these fields and X-Keep.
Message forwardedWith(Stage& stage, const std::string& fields) {
  return stage.exchange(get("/", fields + kKeep)).request;
}

CASE(Step05, R05_01, FieldNamedByConnection) {
  const Message request =
      forwardedWith(stage, "Connection: X-Hop\r\nX-Hop: 1\r\n");
  requireStripped(request, {"X-Hop"});
}

CASE(Step05, R05_02, EveryConnectionLineCounts) {
  const Message request = forwardedWith(stage,
                                        "Connection: x-a\r\n"
                                        "X-A: 1\r\n"
                                        "Connection: close , X-B\r\n"
                                        "X-B: 2\r\n");
  requireStripped(request, {"X-A", "X-B"});
}

CASE(Step05, R05_03, EmptyConnectionLineHidesNothing) {
  const Message request =
      forwardedWith(stage, "Connection:\r\nConnection: X-B\r\nX-B: 1\r\n");
  requireStripped(request, {"X-B"});
}

CASE(Step05, R05_04, EmptyListMembersMeanNothing) {
  const Message request =
      forwardedWith(stage, "Connection: ,X-B,,\r\nX-B: 1\r\n");
  requireStripped(request, {"X-B"});
}

CASE(Step05, R05_05, KeepAlive) {
  const Message request = forwardedWith(stage, "Keep-Alive: timeout=5\r\n");
  requireStripped(request, {"Keep-Alive"});
}

CASE(Step05, R05_06, ProxyConnection) {
  const Message request =
      forwardedWith(stage, "Proxy-Connection: keep-alive\r\n");
  requireStripped(request, {"Proxy-Connection"});
}

CASE(Step05, R05_07, ProxyAuthorization) {
  const Message request =
      forwardedWith(stage, "Proxy-Authorization: Basic dTpw\r\n");
  requireStripped(request, {"Proxy-Authorization"});
}

CASE(Step05, R05_08, TransferCodingsTheClientAccepts) {
  stage.ask(get("/", "TE: gzip\r\n" + kKeep));
  requireStripped(forwardedAt(stage, 0), {"TE"});
  stage.ask(get("/", "TE: gzip\r\nConnection: TE\r\n" + kKeep));
  requireStripped(forwardedAt(stage, 1), {"TE"});
}

CASE(Step05, R05_09, TrailerOfARequestWithoutTrailers) {
  const Message request = forwardedWith(stage, "Trailer: X-T\r\n");
  requireStripped(request, {"Trailer"});
}

CASE(Step05, R05_10, UpgradeThatConnectionDoesNotName) {
  const Message request = forwardedWith(stage, "Upgrade: websocket\r\n");
  requireStripped(request, {"Upgrade"});
}

CASE(Step05, R05_11, UpgradeToClearTextHttp2) {
  const auto [response, request] = stage.exchange(
      get("/",
          "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n"
          "HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA\r\n" +
              kKeep));
  requireStripped(request, {"Upgrade", "HTTP2-Settings"});
  for (const auto* option : {"Upgrade", "HTTP2-Settings"}) {
    require(!connectionNames(request, option), "hop-by-hop-leaked",
            "Connection: " + request.value("Connection"));
  }
  require(response.status() == 200, "status-wrong", response.startLine);
}

CASE(Step05, R05_12, CloseIsForTheClientsConnectionOnly) {
  stage.ask(get("/", kKeep));
  Client client = stage.connect();
  client.ask(get("/", "Connection: close\r\n" + kKeep));
  const Message usual = forwardedAt(stage, 0);
  const Message request = forwardedAt(stage, 1);
  requireField(request, "X-Keep", "1");
  require(request.value("Connection") == usual.value("Connection"),
          "hop-by-hop-leaked",
          "Connection: '" + request.value("Connection") + "', without close '" +
              usual.value("Connection") + "'");
  client.requireClosed();
}

CASE(Step05, R05_13, HostCannotBeRemoved) {
  const Message request =
      forwardedWith(stage, "Connection: Host, X-Hop\r\nX-Hop: 1\r\n");
  requireField(request, "X-Keep", "1");
  require(request.all("Host") == std::vector<std::string>{"t"}, "host-wrong",
          "Host: " + request.value("Host"));
  requireStripped(request, {"X-Hop"});
}

CASE(Step05, R05_14, LengthCannotBeRemoved) {
  const auto response = stage.ask(post(
      "hello", "Connection: Content-Length, X-Hop\r\nX-Hop: 1\r\n" + kKeep));
  if (response.status() == 400) return stage.requireNothingForwarded();
  const Message request = stage.forwarded();
  requireBody(request, "hello");
  requireLength(request, 5);
  requireStripped(request, {"X-Hop"});
}

CASE(Step05, R05_15, ChunkingCannotBeRemoved) {
  const auto response = stage.ask(
      "POST /p HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n"
      "Connection: Transfer-Encoding, X-Hop\r\nX-Hop: 1\r\n" +
      kKeep + "\r\n5\r\nhello\r\n0\r\n\r\n");
  const Message request = stage.forwarded();
  requireBody(request, "hello");
  requireOneLength(request);
  requireStripped(request, {"X-Hop"});
}

CASE(Step05, R05_16, ClientMayHurtItself) {
  const Message request = forwardedWith(
      stage, "Connection: Authorization\r\nAuthorization: Basic dTpw\r\n");
  requireStripped(request, {"Authorization"});
}

CASE(Step05, R05_17, CloseWins) {
  Client client = stage.connect();
  client.ask(get("/", "Connection: keep-alive, close\r\n" + kKeep));
  requireField(stage.forwarded(), "X-Keep", "1");
  // A connection that is kept shows at once: the next request is answered.
  client.send(get("/again"));
  const auto again = client.connection().readHead(kPatience);
  require(!again, "connection-kept", "the next request on it is answered");
  client.requireClosed();
}

CASE(Step05, R05_23, FieldNamedByAnOldClient) {
  const auto [response, request] = stage.exchange(
      "GET / HTTP/1.0\r\nHost: t\r\nConnection: keep-alive, X-Hop\r\n"
      "X-Hop: 1\r\n" +
      kKeep + "\r\n");
  requireStripped(request, {"X-Hop"});
}

CASE(Step05, R05_25, NoViaIsAdded) {
  stage.upstream().respond(reply(kKeep));
  const Message response = stage.ask(get("/", kKeep));
  requireStripped(forwardedAt(stage, 0), {});
  requireField(response, "X-Keep", "1");
  require(!response.has("Via") && !forwardedAt(stage, 0).has("Via"),
          "field-invented", "Via was added");
  // One that a proxy before us has written is an ordinary field.
  stage.ask(get("/", "Via: 1.1 earlier\r\n"));
  requireField(forwardedAt(stage, 1), "Via", "1.1 earlier");
}

}  // namespace
}  // namespace hop::test
