// SPDX-License-Identifier: MIT
// 08: the length of a response is read in one way or not at all (RFC 9112
// section 6.3), and what comes after it belongs to nobody.
#include "tests/support/Case.h"
#include "tests/support/Checks.h"
#include "tests/support/HostileUpstream.h"
#include "tests/support/Trailers.h"

namespace hop::test {
namespace {

const std::string kOk = "HTTP/1.1 200 OK\r\n";

/// 502, or 200 with "hello" and one length. Nothing is left for others.
void requireHelloOrRefused(Stage& stage, const std::string& octets) {
  const auto reused = respondHostile(stage, octets);
  Client client = stage.connect();
  const Message response = askHostile(stage, client);
  if (response.status() != 502) {
    require(response.status() == 200, "status-wrong", response.startLine);
    requireBody(response, "hello");
    require(response.complete, "stalled", "the body does not end");
    requireOneLength(response);
  }
  requireOwnAnswers(stage, client);
  requireNotReused(reused);
}

CASE(Step08, UR15, ChunksAndALength) {
  const auto reused = respondHostile(
      stage, kOk +
                 "Transfer-Encoding: chunked\r\nContent-Length: 30\r\n\r\n"
                 "0\r\n\r\nResponse splitting");
  Client client = stage.connect();
  const Message response = askHostile(stage, client);
  if (response.status() != 502) {
    require(response.status() == 200, "status-wrong", response.startLine);
    require(response.complete, "stalled", "the body does not end");
    require(response.body.empty(), "body-altered", readable(response.body));
    require(response.value("Content-Length") != "30", "framing-wrong",
            "the wrong length passed: " + readable(response.rawHead));
  }
  requireOwnAnswers(stage, client);
  requireNotReused(reused);
}

CASE(Step08, UR16, TwoLengths) {
  requireBadGateway(
      stage, kOk + "Content-Length: 5\r\nContent-Length: 3\r\n\r\nhello");
}

CASE(Step08, UR18, ListOfEqualLengths) {
  requireHelloOrRefused(stage, kOk + "Content-Length: 5, 5\r\n\r\nhello");
}

CASE(Step08, UR20, NegativeLength) {
  requireBadGateway(stage, kOk + "Content-Length: -5\r\n\r\nhello",
                    Then::Closes);
}

CASE(Step08, UR21, LengthWithASign) {
  requireBadGateway(stage, kOk + "Content-Length: +5\r\n\r\nhello");
}

CASE(Step08, UR23, LengthThatOverflows) {
  requireBadGateway(stage,
                    kOk + "Content-Length: 18446744073709551621\r\n\r\nhello");
}

CASE(Step08, UR25, ChunkedTwiceInOneField) {
  requireBadGateway(
      stage, kOk + "Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n");
}

CASE(Step08, UR26, ChunkedInTwoFields) {
  requireBadGateway(stage,
                    kOk + "Transfer-Encoding: chunked\r\n" + helloWith(""));
}

CASE(Step08, UR28, ChunksInHttp10) {
  requireHelloOrRefused(stage, "HTTP/1.0 200 OK\r\n" + helloWith(""));
}

CASE(Step08, UR30, SecondResponseThatNobodyAskedFor) {
  const auto reused = respondHostile(
      stage, reply("", "hello") + reply("X-Poison: 1\r\n", "evil"));
  Client client = stage.connect();
  const Message response = askHostile(stage, client);
  require(response.status() == 200, "status-wrong", response.startLine);
  requireBody(response, "hello");
  requireLength(response, 5);
  requireOwnAnswers(stage, client);
  requireNotReused(reused);
  client.requireSilence();
}

CASE(Step08, UR31, OctetsAfterTheLastChunk) {
  const auto reused = respondHostile(stage, kOk + helloWith("") + "zzz");
  Client client = stage.connect();
  const Message response = askHostile(stage, client);
  require(response.status() == 200, "status-wrong", response.startLine);
  requireBody(response, "hello");
  requireOneLength(response);
  requireOwnAnswers(stage, client);
  requireNotReused(reused);
  client.requireSilence();
}

CASE(Step08, UR38, ChunksAnnouncedToHead) {
  respondHostile(stage, kOk + "Transfer-Encoding: chunked\r\n\r\n");
  Client client = stage.connect();
  const Message response =
      askHostile(stage, client, "HEAD /hostile HTTP/1.1\r\nHost: t\r\n\r\n");
  require(response.status() == 200, "status-wrong", response.startLine);
  require(!response.has("Content-Length"), "framing-wrong",
          "a length of nothing: " + readable(response.rawHead));
  requireOwnAnswers(stage, client);
}

CASE(Step08, UR78, CloseBesideALength) {
  respondHostile(stage, reply("Connection: close\r\n", "hello"), Then::Closes);
  Client client = stage.connect();
  const Message response = askHostile(stage, client);
  require(response.status() == 200, "status-wrong", response.startLine);
  requireBody(response, "hello");
  requireLength(response, 5);
  requireOwnAnswers(stage, client);
}

CASE(Step08, UR80, ResetContentWithABody) {
  const auto reused = respondHostile(stage, reply("", "hello", "205 X"));
  Client client = stage.connect();
  const Message response = askHostile(stage, client);
  require(response.status() == 205, "status-wrong", response.startLine);
  require(response.complete, "stalled", "the body does not end");
  require(response.body.empty() || response.body == "hello", "body-altered",
          readable(response.body));
  requireOneLength(response);
  requireOwnAnswers(stage, client);
  requireNotReused(reused);
}

CASE(Step08, UR70, FramingThatComesTooLate) {
  respondHostile(stage, kOk + helloWith("Content-Length: 1\r\n"
                                        "Transfer-Encoding: x\r\n"
                                        "X-T: 1\r\n"));
  Client client = stage.connect();
  const Message response = askHostile(stage, client);
  requireBody(response, "hello");
  requireTrailer(response, "X-T", "1");
  require(response.trailers.size() == 1, "trailer-leaked",
          std::to_string(response.trailers.size()) + " trailers arrived");
  requireOneLength(response);
  requireOwnAnswers(stage, client);
}

}  // namespace
}  // namespace hop::test
