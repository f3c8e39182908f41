// SPDX-License-Identifier: MIT
// 05-hop-by-hop: clients that use Connection as a tool.
#include "tests/support/Case.h"
#include "tests/support/Checks.h"
#include "tests/support/HopByHop.h"

namespace hop::test {
namespace {

const std::string kKeep = "X-Keep: 1\r\n";

CASE(Step05, HB03, LengthNamedByConnection) {
  Client client = stage.connect();
  const Message response = client.ask(
      post(get("/smuggled"), "Connection: Content-Length\r\n" + kKeep));
  if (response.status() == 400) return stage.requireNothingForwarded();
  const Message request = forwardedAt(stage, 0);
  requireBody(request, get("/smuggled"));
  requireLength(request, 35);
  requireField(request, "X-Keep", "1");
  // What follows on the connection is the next request, not the body.
  client.ask(get("/next"));
  require(forwardedAt(stage, 1).target() == "/next", "body-parsed-as-request",
          "the upstream received " + forwardedAt(stage, 1).startLine);
}

CASE(Step05, HB05, EmptyConnectionBeforeASecret) {
  const auto [response, request] = stage.exchange(get(
      "/", "Connection:\r\nConnection: X-Secret\r\nX-Secret: 1\r\n" + kKeep));
  requireStripped(request, {"X-Secret"});
  require(!connectionNames(request, "X-Secret"), "hop-by-hop-leaked",
          "Connection: " + request.value("Connection"));
}

CASE(Step05, HB06, CredentialsNamedByConnection) {
  const auto [response, request] = stage.exchange(
      get("/",
          "Connection: Authorization, Cookie\r\nAuthorization: x\r\n"
          "Cookie: a=1\r\nCookie: b=2\r\n" +
              kKeep));
  requireStripped(request, {"Authorization", "Cookie"});
}

CASE(Step05, DS13, UpgradeToClearTextHttp2) {
  Client client = stage.connect();
  const Message response =
      client.ask(get("/p",
                     "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n"
                     "HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA\r\n" +
                         kKeep));
  const Message request = stage.forwarded();
  requireStripped(request, {"Upgrade", "HTTP2-Settings"});
  require(response.interim.empty() && response.status() == 200, "status-wrong",
          response.startLine);
  // Still HTTP/1.1, in both directions.
  client.ask(get("/next"));
  require(forwardedAt(stage, 1).startLine == "GET /next HTTP/1.1",
          "target-wrong", forwardedAt(stage, 1).startLine);
}

}  // namespace
}  // namespace hop::test
