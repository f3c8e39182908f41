// SPDX-License-Identifier: MIT
#pragma once

#include "tests/support/BodyReader.h"
#include "tests/support/http2/Http2Checks.h"

#include <string>

namespace hop::test {

// gRPC as it looks on the wire: HTTP/2, messages with five octets in front of
// them, and a status in the trailers.

/// The head of every response that is no error of HTTP.
inline const FieldList kGrpcHead =
    h2Reply({{"content-type", "application/grpc"}});

/// The head of a call, with these fields behind the usual ones.
inline FieldList grpcCall(const FieldList& fields = {}) {
  FieldList all = h2Request("POST", "/hop.Echo/Say",
                            {{"te", "trailers"},
                             {"content-type", "application/grpc"},
                             {"grpc-accept-encoding", "identity"}});
  all.insert(all.end(), fields.begin(), fields.end());
  return all;
}

/// The fields that end a response.
inline FieldList grpcStatus(const std::string& code,
                            const std::string& text = "") {
  FieldList trailers{{"grpc-status", code}};
  if (!text.empty()) trailers.emplace_back("grpc-message", text);
  return trailers;
}

/// Not compressed, four octets of length, the message.
inline std::string grpcMessage(const std::string& message) {
  return std::string(1, '\0') + bigEndian(message.size(), 4) + message;
}

/// One call that both ends have begun, each message moved by hand.
struct GrpcCall {
  explicit GrpcCall(Stage& stage, const FieldList& fields = {})
      : hand(stage),
        client(stage.http2Client()),
        id(client.open(grpcCall(fields))),
        upstream(hand.accept()),
        above(upstream.nextRequest()) {}

  void say(const std::string& message) {
    sent += grpcMessage(message);
    client.send(dataFrame(id, grpcMessage(message)));
  }
  void answer(const std::string& message) {
    answered += grpcMessage(message);
    upstream.send(dataFrame(above, grpcMessage(message)));
  }
  /// All that was said so far has arrived above.
  void requireHeard() {
    const bool came = upstream.until(
        [&] { return upstream.stream(above).body.size() >= sent.size(); },
        kPromptly);
    require(came, "event-delayed", "a message is held back");
    require(upstream.stream(above).body == sent, "body-altered",
            readable(upstream.stream(above).body, 200));
  }
  void requireAnswered() { client.expectBody(id, answered); }

  Http2ByHand hand;
  Http2Client client;
  std::uint32_t id;
  Http2UpstreamPeer upstream;
  std::uint32_t above;
  std::string sent;
  std::string answered;
};

}  // namespace hop::test
