// SPDX-License-Identifier: MIT
#pragma once

#include "common/client/Http2Connection.h"
#include "common/client/Places.h"
#include "common/io/Loop.h"
#include "common/io/Socket.h"
#include "common/io/TlsContext.h"

#include <chrono>
#include <cstdint>
#include <future>
#include <memory>
#include <mutex>
#include <string>

namespace hop::client {

/// What an upstream speaks.
enum class Speak {
  Http1,
  Http2,        ///< with prior knowledge, without TLS (RFC 9113 section 3.3)
  WhatAlpnSays  ///< TLS; the handshake tells (RFC 7301)
};

/// Where an upstream is, and how patient we are with it.
struct Address {
  std::string host;
  std::uint16_t port = 80;
  std::chrono::milliseconds connect{3'000};  ///< TCP, and once more for TLS
};

/// The way to one upstream. HTTP/2 connections are shared by all requests;
/// HTTP/1.1 has a connection for each. May be used by any thread; must outlive
/// the transports that use it.
class Connections final {
 public:
  /// @param tls for Speak::WhatAlpnSays; else null.
  /// @param tlsHttp1 the same, but offering HTTP/1.1 only: for findHttp1().
  /// @param places for requests that have a connection of HTTP/1.1 to
  ///   themselves; null: as many as they like.
  Connections(Speak speak, std::shared_ptr<io::TlsContext> tls,
              std::shared_ptr<io::TlsContext> tlsHttp1 = nullptr,
              std::unique_ptr<Places> places = nullptr);

  /// One of the two is set.
  struct Found {
    std::shared_ptr<Http2Connection> http2;
    std::unique_ptr<io::Socket> http1;
  };
  /// A connection to send a request on, perhaps one that is there already.
  /// @throws Poco::TimeoutException, Poco::Net::NetException, io::TlsException.
  Found find(const Address& address);
  /// A connection of its own that speaks HTTP/1.1, whatever others speak.
  Found findHttp1(const Address& address);
  /// Null when there is no limit.
  [[nodiscard]] Places* places() const { return places_.get(); }

 private:
  using Shared = std::shared_ptr<Http2Connection>;

  Found connect(const Address& address);
  [[nodiscard]] std::shared_ptr<io::Channel> open(
      const Address& address, const io::TlsContext* tls) const;
  Found fly(const Address& address, std::promise<Shared>& landing);

  const Speak speak_;
  const std::shared_ptr<io::TlsContext> tls_;
  const std::shared_ptr<io::TlsContext> tlsHttp1_;
  const std::unique_ptr<Places> places_;
  std::unique_ptr<io::Loop> loop_;  ///< of the HTTP/2 connections

  std::mutex mutex_;  ///< guards what follows
  Shared shared_;
  /// Somebody connects, and it may become HTTP/2: the others wait for it. Gives
  /// null when it became HTTP/1.1.
  std::shared_future<Shared> flight_;
  bool onlyHttp1_ = false;  ///< what ALPN said last
};

}  // namespace hop::client
