// SPDX-License-Identifier: MIT
// 08: a message that was cut never looks complete (RFC 9112 section 8).
#include "tests/support/ByHand.h"
#include "tests/support/Case.h"
#include "tests/support/Checks.h"
#include "tests/support/HostileUpstream.h"

#include <algorithm>

namespace hop::test {
namespace {

const std::string kOk = "HTTP/1.1 200 OK\r\n";
const std::string kLength10 = kOk + "Content-Length: 10\r\n\r\n";
const std::string kChunked = kOk + "Transfer-Encoding: chunked\r\n\r\n";

CASE(Step08, UR06, LengthThatIsNotReached) {
  requireCut(stage, kLength10 + "hello", Then::Closes);
}

CASE(Step08, UR08, ChunksWithoutTheLastOne) {
  requireCut(stage, kChunked + "5\r\nhello\r\n", Then::Closes);
}

CASE(Step08, UR10, SizeThatIsNone) {
  for (const std::string size :
       {"zz", "-5", "0x5", "", " ", "5 5", "10000000000000000"}) {
    onFreshStage([&size](Stage& fresh) {
      requireCut(fresh, kChunked + "5\r\nhello\r\n" + size + "\r\nhello\r\n",
                 Then::GoesOn);
    });
  }
}

CASE(Step08, UR11, ChunkThatIsTooLong) {
  requireCut(stage, kChunked + "5\r\nhelloXX0\r\n\r\n", Then::GoesOn);
}

CASE(Step08, UR13, BareLineFeedsBetweenChunks) {
  respondHostile(stage, kChunked + "5\nhello\n0\n\n", Then::Closes);
  Client client = stage.connect();
  const Message response = askHostile(stage, client);
  if (response.status() == 502) return requireOwnAnswers(stage, client);
  if (!response.complete) {
    requireAborted(client, response, "hello");
    return requireOthersServed(stage);
  }
  require(response.status() == 200, "status-wrong", response.startLine);
  requireBody(response, "hello");
  requireOwnAnswers(stage, client);
}

CASE(Step08, UR71, TrailerThatIsNone) {
  requireCut(stage, kChunked + "5\r\nhello\r\n0\r\nbad trailer\r\n\r\n",
             Then::GoesOn);
}

/// All that the upstream sent has reached the client, and then the end of the
/// connection. Nothing is added: no padding, no last chunk, no text.
void requireHalf(Stage& stage, const std::string& octets) {
  ByHand upstream(stage);
  Client client = stage.connect();
  client.send(get());
  {
    Connection connection = upstream.accept(client);
    connection.readHead(kPatience);
    connection.send(octets);
  }
  const auto response = client.connection().readMessage(kNoticed, "GET");
  require(response.has_value(), "no-response", "no head arrived");
  requireAborted(client, *response, "hello");
  require(response->body == "hello", "body-lost",
          "of the body arrived: " + readable(response->body));
  upstream.requireServing();
}

CASE(Step08, R09_18, HalfOfALength) {
  requireHalf(stage, kLength10 + "hello");
}

CASE(Step08, R09_19, HalfOfTheChunks) {
  for (const std::string body :
       {"5\r\nhello\r\n", "5\r\nhello", "9\r\nhello", "5\r\nhello\r\n0\r\n",
        "5\r\nhello\r\nzz\r\n\r\n", "5\r\nhello\r\n-1\r\n\r\n"}) {
    onFreshStage(
        [&body](Stage& fresh) { requireHalf(fresh, kChunked + body); });
  }
}

/// More than the buffers of a proxy, so that the client sees the beginning
/// before the upstream resets the connection; less than those of the sockets.
constexpr std::size_t kMuch = 131'072;

void requireHalfBeforeReset(Stage& stage, const std::string& head) {
  ByHand upstream(stage);
  Client client = stage.connect();
  client.send(get());
  Connection connection = upstream.accept(client);
  connection.readHead(kPatience);
  connection.send(head + std::string(kMuch, 'x'));
  const auto response = client.connection().readHead(kNoticed);
  require(response.has_value(), "no-response", "no head arrived");
  connection.reset();
  const std::string body = client.connection().readToEnd(kNoticed);
  const bool chunked = response->has("Transfer-Encoding");
  require(!chunked || !body.ends_with("\r\n0\r\n\r\n"), "truncation-hidden",
          "a last chunk came");
  require(client.connection().closedWithin(kMoment), "connection-kept",
          "the client waits for the rest on an open connection");
  require(chunked || response->value("Content-Length") == "9999999",
          "framing-wrong", readable(response->rawHead));
  require(!body.empty() && body.size() <= kMuch + kMuch / 8, "body-altered",
          std::to_string(body.size()) + " octets came");
  upstream.requireServing();
}

CASE(Step08, R09_20, ResetInTheMiddle) {
  onFreshStage([](Stage& fresh) {
    requireHalfBeforeReset(fresh, kOk + "Content-Length: 9999999\r\n\r\n");
  });
  // One chunk that never ends, and chunks of which the last does not come.
  requireHalfBeforeReset(stage, kChunked + "989680\r\n");
}

CASE(Step08, R09_21, OldClientSeesTheCutToo) {
  respondHostile(stage, kLength10 + "hello", Then::Closes);
  Client client = stage.connect();
  const Message response =
      askHostile(stage, client, "GET /hostile HTTP/1.0\r\n\r\n");
  require(response.value("Content-Length") == "10" || response.untilClose,
          "framing-wrong", readable(response.rawHead));
  requireAborted(client, response, "hello");
  require(response.body == "hello", "body-lost", readable(response.body));
  requireOthersServed(stage);
}

/// The beginning of a chunked upload: 64 KiB, and no last chunk.
std::string endlessUpload() {
  std::string octets =
      "POST /p HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n";
  for (int i = 0; i < 4; ++i) {
    octets += "4000\r\n" + std::string(0x4000, 'x') + "\r\n";
  }
  return octets;
}

CASE(Step08, R09_17, UploadThatIsCut) {
  ByHand upstream(stage);
  Client client = stage.connect();
  client.send(endlessUpload());
  Connection connection = upstream.accept(client);
  // First this: a reset would take it away with it.
  const auto request = connection.readHead(kPatience);
  require(request.has_value(), "not-forwarded", "not even the head arrived");
  require(request->has("Transfer-Encoding"), "body-lost",
          "no body: " + readable(request->rawHead));
  client.connection().close();
  const std::string body = connection.readToEnd(kGone);
  require(!body.ends_with("\r\n0\r\n\r\n"), "truncation-hidden",
          "the upstream got a last chunk that the client never sent");
  requireAborted(connection);
  upstream.requireServing();
}

}  // namespace
}  // namespace hop::test
