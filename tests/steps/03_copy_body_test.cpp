// SPDX-License-Identifier: MIT
// 03-copy-body: how long a body is was decided by how it arrived; how its end
// is marked is decided again on the other side.
#include "tests/support/Case.h"
#include "tests/support/Checks.h"

namespace hop::test {
namespace {

/// Above what a busy machine needs; a stream that is read to its end, which
/// never comes, stalls for five seconds (row 03-12).
constexpr std::chrono::milliseconds kAtOnce{2'000};

const std::string kChunkedHello =
    "Transfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n";

/// A request on a connection that is open; its response names its target.
void requireNextAnswer(Client& client, const std::string& target = "/next") {
  const Message response = client.ask(get(target));
  require(response.status() == 200, "status-wrong", response.startLine);
  requireBody(response, "for " + target);
}

/// These octets for a request to "/", the target's name for all others.
void respondFirst(Stage& stage, const std::string& octets) {
  stage.upstream().respondWith([octets](const Message& request) {
    const bool first = request.target() == "/";
    return first ? octets : reply("", "for " + request.target());
  });
}

CASE(Step03, R03_01, ResponseBodyWithLength) {
  const auto [response, request] =
      stage.exchange(get(), reply("", "hello world"));
  requireBody(response, "hello world");
  requireLength(response, 11);
}

CASE(Step03, R03_02, ChunkedResponse) {
  const auto [response, request] =
      stage.exchange(get(), "HTTP/1.1 200 OK\r\n" + kChunkedHello);
  requireBody(response, "hello");
  requireOneLength(response);
}

CASE(Step03, R03_03, ResponseThatEndsWithItsConnection) {
  stage.upstream().respondAndClose("HTTP/1.1 200 OK\r\n\r\nhello");
  Client client = stage.connect();
  const Message response = client.ask(get());
  requireBody(response, "hello");
  require(!response.has("Content-Length"), "framing-wrong",
          "nobody knew the length: " + readable(response.rawHead));
  if (!response.untilClose) requireBody(client.ask(get()), "hello");
}

CASE(Step03, R03_04, EmptyResponseThenOneWithBody) {
  respondFirst(stage, reply("", ""));
  Client client = stage.connect();
  const Message empty = client.ask(get());
  requireLength(empty, 0);
  requireNextAnswer(client);
}

CASE(Step03, R03_05, EveryOctetValue) {
  const std::string octets = pattern(10'240);
  const auto [response, request] = stage.exchange(get(), reply("", octets));
  requireBody(response, octets);
}

CASE(Step03, R03_07, RequestBodyWithLength) {
  const auto [response, request] = stage.exchange(post("hello"));
  requireBody(request, "hello");
  requireLength(request, 5);
}

CASE(Step03, R03_08, ChunkedRequest) {
  const auto [response, request] =
      stage.exchange("POST / HTTP/1.1\r\nHost: t\r\n" + kChunkedHello);
  requireBody(request, "hello");
  requireOneLength(request);
}

CASE(Step03, R03_10, NoBodyNoLengthField) {
  Client client = stage.connect();
  client.ask(get());
  const Message bare = forwardedAt(stage, 0);
  client.ask(post("hello"));
  requireBody(forwardedAt(stage, 1), "hello");
  requireNoLength(bare);
}

CASE(Step03, R03_11, EmptyPostSaysSo) {
  const auto [response, request] = stage.exchange(post(""));
  requireLength(request, 0);
}

CASE(Step03, R03_12, NoLengthFieldMeansNoBody) {
  std::size_t n = 0;
  for (const std::string method : {"POST", "PUT", "OPTIONS", "PROPFIND"}) {
    Client client = stage.connect();
    client.send(method + " /p HTTP/1.1\r\nHost: t\r\n\r\n");
    const auto response = client.connection().readMessage(kAtOnce, method);
    require(response.has_value(), "stalled", method + " waits for a body");
    const Message request = forwardedAt(stage, n++);
    const std::string length = request.value("Content-Length");
    require(
        !request.has("Transfer-Encoding") && (length.empty() || length == "0"),
        "framing-wrong", method + ": " + readable(request.rawHead));
    client.ask(post("hello", "", method));
    requireBody(forwardedAt(stage, n++), "hello");
  }
}

CASE(Step03, R03_13, BodyOfAMethodThatRarelyHasOne) {
  std::size_t n = 0;
  for (const std::string method : {"GET", "DELETE"}) {
    stage.ask(post("hello", "", method));
    const Message request = forwardedAt(stage, n++);
    requireBody(request, "hello");
    requireLength(request, 5);
    require(request.method() == method, "method-altered", request.startLine);
  }
}

CASE(Step03, R03_14, HeadKeepsTheLengthAndHasNoBody) {
  respondFirst(stage, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n");
  Client client = stage.connect();
  const Message head = client.ask("HEAD / HTTP/1.1\r\nHost: t\r\n\r\n");
  requireLength(head, 100);
  requireNextAnswer(client);
}

CASE(Step03, R03_15, HeadWithoutLengthGetsNone) {
  respondFirst(stage, "HTTP/1.1 200 OK\r\n\r\n");
  Client client = stage.connect();
  const Message head = client.ask("HEAD / HTTP/1.1\r\nHost: t\r\n\r\n");
  require(!head.has("Content-Length"), "framing-wrong",
          "invented: " + readable(head.rawHead));
  requireNextAnswer(client);
}

CASE(Step03, R03_16, NoContentHasNoLengthEither) {
  respondFirst(stage, "HTTP/1.1 204 No Content\r\n\r\n");
  Client client = stage.connect();
  const Message response = client.ask(get());
  require(response.status() == 204, "status-wrong", response.startLine);
  requireNoLength(response);
  requireNextAnswer(client);
}

CASE(Step03, R03_17, NotModifiedHasNoBody) {
  respondFirst(stage,
               "HTTP/1.1 304 Not Modified\r\nContent-Length: 99\r\n\r\n");
  Client client = stage.connect();
  const Message response = client.ask(get());
  require(response.status() == 304, "status-wrong", response.startLine);
  const std::string length = response.value("Content-Length");
  require(length.empty() || length == "99", "framing-wrong",
          "the length of another response: " + readable(response.rawHead));
  requireNextAnswer(client);
}

CASE(Step03, R03_18, ResetContentIsEmpty) {
  respondFirst(stage, reply("", "", "205 Reset Content"));
  Client client = stage.connect();
  const Message response = client.ask(get());
  require(response.status() == 205, "status-wrong", response.startLine);
  requireLength(response, 0);
  requireNextAnswer(client);
}

CASE(Step03, R03_19, Http10ClientGetsNoChunks) {
  stage.upstream().respond("HTTP/1.1 200 OK\r\n" + kChunkedHello);
  Client client = stage.connect();
  const Message response = client.ask("GET / HTTP/1.0\r\n\r\n");
  require(!response.has("Transfer-Encoding"), "framing-wrong",
          "chunks for HTTP/1.0: " + readable(response.rawHead));
  requireBody(response, "hello");
  client.requireClosed();
}

CASE(Step03, R03_20, BodyAndNextRequestInOneSegment) {
  respondFirst(stage, "");
  Client client = stage.connect();
  client.send(post("hello") + get("/second"));
  const Message one = client.completeResponse("POST");
  requireBody(forwardedAt(stage, 0), "hello");
  const Message two = client.completeResponse();
  requireBody(forwardedAt(stage, 1), "");
  require(one.body == "for /p" && two.body == "for /second", "order-wrong",
          one.body + ", then " + two.body);
}

CASE(Step03, R03_21, UpstreamResetsInsteadOfReadingTheBody) {
  auto& upstream = stage.upstream();
  upstream.script([](Connection& connection) {
    connection.readHead(kPatience);
    connection.reset();
  });
  const Message response = stage.ask(post("hello"));
  require(response.status() == 502, "status-wrong", response.startLine);
  require(upstream.connections() == 1, "retried",
          std::to_string(upstream.connections()) + " attempts");
  upstream.respond(reply());
  stage.ask(post("hello"));
  requireBody(forwardedAt(stage, 0), "hello");
}

}  // namespace
}  // namespace hop::test
