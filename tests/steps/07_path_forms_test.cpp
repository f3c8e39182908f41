// SPDX-License-Identifier: MIT
// 07-path: the other forms of a request-target (RFC 9112 section 3.2).
#include "tests/support/Case.h"
#include "tests/support/Checks.h"

namespace hop::test {
namespace {

std::string request(const std::string& method, const std::string& target) {
  return method + " " + target + " HTTP/1.1\r\nHost: t\r\n\r\n";
}

void requireTarget(const Message& request, const std::string& sent,
                   const std::string& expected) {
  require(request.target() == expected, "target-wrong",
          sent + " became " + request.target() + " instead of " + expected);
}

void requireHost(const Message& request, const std::string& host) {
  require(request.all("Host") == std::vector<std::string>{host}, "host-wrong",
          "Host: " + request.value("Host") + " instead of " + host);
}

CASE(Step07, R07_16, AbsoluteFormIsReduced) {
  const Message sent = stage.exchange(request("GET", "http://t/x?y")).request;
  requireTarget(sent, "http://t/x?y", "/x?y");
  requireHost(sent, "t");
}

CASE(Step07, R07_17, AbsoluteFormWinsOverHost) {
  const Message response = stage.ask(request("GET", "http://other/x"));
  if (response.status() == 400) return stage.requireNothingForwarded();
  requireTarget(stage.forwarded(), "http://other/x", "/x");
  requireHost(stage.forwarded(), "other");
}

CASE(Step07, R07_18, AbsoluteFormWithoutAPath) {
  const Message sent = stage.exchange(request("GET", "http://t?a=b")).request;
  requireTarget(sent, "http://t?a=b", "/?a=b");
}

CASE(Step07, R07_19, AsteriskIsNotJoined) {
  stage.upstreamPath("/base");
  const Message response = stage.ask(request("OPTIONS", "*"));
  const auto seen = stage.upstream().requests();
  if (seen.empty()) {
    require(response.status() == 200 || response.status() == 204,
            "not-forwarded", "answered with " + response.startLine);
  } else {
    require(seen[0].startLine == "OPTIONS * HTTP/1.1", "target-wrong",
            seen[0].startLine);
  }
  // The control: an OPTIONS with a path is joined.
  stage.ask(request("OPTIONS", "/x"));
  requireTarget(forwardedAt(stage, seen.size()), "/x", "/base/x");
}

CASE(Step07, R07_20, OptionsForTheWholeServer) {
  const Message sent = stage.exchange(request("OPTIONS", "http://t")).request;
  require(sent.method() == "OPTIONS", "method-altered", sent.startLine);
  requireTarget(sent, "http://t", "*");
  // With a query it is about a resource, not about the server.
  stage.ask(request("OPTIONS", "http://t?a=b"));
  requireTarget(forwardedAt(stage, 1), "http://t?a=b", "/?a=b");
}

CASE(Step07, RL43, AbsoluteForm) {
  const auto [response, sent] = stage.exchange(request("GET", "http://t/x"));
  requireTarget(sent, "http://t/x", "/x");
  require(response.status() == 200, "status-wrong", response.startLine);
  // Schemes are compared without case (RFC 3986 section 3.1).
  stage.ask(request("GET", "HTTP://t/x"));
  requireTarget(forwardedAt(stage, 1), "HTTP://t/x", "/x");
}

CASE(Step07, RL45, AbsoluteFormOfAnotherScheme) {
  const Message response = stage.ask(request("GET", "https://t/x"));
  if (response.status() == 400) return stage.requireNothingForwarded();
  requireTarget(stage.forwarded(), "https://t/x", "/x");
  require(stage.forwarded().value("X-Forwarded-Proto") == "http",
          "spoofed-field-passed",
          "X-Forwarded-Proto: " + stage.forwarded().value("X-Forwarded-Proto"));
  require(response.status() == 200, "status-wrong", response.startLine);
}

CASE(Step07, RL46, AbsoluteFormWithOnlyAQuery) {
  stage.upstreamPath("/base?k=v");
  const Message sent = stage.exchange(request("GET", "http://t?a=b")).request;
  requireTarget(sent, "http://t?a=b", "/base/?k=v&a=b");
}

}  // namespace
}  // namespace hop::test
