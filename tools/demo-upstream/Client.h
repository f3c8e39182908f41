// SPDX-License-Identifier: MIT
#pragma once

#include "tools/demo-upstream/Body.h"

#include <chrono>
#include <string>

namespace hop::upstream {

class Connection;

/// The client of one request as the routes see it, whatever the protocol's
/// version. When it goes away, every function throws: Poco::Exception in
/// HTTP/1, server::ClientGone or http::Truncated in HTTP/2.
class Client {
 public:
  Client() = default;
  virtual ~Client() = default;
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  /// Reads the request's body to its end. @throws HttpError.
  [[nodiscard]] virtual Body readBody(Keep keep) = 0;

  /// Waits. Ends early, with an exception, when the client goes away or the
  /// program stops.
  virtual void pause(std::chrono::milliseconds time) = 0;

  /// "127.0.0.1:54321".
  [[nodiscard]] virtual std::string remoteAddress() const = 0;

  /// The octets themselves, for a route that takes the connection over. Null
  /// in HTTP/2, where it belongs to other requests too.
  [[nodiscard]] virtual Connection* connection() { return nullptr; }
};

}  // namespace hop::upstream
