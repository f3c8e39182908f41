// SPDX-License-Identifier: MIT
#pragma once

#include "common/io/Socket.h"

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace hop::upstream {

/// The octets of one client's connection, in both directions, without what
/// TLS makes of them. What was received and not consumed stays here: the next
/// pipelined request, or the first WebSocket frame that came together with the
/// head. Every function throws Poco::Exception when the connection breaks.
class Connection final {
 public:
  /// A client that is silent, or does not read, for so long has gone.
  static constexpr std::chrono::minutes kPatience{2};

  explicit Connection(std::shared_ptr<io::Channel> channel)
      : socket_(std::move(channel)) {}

  /// Finds out what the client speaks: ALPN tells in the TLS handshake, and
  /// without TLS the preface does (RFC 9113 section 3.4).
  [[nodiscard]] bool speaksHttp2();

  /// What was received and not consumed yet.
  [[nodiscard]] std::string_view pending() const;

  /// Waits for more octets. @return false when the client sends no more.
  bool fill();

  /// Takes @p count octets away; there must be as many in pending().
  void consume(std::size_t count);

  /// Takes a line with its CRLF; empty when the client sends no more before
  /// the first octet.
  /// @throws HttpError with @p status when it is longer than @p limit; 400 for
  ///   a line that ends in a bare LF or in the middle.
  [[nodiscard]] std::string readLine(std::size_t limit, int status);

  /// Sends everything, at once.
  void send(std::string_view octets);

  /// Waits. @throws Poco::Exception as soon as the client resets the
  ///   connection or the program stops.
  void pause(std::chrono::milliseconds time);

  /// Waits for ever for the next octets: for a WebSocket nobody types into.
  void waitWithoutLimit();

  /// Ends our direction and reads the rest for a bounded time. To close a
  /// socket with unread input makes the kernel send a reset, and the reset
  /// overtakes the response (RFC 9112 section 9.6).
  void closeGently();

  /// "127.0.0.1:54321".
  [[nodiscard]] std::string remoteAddress() const;

 private:
  io::Socket socket_;
  std::chrono::milliseconds patience_ = kPatience;
  std::string buffer_;
  std::size_t start_ = 0;  ///< octets of buffer_ that are consumed
};

}  // namespace hop::upstream
