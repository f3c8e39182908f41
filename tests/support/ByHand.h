// SPDX-License-Identifier: MIT
#pragma once

#include "tests/support/BodyReader.h"
#include "tests/support/ReservedPort.h"
#include "tests/support/Stage.h"

#include <string>

namespace hop::test {

/// An upstream without a script: the case itself holds both ends of the proxy
/// and moves them in turn, so "before" and "after" need no clock. One thread,
/// hence for messages that fit into the socket buffers.
class ByHand final {
 public:
  /// Before the proxy is started.
  explicit ByHand(Stage& stage) : stage_(stage) {
    stage.upstreamUrl(port_.url());
    port_.listen();
  }

  /// The connection that the proxy makes for this client's request.
  /// @throws CaseFailed("not-forwarded") as soon as the client is answered
  ///   without one.
  Connection accept(Client& client) {
    const int asking = client.connection().descriptor();
    pollfd ends[2]{{port_.descriptor(), POLLIN, 0}, {asking, POLLIN, 0}};
    ::poll(ends, 2, static_cast<int>(kPatience.count()));
    const bool came = ends[0].revents != 0 || knocks(kMoment);
    require(came, "not-forwarded", "nobody connects to the upstream");
    return observed(port_.accept());
  }

  /// True when the proxy makes another connection in time.
  [[nodiscard]] bool knocks(std::chrono::milliseconds timeout) const {
    pollfd wanted{port_.descriptor(), POLLIN, 0};
    return ::poll(&wanted, 1, static_cast<int>(timeout.count())) == 1;
  }
  /// The connection that knocks() has told of.
  Connection accept() { return observed(port_.accept()); }

  /// A plain GET goes through: the proxy has survived what was done to it.
  /// @throws CaseFailed("not-forwarded"), CaseFailed("no-response"),
  ///   CaseFailed("status-wrong").
  void requireServing() {
    Client client = stage_.connect();
    client.send(get("/still-serving"));
    Connection upstream = accept(client);
    require(upstream.readHead(kPatience).has_value(), "not-forwarded",
            "no request on the upstream's connection");
    upstream.send(reply());
    const Message response = client.completeResponse();
    require(response.status() == 200, "status-wrong",
            "the next request was answered with " + response.startLine);
  }

 private:
  Connection observed(Connection connection) {
    Lanes& lanes = stage_.lanes();
    connection.observe(
        [&lanes](std::string_view octets) {
          lanes.add(Lane::UpstreamSent, octets);
        },
        [&lanes](std::string_view octets) {
          lanes.add(Lane::UpstreamReceived, octets);
        });
    return connection;
  }

  Stage& stage_;
  ReservedPort port_;
};

/// The head of a request or response comes soon.
/// @throws CaseFailed("event-delayed").
inline Message promptHead(Connection& connection) {
  const auto head = connection.readHead(kPromptly);
  require(head.has_value(), "event-delayed", "the head is held back");
  return *head;
}

/// How soon the upstream must learn that nobody waits any more. The rows say
/// one second; twice that, for a busy machine.
inline constexpr std::chrono::milliseconds kGone{2'000};

/// The proxy has given up its request: FIN or RST, and not the end of a body.
/// @throws CaseFailed("not-aborted").
inline void requireAborted(Connection& upstream) {
  require(upstream.closedWithin(kGone), "not-aborted",
          "the upstream still works for a client that has gone");
}

}  // namespace hop::test
