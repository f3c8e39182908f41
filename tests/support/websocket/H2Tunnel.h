// SPDX-License-Identifier: MIT
#pragma once

#include "tests/support/http2/Http2Checks.h"
#include "tests/support/websocket/Tunnel.h"

#include <cstdint>
#include <string>

namespace hop::test {

/// The client has been told that it may use extended CONNECT.
/// @throws CaseFailed("not-upgraded").
inline void requireConnectAllowed(const Http2Client& client) {
  require(client.setting(kEnableConnectProtocol, 0) == 1, "not-upgraded",
          "SETTINGS does not allow extended CONNECT");
}

inline Http2Client connectingClient(Stage& stage,
                                    const Settings& settings = {}) {
  Http2Client client = stage.http2Client(settings);
  requireConnectAllowed(client);
  return client;
}

/// An extended CONNECT that has reached the upstream as a handshake.
struct H2Asking {
  std::uint32_t id;
  Connection upstream;
  Message request;
};

/// @throws CaseFailed("not-forwarded"), CaseFailed("not-upgraded").
inline H2Asking ask(ByHand& hand, Http2Client& client,
                    const FieldList& fields = h2Handshake()) {
  const auto id = client.open(fields);
  Connection upstream = hand.accept();
  const auto request = upstream.readMessage(kPatience);
  require(request.has_value(), "not-forwarded", "no request has arrived");
  requireAsked(*request);
  return {id, std::move(upstream), *request};
}

/// Both ends of a tunnel whose client's end is a stream.
class H2Tunnel final {
 public:
  /// Asks and answers. @throws CaseFailed("status-wrong").
  H2Tunnel(ByHand& hand, Http2Client& client)
      : client_(client), asking_(ask(hand, client)) {
    upstream().send(switchFor(asking_.request));
    requireStatus(client.promptHead(id()), 200);
  }

  [[nodiscard]] std::uint32_t id() const { return asking_.id; }
  Connection& upstream() { return asking_.upstream; }
  /// What has come on the stream.
  const Http2Stream& stream() { return client_.stream(id()); }

  void up(const std::string& octets) {
    client_.sendData(id(), octets);
    requireArrives(upstream(), octets);
  }
  void down(const std::string& octets) {
    upstream().send(octets);
    said_ += octets;
    client_.expectBody(id(), said_);
  }
  void requireOpen() {
    up("up " + std::to_string(++words_));
    down("down " + std::to_string(words_));
  }

  /// The stream ends with END_STREAM, and nothing more came before it.
  /// @throws CaseFailed("connection-kept"), CaseFailed("truncation-hidden")…
  void requireEnded() {
    require(client_.until([&] { return stream().over(); }, kGone),
            "connection-kept", "the stream stays open");
    require(stream().ended, "connection-lost",
            "reset with " + codeName(stream().reset.value_or(0)) +
                " instead of END_STREAM");
    require(stream().body == said_, "body-altered",
            readable(stream().body, 200));
  }
  /// The stream is reset with that code. @throws CaseFailed("connection-kept"),
  ///   CaseFailed("truncation-hidden"), CaseFailed("reset-wrong").
  void requireReset(std::uint32_t code = kCancel) {
    require(client_.until([&] { return stream().over(); }, kGone),
            "connection-kept", "the stream stays open");
    require(stream().reset.has_value(), "truncation-hidden",
            "END_STREAM: what broke off looks complete");
    require(*stream().reset == code, "reset-wrong", codeName(*stream().reset));
  }

 private:
  Http2Client& client_;
  H2Asking asking_;
  std::string said_;
  int words_ = 0;
};

}  // namespace hop::test
