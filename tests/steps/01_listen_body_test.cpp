// SPDX-License-Identifier: MIT
// 01-listen: a body is never taken for a request (RFC 9112 section 9.3).
#include "tests/support/Case.h"

namespace hop::test {
namespace {

const std::string kSmuggled = "GET /smuggled HTTP/1.1\r\nHost: t\r\n\r\n";

/// Whatever comes is no answer to octets of a body, and the upstream has not
/// been asked for them.
void requireNotSmuggled(Stage& stage) {
  for (const Message& request : stage.upstream().requests()) {
    require(request.target() != "/smuggled", "body-parsed-as-request",
            "the upstream was asked for /smuggled");
  }
}

CASE(Step01, R01_12, BodyIsNeverARequest) {
  Client client = stage.connect();
  client.send(post(kSmuggled));
  client.completeResponse();
  // Closed, or kept once the body has been read; but silent.
  client.connection().closedWithin(kMoment);
  client.requireSilence();
  requireNotSmuggled(stage);
  for (const std::string coding :
       {"gzip, chunked", "xchunked", "chunked, chunked", "identity", "gzip"}) {
    Client other = stage.connect();
    std::string request = "POST /p HTTP/1.1\r\nHost: t\r\n";
    request.append("Transfer-Encoding: ").append(coding).append("\r\n\r\n");
    other.send(request.append(kSmuggled));
    other.completeResponse();
    require(other.connection().closedWithin(kPatience), "connection-kept",
            "kept open after Transfer-Encoding: " + coding);
    other.requireSilence();
    requireNotSmuggled(stage);
  }
}

CASE(Step01, R01_13, ChunksThatNobodyReads) {
  Client client = stage.connect();
  client.send(
      "POST /p HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n"
      "5\r\nhello\r\n0\r\n\r\n" +
      get("/second"));
  const Message first = client.completeResponse();
  const auto second = client.connection().readMessage(kPatience, "GET");
  if (!second) return client.requireClosed();
  require(second->status() == first.status(), "body-parsed-as-request",
          "the second request was answered with " + second->startLine);
  client.requireOpen();
}

}  // namespace
}  // namespace hop::test
