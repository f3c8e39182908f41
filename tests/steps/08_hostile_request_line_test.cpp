// SPDX-License-Identifier: MIT
// 08-trailers, hostile rows: request lines, Host, and targets. With its own
// reader the proxy refuses what two readers might understand in two ways.
#include "tests/support/Case.h"
#include "tests/support/Hostile.h"

namespace hop::test {
namespace {

using namespace std::string_literals;

const std::string kHost = "Host: t\r\n";

/// A GET of this target.
std::string target(const std::string& octets) {
  return "GET " + octets + " HTTP/1.1\r\nHost: t\r\n\r\n";
}

/// A request with this request line.
std::string line(const std::string& octets) {
  return octets + "\r\n" + kHost + "\r\n";
}

/// A GET with this instead of a Host line.
std::string host(const std::string& octets) {
  return "GET / HTTP/1.1\r\n" + octets + "\r\n\r\n";
}

/// Refused with 400, or the very same target reaches the upstream.
void requireRefusedOrSame(Stage& stage, const std::string& octets) {
  const auto request = forwardedUnlessRefused(stage, target(octets), {400});
  require(!request || request->target() == octets, "target-wrong",
          octets + " became " + (request ? request->target() : ""));
  stage.requireServing();
}

CASE(Step08, RL05, HigherMinorVersion) {
  const auto request =
      forwardedUnlessRefused(stage, line("GET / HTTP/1.2"), {505});
  require(!request || request->startLine == "GET / HTTP/1.1", "target-wrong",
          request ? request->startLine : "");
  stage.requireServing();
}

CASE(Step08, RL06, OtherMajorVersion) {
  requireRefused(stage,
                 {line("GET / HTTP/9.9"), line("GET / HTTP/2.0"),
                  line("GET / HTTP/3.1"), line("GET / HTTP/0.9")},
                 {505, 400});
}

CASE(Step08, RL08, VersionWithoutMinor) {
  requireRefused(stage,
                 {line("GET / HTTP/1"), line("GET / HTTP/1."),
                  line("GET / HTTP/.1"), line("GET / HTTP/"), line("GET / ")});
}

CASE(Step08, RL10, BlankInTheVersion) {
  requireRefused(stage, {line("GET / HTTP/ 1.1"), line("GET / HTTP/1. 1"),
                         line("GET / HTTP /1.1"), line("GET / HTTP/1.1 "),
                         line("GET / HTTP/1.1\t")});
}

CASE(Step08, RL11, VersionThatBeginsRight) {
  requireRefused(stage,
                 {line("GET / HTTP/1.32"), line("GET / HTTP/1.1.1"),
                  line("GET / HTTP/1.1x"), line("GET / HTTP/01.1"),
                  line("GET / http/1.1"), line("GET / XHTTP/1.1")},
                 {400, 505});
}

CASE(Step08, RL13, TabAsSeparator) {
  requireRefused(stage, {line("GET\t/ HTTP/1.1"), line("GET /\tHTTP/1.1"),
                         line("GET\t/\tHTTP/1.1"), line("GET / \tHTTP/1.1"),
                         line("GET\x0b/ HTTP/1.1"), line("GET  / HTTP/1.1")});
}

CASE(Step08, RL15, NoTarget) {
  requireRefused(stage, {line("GET  HTTP/1.1"), line("GET HTTP/1.1"),
                         line("GET"), line("HTTP/1.1")});
}

CASE(Step08, RL16, EmptyLinesBeforeTheRequest) {
  const Message response = stage.ask("\r\n\r\n" + get("/first"));
  require(response.status() == 200, "status-wrong", response.startLine);
  require(stage.forwarded().target() == "/first", "target-wrong",
          stage.forwarded().startLine);
}

CASE(Step08, RL18, BareLfEndsTheRequestLine) {
  const auto request = forwardedUnlessRefused(
      stage, "GET / HTTP/1.1\n" + kHost + "X-Keep: 1\r\n\r\n", {400});
  if (request) {
    require(request->startLine == "GET / HTTP/1.1", "target-wrong",
            request->startLine);
    requireField(*request, "X-Keep", "1");
  }
  stage.requireServing();
}

CASE(Step08, RL20, BareCrEndsTheRequestLine) {
  requireRefused(stage, {"GET / HTTP/1.1\r" + kHost + "\r\n",
                         "GET / HTTP/1.1\rX: y\r\n" + kHost + "\r\n",
                         "GET / \rHTTP/1.1\r\n" + kHost + "\r\n"});
}

CASE(Step08, RL21, CrCrLf) {
  requireRefused(stage, {line("GET / HTTP/1.1\r"), host("Host: t\r"),
                         kGet + "X-A: 1\r\r\n\r\n"});
}

CASE(Step08, RL23, ControlCharacterInTheTarget) {
  requireRefused(stage, {target("/\x02"), target("/a\0b"s), target("/\x1b[1m"),
                         target("/a\x7f"), target("/x?a=\x01")});
}

CASE(Step08, RL25, Utf8InTheTarget) {
  requireRefusedOrSame(stage, "/caf\xc3\xa9");
}

CASE(Step08, RL26, OverlongSlash) {
  requireRefused(stage, {target("/\xc0\xaf"), target("/..\xc0\xaf.."),
                         target("/\xe0\x80\xaf")});
}

CASE(Step08, RL28, Backslash) {
  requireRefusedOrSame(stage, "/a\\b");
}

CASE(Step08, RL30, AsteriskForOtherMethods) {
  requireRefused(
      stage, {target("*"), line("POST * HTTP/1.1"), line("DELETE * HTTP/1.1")});
}

CASE(Step08, RL31, OptionsForTheServer) {
  Client client = stage.connect();
  const Message response = client.ask(line("OPTIONS * HTTP/1.1"));
  require(response.status() == 200, "status-wrong", response.startLine);
  const auto requests = stage.upstream().requests();
  require(
      requests.empty() || requests.front().startLine == "OPTIONS * HTTP/1.1",
      "target-wrong", requests.empty() ? "" : requests.front().startLine);
  stage.requireServing();
}

CASE(Step08, RL33, AuthorityForOtherMethods) {
  requireRefused(stage, {target("t:80"), target("t"), target("evil:80/x"),
                         line("POST t:80 HTTP/1.1")});
}

CASE(Step08, RL35, MethodThatIsNoToken) {
  requireRefused(
      stage, {line("G=\":<>(e),[T];?\" / HTTP/1.1"), line("GET: / HTTP/1.1"),
              line("G\x01T / HTTP/1.1"), line("G\xc3\x89T / HTTP/1.1")});
}

CASE(Step08, RL36, NoMethod) {
  requireRefused(stage, {line(" / HTTP/1.1"), line("/ HTTP/1.1"),
                         line(" GET / HTTP/1.1")});
}

CASE(Step08, RL40, Connect) {
  const std::string inside =
      "CONNECT t:80 HTTP/1.1\r\nHost: t:80\r\nContent-Length: 35\r\n\r\n";
  requireRefused(stage,
                 {line("CONNECT / HTTP/1.1"), line("CONNECT t:80 HTTP/1.1"),
                  line("CONNECT http://t/ HTTP/1.1"), inside + kSmuggled},
                 {400, 405, 501});
}

CASE(Step08, RL41, Trace) {
  const std::string secret = "Cookie: secret=1\r\n";
  Client client = stage.connect();
  const Message response =
      client.ask("TRACE / HTTP/1.1\r\nHost: t\r\n" + secret + "\r\n");
  require(response.body.find("secret=1") == std::string::npos, "field-invented",
          "the credentials are echoed: " + response.body);
  if (response.status() == 200) {  // forwarded: then the upstream decides
    require(stage.forwarded().method() == "TRACE", "method-altered",
            stage.forwarded().startLine);
  } else {
    requireLastAnswer(client, response, {405});
    require(!response.value("Allow").empty(), "field-lost", "405 needs Allow");
  }
  stage.requireServing();
}

CASE(Step08, RL48, Garbage) {
  std::string garbage = pattern(512, 8).substr(256);
  std::replace(garbage.begin(), garbage.end(), '\n', '\x01');
  Client client = stage.connect();
  client.send(garbage);
  const auto response = client.connection().readMessage(kPatience, "GET");
  if (response) requireLastAnswer(client, *response, {400});
  require(response || client.connection().closedWithin(kMoment), "no-response",
          "neither a response nor the end");
  requireServingOnly(stage);
}

CASE(Step08, HO01, NoHost) {
  requireRefused(stage, {"GET / HTTP/1.1\r\n\r\n", host("X-Host: t"),
                         "POST / HTTP/1.1\r\nContent-Length: 0\r\n\r\n"});
}

CASE(Step08, HO03, TwoHosts) {
  requireRefused(stage,
                 {kGet + kHost + "\r\n", kGet + "Host: evil\r\n\r\n",
                  kGet + "X-A: 1\r\nhOST: t\r\n\r\n", kGet + "Host:\r\n\r\n"});
}

CASE(Step08, HO05, ListOfHosts) {
  requireRefused(stage,
                 {host("Host: a, b"), host("Host: a,b"), host("Host: a b")});
}

CASE(Step08, HO06, UserInformationInHost) {
  requireRefused(
      stage, {host("Host: u@t"), host("Host: u:p@t"), host("Host: t:80@evil")});
}

CASE(Step08, HO08, ControlCharacterInHost) {
  requireRefused(
      stage, {host("Host: \x06"), host("Host: t\x7f"), host("Host: t\x0b")});
}

CASE(Step08, HO10, NulInHost) {
  requireRefused(
      stage, {host("Host: t\0.evil"s), host("Host: t\0"s), host("Host: \0t"s)});
}

CASE(Step08, HO11, BlankBeforeTheColonOfHost) {
  requireRefused(stage, {host("Host : t"), host("Host\t: t"),
                         kGet + "Host : evil\r\n\r\n"});
}

CASE(Step08, HO13, PortThatIsNone) {
  requireRefused(stage,
                 {host("Host: t:80:90"), host("Host: t:x"), host("Host: t:-1"),
                  host("Host: t:+80"), host("Host: t:80/x")});
}

CASE(Step08, HO15, BrokenIpv6Literal) {
  requireRefused(
      stage, {host("Host: [::1"), host("Host: ::1"), host("Host: [::1]evil"),
              host("Host: [t]"), host("Host: []")});
}

CASE(Step08, HO16, FoldedLineAfterHost) {
  requireRefused(stage, {kGet + "\tevil\r\n\r\n", kGet + " evil\r\n\r\n",
                         "GET / HTTP/1.1\r\nHost:\r\n t\r\n\r\n"});
}

CASE(Step08, PN06, BrokenPercentInThePath) {
  requireRefused(stage, {target("/%zz"), target("/a%"), target("/a%2"),
                         target("/%2g/b"), target("/%%20?q=%zz")});
}

CASE(Step08, PN08, EncodedLineEndStaysEncoded) {
  const std::string path = "/%0d%0aX-Inj:%201";
  const auto [response, request] = stage.exchange(get(path, "X-Keep: 1\r\n"));
  require(response.status() == 200, "status-wrong", response.startLine);
  require(request.target() == path, "target-wrong", request.startLine);
  requireStripped(request, {"X-Inj"});
}

}  // namespace
}  // namespace hop::test
