// SPDX-License-Identifier: MIT
#pragma once

#include "tests/support/Connection.h"
#include "tests/support/Lanes.h"

#include <string>

namespace hop::test {

/// A scripted client: sends what the case says, and reads responses.
class Client final {
 public:
  Client(Connection connection, Lanes& lanes);

  /// Sends octets. A proxy that has closed already shows in the response.
  void send(std::string_view octets) { connection_.send(octets); }
  void sendInPieces(std::string_view octets, std::size_t size) {
    connection_.sendInPieces(octets, size);
  }

  /// Reads one final response; 1xx ones are in its interim list.
  /// @param method of the request: HEAD has a response without a body.
  /// @throws CaseFailed("no-response") when none begins in time, and
  ///   CaseFailed("malformed-response").
  Message response(std::string_view method = "GET");
  /// The same, and the body must be complete.
  /// @throws CaseFailed("stalled") when its end does not come.
  Message completeResponse(std::string_view method = "GET");

  /// Sends one request and reads its complete response.
  Message ask(std::string_view request);

  /// @throws CaseFailed("connection-kept") unless FIN or RST comes in time.
  void requireClosed();
  /// @throws CaseFailed("connection-lost") when it is closed, and
  ///   CaseFailed("body-parsed-as-request") when octets come unasked.
  void requireOpen();
  /// Nothing more arrives. @throws CaseFailed("body-parsed-as-request").
  void requireSilence();

  [[nodiscard]] Connection& connection() { return connection_; }

 private:
  Connection connection_;
};

}  // namespace hop::test
