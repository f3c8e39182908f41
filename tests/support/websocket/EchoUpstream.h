// SPDX-License-Identifier: MIT
#pragma once

#include "tests/support/Stage.h"
#include "tests/support/websocket/WebSocket.h"

namespace hop::test {

/// Sends back what comes, until the other side ends.
inline void echo(Connection& connection) {
  constexpr std::chrono::milliseconds kLong{20'000};
  while (connection.await(1, kLong)) {
    const auto octets = connection.readOctets(connection.unread().size(),
                                              std::chrono::milliseconds(0));
    if (!connection.send(octets)) return;
  }
}

/// The upstream's side of one connection: WebSocket and an echo where that is
/// asked for, the target as a body where it is not.
inline void echoOrAnswer(Stage& stage, Connection& connection) {
  while (const auto request = stage.upstream().take(connection)) {
    if (request->has("Upgrade")) {
      connection.send(switchFor(*request));
      echo(connection);
      return connection.finish();  // in TLS an end has to be said
    }
    if (!connection.send(reply("", request->target()))) return;
  }
}

/// Makes stage.upstream() do that.
inline void echoTunnels(Stage& stage) {
  stage.upstream().script(
      [&stage](Connection& connection) { echoOrAnswer(stage, connection); });
}

}  // namespace hop::test
