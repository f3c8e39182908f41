// SPDX-License-Identifier: MIT
// 02-round-trip: the request reaches the upstream, its status comes back.
// Nothing is said about bodies: they cross from 03 on.
#include "tests/support/Case.h"
#include "tests/support/Checks.h"

namespace hop::test {
namespace {

void requireStatus(const Message& response, int status) {
  require(response.status() == status, "status-wrong",
          "expected " + std::to_string(status) + ", got " + response.startLine);
}

/// A GET for it arrives at the upstream with the same octets as its target.
void requireTargetKept(Stage& stage, const std::string& target) {
  const auto [response, request] = stage.exchange(get(target));
  requireStatus(response, 200);
  require(request.target() == target, "target-wrong",
          readable(target) + " arrived as " + readable(request.target()));
}

/// The upstream's answer is passed on and nothing is done about it.
void requirePassedOn(Stage& stage, int status, const std::string& response) {
  stage.upstream().respondWith([response](const Message& request) {
    return request.target() == "/" ? response : reply();
  });
  const auto [received, request] = stage.exchange(get("/"));
  requireStatus(received, status);
}

void requireHost(const Message& request) {
  require(request.startLine.ends_with(" HTTP/1.1"), "malformed-response",
          "the proxy's own version is 1.1: " + request.startLine);
  require(request.all("Host").size() == 1, "host-wrong",
          "not exactly one Host: " + readable(request.rawHead));
}

CASE(Step02, R02_01, OneRequestAndItsStatus) {
  const auto [response, request] = stage.exchange(
      get("/hello"), reply("", "", "203 Non-Authoritative Information"));
  require(stage.upstream().connections() == 1, "retried",
          "more than one connection to the upstream");
  requireStatus(response, 203);
  require(request.startLine == "GET /hello HTTP/1.1", "target-wrong",
          "arrived as " + request.startLine);
}

CASE(Step02, R02_02, MethodsAreNotInterpreted) {
  std::size_t n = 0;
  for (const std::string method :
       {"DELETE", "PUT", "PATCH", "OPTIONS", "PROPFIND", "REPORT", "M-SEARCH",
        "FOO-BAR"}) {
    const Message response =
        stage.ask(method + " /x HTTP/1.1\r\nHost: t\r\n\r\n");
    const Message request = forwardedAt(stage, n++);
    requireStatus(response, 200);
    require(request.method() == method, "method-altered",
            method + " arrived as " + request.startLine);
  }
}

CASE(Step02, R02_03, MethodsAreCaseSensitive) {
  const auto [response, request] =
      stage.exchange("get /x HTTP/1.1\r\nHost: t\r\n\r\n");
  requireStatus(response, 200);
  require(request.method() == "get", "method-altered",
          "get arrived as " + request.startLine);
}

CASE(Step02, R02_04, TargetKeepsItsOctets) {
  requireTargetKept(stage, "/a%2fb/../c//d;p=1?q=%zz&r=a;b&&s=+%20");
}

CASE(Step02, R02_05, EmptyQueryKeepsItsMark) {
  requireTargetKept(stage, "/x?");
}

CASE(Step02, R02_06, LongTarget) {
  requireTargetKept(stage, "/?" + std::string(7'900, 'q'));
}

CASE(Step02, R02_07, StatusAndReasonOfTheUpstream) {
  const std::vector<std::string> lines{
      "200 Fine",          "201 Created", "299 Very Odd",
      "404 Not Found",     "418 Teapot",  "451 Unavailable For Legal Reasons",
      "500 Out Of Order!", "599 Late"};
  stage.upstream().respondWith([lines](const Message& request) {
    return reply("", "", lines.at(std::stoul(request.target().substr(1))));
  });
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const Message response = stage.ask(get("/" + std::to_string(i)));
    forwardedAt(stage, i);
    requireStatus(response, std::stoi(lines[i]));
    require(response.reason() == lines[i].substr(4), "reason-phrase-lost",
            lines[i] + " arrived as " + response.startLine);
  }
}

CASE(Step02, R02_08, EmptyReason) {
  const auto [response, request] =
      stage.exchange(get("/"), reply("", "", "200 "));
  requireStatus(response, 200);
  require(response.reason().empty() || response.reason() == "OK",
          "reason-phrase-lost", "arrived as " + response.startLine);
}

CASE(Step02, R02_09, AnyThreeDigitsAreAStatus) {
  requirePassedOn(stage, 999, reply("", "", "999 Beyond"));
}

CASE(Step02, R02_10, RedirectIsTheClientsAffair) {
  const std::string again =
      "http://127.0.0.1:" + std::to_string(stage.upstream().port()) + "/again";
  stage.upstream().respondWith([again](const Message& request) {
    return request.target() == "/again"
               ? reply()
               : reply("Location: " + again + "\r\n", "", "302 Found");
  });
  const Message response = stage.ask(get("/"));
  forwardedAt(stage, 0);
  require(stage.upstream().requests().size() == 1, "redirect-followed",
          "the upstream was asked again");
  requireStatus(response, 302);
}

CASE(Step02, R02_11, ChallengeIsTheClientsAffair) {
  requirePassedOn(
      stage, 401,
      reply("WWW-Authenticate: Basic realm=\"r\"\r\n", "", "401 Unauthorized"));
}

CASE(Step02, R02_12, ProxyChallengeIsPassedOn) {
  requirePassedOn(stage, 407,
                  reply("Proxy-Authenticate: Basic realm=\"r\"\r\n", "",
                        "407 Proxy Authentication Required"));
}

CASE(Step02, R02_20, OldClientIsAskedForInOurVersion) {
  const auto [response, request] =
      stage.exchange("GET /x HTTP/1.0\r\nHost: t\r\n\r\n");
  requireStatus(response, 200);
  requireHost(request);
}

CASE(Step02, R02_21, OldUpstreamIsPassedOnInOurVersion) {
  stage.upstream().respondAndClose(
      "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok");
  Client client = stage.connect();
  const Message response = client.ask(get("/"));
  stage.forwarded();
  require(response.startLine.starts_with("HTTP/1.1 200"), "status-wrong",
          "arrived as " + response.startLine);
  client.requireOpen();
}

CASE(Step02, R02_22, EachClientGetsItsOwnStatus) {
  stage.upstream().respondWith([&stage](const Message& request) {
    // Both are asked at once: nobody is answered before the other has come.
    stage.upstream().waitForRequests(2, kPatience);
    const bool first = request.target() == "/first";
    return reply("", "", first ? "200 OK" : "404 Not Found");
  });
  Client one = stage.connect();
  Client other = stage.connect();
  one.send(get("/first"));
  other.send(get("/second"));
  const Message second = other.completeResponse();
  const Message first = one.completeResponse();
  forwardedAt(stage, 1);
  require(first.status() == 200 && second.status() == 404, "mixed-up",
          "/first got " + first.startLine + ", /second " + second.startLine);
}

CASE(Step02, R02_23, UnforwardedBodyIsNoRequest) {
  Client client = stage.connect();
  client.send(post("GET /smuggled HTTP/1.1\r\nHost: t\r\n\r\n"));
  client.completeResponse();
  const Message request = stage.forwarded();
  require(request.target() == "/p", "target-wrong", request.startLine);
  if (!client.connection().closedWithin(kMoment)) {
    client.requireSilence();
    requireStatus(client.ask(get("/second")), 200);
    require(forwardedAt(stage, 1).target() == "/second",
            "body-parsed-as-request", "the body became a request");
  }
  client.requireSilence();
  require(stage.upstream().requests().size() <= 2, "body-parsed-as-request",
          "a third request reached the upstream");
}

CASE(Step02, R02_24, UpstreamMayKeepItsConnection) {
  // The scripted upstream never closes first: waiting for that is red.
  const auto [response, request] = stage.exchange(get("/"), reply());
  requireStatus(response, 200);
}

CASE(Step02, R02_25, InterimResponseIsNotTheAnswer) {
  stage.upstream().respond("HTTP/1.1 100 Continue\r\n\r\n" +
                           reply("", "", "201 Created"));
  const auto [response, request] = stage.exchange(get("/"));
  requireStatus(response, 201);
}

CASE(Step02, RL01, PlainGet) {
  const auto [response, request] =
      stage.exchange("GET / HTTP/1.1\r\nHost: t\r\n\r\n");
  requireStatus(response, 200);
  require(request.startLine == "GET / HTTP/1.1", "target-wrong",
          "arrived as " + request.startLine);
}

CASE(Step02, RL03, OldClientWithoutHost) {
  Client client = stage.connect();
  const Message response = client.ask("GET / HTTP/1.0\r\n\r\n");
  const Message request = stage.forwarded();
  requireStatus(response, 200);
  requireHost(request);
  client.requireClosed();
}

CASE(Step02, RL38, LowerCaseMethodIsAnotherMethod) {
  const auto [response, request] =
      stage.exchange("get / HTTP/1.1\r\nHost: t\r\n\r\n");
  require(request.startLine == "get / HTTP/1.1", "method-altered",
          "arrived as " + request.startLine);
}

CASE(Step02, PN01, EncodedSlashIsKept) {
  requireTargetKept(stage, "/a%2Fb/c");
}

CASE(Step02, PN05, TwoSlashesAreNoAuthority) {
  requireTargetKept(stage, "//evil/x");
}

CASE(Step02, PN10, QueryIsNoForm) {
  requireTargetKept(stage, "/?a=1&a=2;b=3");
}

CASE(Step02, PN11, BrokenEscapeInTheQuery) {
  requireTargetKept(stage, "/?a=%zz&b=1");
}

CASE(Step02, PN13, EmptyQueryIsNotNone) {
  requireTargetKept(stage, "/x?");
}

}  // namespace
}  // namespace hop::test
