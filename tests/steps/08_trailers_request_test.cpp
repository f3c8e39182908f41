// SPDX-License-Identifier: MIT
// 08-trailers: what the client sends after the last chunk reaches the upstream
// there, or not at all; it is neither a field of the head nor a request.
#include "tests/support/Case.h"
#include "tests/support/Checks.h"
#include "tests/support/HopByHop.h"
#include "tests/support/Hostile.h"
#include "tests/support/Trailers.h"
#include "tests/support/http2/Hpack.h"

namespace hop::test {
namespace {

const std::string kKeep = "X-Keep: 1\r\n";

/// A chunked POST of "hello" with these fields and trailers.
std::string upload(const std::string& trailers,
                   const std::string& fields = "") {
  return "POST /p HTTP/1.1\r\nHost: t\r\n" + fields + helloWith(trailers);
}

/// The n-th request that the upstream got: "hello", framed by chunks or, when
/// nothing came after it, by its length.
Message uploaded(Stage& stage, std::size_t n = 0) {
  const Message request = forwardedAt(stage, n);
  requireBody(request, "hello");
  requireOneLength(request);
  return request;
}

/// What comes next on the connection is a request of its own.
void requireNext(Client& client) {
  const Message next = client.response();
  require(next.status() == 200, "trailer-parsed-as-request",
          "the next request was answered with " + next.startLine);
}

CASE(Step08, R08_13, AnnouncedTrailer) {
  const auto [response, request] =
      stage.exchange(upload("X-T: 1\r\nX-U: 2\r\n", "Trailer: X-T\r\n"));
  require(response.status() == 200, "status-wrong", response.startLine);
  uploaded(stage);
  requireTrailer(request, "X-T", "1");
  requireTrailer(request, "X-U", "2");
  requireField(request, "Trailer", "X-T");
  require(!request.has("X-T"), "trailer-leaked", "X-T stands in the head");
}

CASE(Step08, R08_14, FieldsThatMustNotComeLate) {
  const auto forbidden = {"X-Forwarded-For",
                          "X-Forwarded-Host",
                          "X-Forwarded-Proto",
                          "Forwarded",
                          "X-Forwarded-Prefix",
                          "Host",
                          "Authorization",
                          "Proxy-Authorization",
                          "Cookie",
                          "Content-Length",
                          "Transfer-Encoding",
                          "Connection",
                          "Content-Type",
                          "Expect",
                          "X-Hop",
                          "Trailer"};
  std::string trailers = "X-T: 1\r\n";
  for (const std::string name : forbidden) trailers += name + ": 7\r\n";
  stage.ask(upload(trailers, "Connection: x-hop\r\n"));
  const Message request = uploaded(stage);
  requireTrailer(request, "X-T", "1");
  for (const std::string name : forbidden) {
    requireNoTrailer(request, name);
    require(request.value(name).find('7') == std::string::npos ||
                request.value(name) == "127.0.0.1",
            "spoofed-field-passed", name + ": " + request.value(name));
  }
}

CASE(Step08, R08_15, NextRequestInTheSameSegment) {
  stage.upstream().respondWith([](const Message& request) {
    return reply("", "answer for " + request.target());
  });
  Client client = stage.connect();
  client.send(upload("X-T: 1\r\nX-U: 2\r\n") + get("/second"));
  const Message first = client.completeResponse();
  uploaded(stage);
  requireBody(first, "answer for /p");
  const Message second = client.completeResponse();
  require(second.status() == 200, "trailer-parsed-as-request",
          "the second request was answered with " + second.startLine);
  requireBody(second, "answer for /second");
  require(stage.upstream().requests().size() == 2, "trailer-parsed-as-request",
          "the upstream received too many requests");
}

CASE(Step08, R08_16, NoRoomForTrailersBehindALength) {
  Client client = stage.connect();
  client.ask(post("hello", "Trailer: X-T\r\n" + kKeep));
  const Message request = uploaded(stage);
  requireLength(request, 5);
  requireStripped(request, {"Trailer"});
  client.ask(upload("X-T: 1\r\n"));
  requireTrailer(uploaded(stage, 1), "X-T", "1");
}

CASE(Step08, R08_17, ClientThatAcceptsTrailers) {
  const auto spellings = {"trailers", "gzip, trailers", "Trailers,gzip;q=0.5"};
  std::size_t n = 0;
  for (const std::string accepted : spellings) {
    stage.ask(get("/", "Connection: TE\r\nTE: " + accepted + "\r\n" + kKeep));
    const Message request = forwardedAt(stage, n++);
    requireField(request, "X-Keep", "1");
    require(request.has("TE"), "field-lost", "TE: " + accepted + " is lost");
    require(sameName(request.value("TE"), "trailers"), "field-altered",
            "TE: " + accepted + " arrived as " + request.value("TE"));
    require(connectionNames(request, "TE"), "field-lost",
            "Connection: " + request.value("Connection"));
  }
}

CASE(Step08, R08_18, ClientThatSaysNothing) {
  stage.ask(get("/", kKeep));
  requireStripped(forwardedAt(stage, 0), {"TE"});
  require(!connectionNames(forwardedAt(stage, 0), "TE"), "field-invented",
          "Connection: " + forwardedAt(stage, 0).value("Connection"));
  stage.ask(get("/", "Connection: TE\r\nTE: trailers\r\n"));
  requireField(forwardedAt(stage, 1), "TE", "trailers");
  require(connectionNames(forwardedAt(stage, 1), "TE"), "field-lost",
          "Connection: " + forwardedAt(stage, 1).value("Connection"));
}

CASE(Step08, HB08, OnlyTrailersOfAListAreKept) {
  const auto [response, request] = stage.exchange(
      get("/", "TE: gzip, trailers\r\nConnection: TE\r\n" + kKeep));
  requireField(request, "X-Keep", "1");
  requireField(request, "TE", "trailers");
}

CASE(Step08, TR01, ValidTrailer) {
  Client client = stage.connect();
  const Message response = client.ask(upload("X-Sum: 1\r\n"));
  require(response.status() == 200, "status-wrong", response.startLine);
  const Message request = uploaded(stage);
  client.send(get("/next"));
  requireNext(client);
  require(!request.has("X-Sum"), "trailer-leaked", "X-Sum stands in the head");
  const auto values = trailersNamed(request, "X-Sum");
  require(values.empty() || values == std::vector<std::string>{"1"},
          "value-altered", "X-Sum: " + describe(request.trailers));
}

/// The upload is accepted without that trailer, or refused because of it.
void requireDiscarded(Stage& stage, const std::string& name,
                      const std::string& value) {
  Client client = stage.connect();
  const Message response =
      client.ask(upload(name + ": " + value + "\r\n", kKeep));
  if (response.status() == 400) return stage.requireServing();
  require(response.status() == 200, "status-wrong", response.startLine);
  const Message request = uploaded(stage);
  requireField(request, "X-Keep", "1");
  requireNoTrailer(request, name);
  require(request.value(name) != value, "spoofed-field-passed",
          name + ": " + request.value(name));
  client.send(get("/next"));
  requireNext(client);
}

CASE(Step08, TR03, TransferCodingInATrailer) {
  Client client = stage.connect();
  const Message response =
      client.ask(upload("Transfer-Encoding: chunked\r\n", kKeep));
  if (response.status() == 400) return stage.requireServing();
  require(response.status() == 200, "status-wrong", response.startLine);
  requireNoTrailer(uploaded(stage), "Transfer-Encoding");
  client.send(get("/next"));
  requireNext(client);
}

CASE(Step08, TR05, ForwardedForInATrailer) {
  requireDiscarded(stage, "X-Forwarded-For", "6.6.6.6");
}

CASE(Step08, TR06, CredentialsInATrailer) {
  requireDiscarded(stage, "Authorization", "x");
}

CASE(Step08, TR08, TrailerWithBareLineFeed) {
  requireNotCompleted(stage, {upload("X-A: 1\nX-B: 2\r\n"),
                              upload("X-A: 1\nX-B: 2\r\n") + kSmuggled});
}

CASE(Step08, TR10, FarTooManyTrailers) {
  std::string many;
  for (int i = 0; i < 1'200; ++i) {
    many += "X-" + std::to_string(i) + ": " + std::string(100, 'v') + "\r\n";
  }
  // All of it many times over would not fit into this.
  constexpr long kBudgetKiB = 16L * 1'024;
  const long before = stage.proxy().residentKiB().value_or(0);
  requireNotCompleted(stage, {upload(many)}, {400, 431});
  const long now = stage.proxy().residentKiB().value_or(0);
  require(now - before <= kBudgetKiB, "memory-grown",
          "resident: " + std::to_string(before) + " KiB, then " +
              std::to_string(now) + " KiB");
}

}  // namespace
}  // namespace hop::test
