// SPDX-License-Identifier: MIT
#pragma once

#include "common/http1/Limits.h"
#include "common/io/TlsContext.h"

#include <Poco/Net/HTTPServerParams.h>

#include <chrono>
#include <memory>

namespace hop::server {

/// POCO's parameters and what they lack. A Server that gets plain
/// HTTPServerParams uses the defaults below.
// The destructor is protected, as POCO's is: it counts references.
// NOLINTNEXTLINE(cppcoreguidelines-virtual-class-destructor)
class ServerParams final : public Poco::Net::HTTPServerParams {
 public:
  using Ptr = Poco::AutoPtr<ServerParams>;
  using Milliseconds = std::chrono::milliseconds;

  Milliseconds requestHead{10'000};  ///< first octet to end of head, in total
  Milliseconds clientIdle{60'000};   ///< between two requests
  Milliseconds body{30'000};         ///< without progress, in either direction
  http1::Limits limits{};
  int maxConnections = 10'000;  ///< more are answered with 503
  int maxStreams = 100;         ///< requests at once on one HTTP/2 connection
  /// What is spoken: "http/1.1", and "h2" if it stands here: recognised by its
  /// preface on a plain connection, by ALPN with TLS.
  io::Protocols protocols{"http/1.1"};
  bool connectProtocol = false;         ///< WebSocket over HTTP/2 (RFC 8441)
  std::shared_ptr<io::TlsContext> tls;  ///< null: the listener is plain

 protected:
  ~ServerParams() override = default;
};

}  // namespace hop::server
