// SPDX-License-Identifier: MIT
// 03-copy-body, hostile rows: a length that is misread is a request or a
// response that goes to the wrong party.
#include "tests/support/Case.h"
#include "tests/support/Checks.h"

#include <atomic>
#include <memory>

namespace hop::test {
namespace {

const std::string kChunked =
    "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n";
const std::string kSmuggled = "GET /smuggled HTTP/1.1\r\nHost: t\r\n\r\n";

/// What the upstream does after its hostile octets.
enum class Then { GoesOn, Closes };

/// Set when a request came on a connection that had carried hostile octets.
/// The upstream's thread may outlive the case.
using Reused = std::shared_ptr<std::atomic<bool>>;

void serveHostile(Upstream& upstream, Connection& connection,
                  const std::string& octets, Then then, const Reused& reused) {
  bool spoilt = false;
  while (const auto request = upstream.take(connection)) {
    if (spoilt) *reused = true;
    const bool hostile = request->target() == "/hostile";
    connection.send(hostile ? octets
                            : reply("", "answer for " + request->target()));
    if (hostile && then == Then::Closes) return;
    spoilt = spoilt || hostile;
  }
}

/// The octets for /hostile; every other target is answered by its name.
Reused respondHostile(Stage& stage, const std::string& octets,
                      Then then = Then::GoesOn) {
  const auto reused = std::make_shared<std::atomic<bool>>(false);
  stage.upstream().script([&stage, octets, then, reused](Connection& one) {
    serveHostile(stage.upstream(), one, octets, then, reused);
  });
  return reused;
}

void requireOwnAnswer(Client& client, const std::string& target) {
  const Message response = client.ask(get(target));
  require(response.status() == 200, "status-wrong", response.startLine);
  require(response.body == "answer for " + target, "mixed-up",
          target + " was answered with: " + readable(response.body));
}

/// The next request on this connection and one on a new connection.
void requireOwnAnswers(Stage& stage, Client& client) {
  requireOwnAnswer(client, "/same");
  Client other = stage.connect();
  requireOwnAnswer(other, "/other");
}

void requireNotReused(const Reused& reused) {
  require(!*reused, "connection-kept",
          "the upstream connection with octets too many was used again");
}

CASE(Step03, CL01, BodyWithLength) {
  const auto [response, request] = stage.exchange(post("hello"));
  require(response.status() == 200, "status-wrong", response.startLine);
  requireBody(request, "hello");
  requireLength(request, 5);
}

CASE(Step03, TE01, ChunkedBody) {
  Client client = stage.connect();
  const Message response =
      client.ask("POST /p HTTP/1.1\r\nHost: t\r\n" + kChunked);
  require(response.status() == 200, "status-wrong", response.startLine);
  requireBody(stage.forwarded(), "hello");
  requireOneLength(stage.forwarded());
}

CASE(Step03, TE25, GetWithChunkedBody) {
  Client client = stage.connect();
  const Message response =
      client.ask("GET /p HTTP/1.1\r\nHost: t\r\n" + kChunked);
  require(response.status() == 200, "status-wrong", response.startLine);
  requireBody(stage.forwarded(), "hello");
  requireOneLength(stage.forwarded());
  client.ask(get("/next"));
  require(forwardedAt(stage, 1).target() == "/next", "body-parsed-as-request",
          "after the body came: " + forwardedAt(stage, 1).startLine);
}

CASE(Step03, TE26, HeadWithChunkedBody) {
  stage.upstream().respondWith([](const Message& request) {
    return request.method() == "HEAD"
               ? "HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n"
               : reply("", "next");
  });
  Client client = stage.connect();
  const Message response =
      client.ask("HEAD /p HTTP/1.1\r\nHost: t\r\n" + kChunked);
  require(response.status() == 200, "status-wrong", response.startLine);
  requireBody(stage.forwarded(), "hello");
  requireOneLength(stage.forwarded());
  requireBody(client.ask(get("/next")), "next");
}

CASE(Step03, DS05, BodyThatLooksLikeARequest) {
  Client client = stage.connect();
  const Message response = client.ask(post(kSmuggled));
  require(response.status() == 200, "status-wrong", response.startLine);
  requireBody(forwardedAt(stage, 0), kSmuggled);
  requireLength(forwardedAt(stage, 0), kSmuggled.size());
  client.ask(get("/next"));
  const Message next = forwardedAt(stage, 1);
  require(next.target() == "/next", "body-parsed-as-request", next.startLine);
  client.requireSilence();
}

CASE(Step03, UR01, ResponseWithLength) {
  respondHostile(stage, reply("", "hello"));
  Client client = stage.connect();
  const Message response = client.ask(get("/hostile"));
  require(response.status() == 200, "status-wrong", response.startLine);
  requireBody(response, "hello");
  requireLength(response, 5);
  requireOwnAnswers(stage, client);
}

CASE(Step03, UR03, ResponseThatEndsWithFin) {
  respondHostile(stage, "HTTP/1.1 200 OK\r\n\r\nhello", Then::Closes);
  Client client = stage.connect();
  const Message response = client.ask(get("/hostile"));
  require(response.status() == 200, "status-wrong", response.startLine);
  requireBody(response, "hello");
  Client other = stage.connect();
  requireOwnAnswers(stage, response.untilClose ? other : client);
}

CASE(Step03, UR05, ChunkedResponseForAnHttp10Client) {
  respondHostile(stage, "HTTP/1.1 200 OK\r\n" + kChunked);
  Client client = stage.connect();
  const Message response = client.ask("GET /hostile HTTP/1.0\r\n\r\n");
  require(response.status() == 200, "status-wrong", response.startLine);
  requireBody(response, "hello");
  require(!response.has("Transfer-Encoding"), "framing-wrong",
          "chunks for HTTP/1.0: " + readable(response.rawHead));
  client.requireClosed();
  Client other = stage.connect();
  requireOwnAnswers(stage, other);
}

CASE(Step03, UR33, NoContentWithChunks) {
  const auto reused =
      respondHostile(stage, "HTTP/1.1 204 No Content\r\n" + kChunked);
  Client client = stage.connect();
  const Message response = client.ask(get("/hostile"));
  require(response.status() == 204, "status-wrong", response.startLine);
  requireNoLength(response);
  requireOwnAnswers(stage, client);
  requireNotReused(reused);
}

CASE(Step03, UR35, NotModifiedWithBody) {
  const auto reused =
      respondHostile(stage, reply("", "hello", "304 Not Modified"));
  Client client = stage.connect();
  const Message response = client.ask(get("/hostile"));
  require(response.status() == 304, "status-wrong", response.startLine);
  const std::string length = response.value("Content-Length");
  require(length.empty() || length == "5", "framing-wrong",
          "the length of another response: " + readable(response.rawHead));
  requireOwnAnswers(stage, client);
  requireNotReused(reused);
}

CASE(Step03, UR36, HeadAnsweredWithBody) {
  const auto reused = respondHostile(stage, reply("", "hello"));
  Client client = stage.connect();
  const Message response =
      client.ask("HEAD /hostile HTTP/1.1\r\nHost: t\r\n\r\n");
  require(response.status() == 200, "status-wrong", response.startLine);
  requireLength(response, 5);
  requireOwnAnswers(stage, client);
  requireNotReused(reused);
}

}  // namespace
}  // namespace hop::test
