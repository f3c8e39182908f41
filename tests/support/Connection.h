// SPDX-License-Identifier: MIT
#pragma once

#include "tests/support/Message.h"
#include "tests/support/Sanitized.h"
#include "tests/support/tls/Tls.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace hop::test {

/// How long a test waits for what must come. Generous, because the machine
/// may be busy; a case that is green does not wait.
inline const std::chrono::milliseconds kPatience{sanitized() ? 20'000 : 4'000};
/// How long a test watches for what must not come.
inline constexpr std::chrono::milliseconds kMoment{250};

/// One TCP connection on loopback, either end. Every wait has a deadline, and
/// all octets read or written are handed to two observers: with TLS, those
/// inside it.
class Connection final {
 public:
  using Observer = std::function<void(std::string_view octets)>;

  /// Takes over a connected descriptor.
  explicit Connection(int descriptor);
  ~Connection();
  Connection(Connection&& other) noexcept;
  /// Exchanges the two; the other one is closed with its object.
  Connection& operator=(Connection&& other) noexcept;
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  /// Connects to loopback. @throws HarnessError when refused.
  static Connection open(const std::string& host, std::uint16_t port);

  void observe(Observer sent, Observer received);

  /// From here on everything goes through TLS; returns after the handshake.
  /// @return false when it fails: tls()->failure() tells why.
  bool secure(std::unique_ptr<Tls> tls,
              std::chrono::milliseconds timeout = kPatience);
  /// Null on a connection without TLS.
  [[nodiscard]] const Tls* tls() const { return tls_.get(); }

  /// Sends all octets. @return false when the other side has gone.
  bool send(std::string_view octets);
  /// Sends piece by piece, so that each arrives in a segment of its own.
  bool sendInPieces(std::string_view octets, std::size_t size);
  /// FIN, with TLS behind close_notify: no more octets from here; reading goes
  /// on.
  void finish();
  /// RST: the other side gets an error, what was sent may be lost.
  void reset();
  void close();

  /// Reads a head and its body. For a response, @p requestMethod and the
  /// status decide whether there is a body (RFC 9112 section 6.3).
  /// An incomplete body is returned with complete == false; an empty optional
  /// means that not even a head came.
  std::optional<Message> readMessage(std::chrono::milliseconds timeout,
                                     std::string_view requestMethod = "");
  /// Reads a head only, and leaves the body unread.
  std::optional<Message> readHead(std::chrono::milliseconds timeout);
  /// Reads exactly @p count octets, or what came until the deadline or FIN.
  std::string readOctets(std::size_t count, std::chrono::milliseconds timeout);
  /// Waits until that many octets are in unread(). @return false when they do
  /// not come in time.
  bool await(std::size_t count, std::chrono::milliseconds timeout);
  /// FIN or RST has been seen.
  [[nodiscard]] bool ended() const { return ended_; }
  /// It was RST, or TLS that ended without a word.
  [[nodiscard]] bool wasReset() const { return reset_; }
  /// Reads until FIN, RST or the deadline.
  std::string readToEnd(std::chrono::milliseconds timeout);

  /// Waits for FIN or RST. Octets that come before it stay in unread().
  bool closedWithin(std::chrono::milliseconds timeout);
  /// Octets that have arrived and belong to no message read so far.
  [[nodiscard]] const std::string& unread() const { return buffer_; }
  /// -1 after close().
  [[nodiscard]] int descriptor() const { return descriptor_; }

 private:
  using Deadline = std::chrono::steady_clock::time_point;

  bool sendRaw(std::string_view octets, bool observed);
  std::string decrypt(std::string_view octets);
  bool fill(Deadline deadline);
  std::optional<Message> headBy(Deadline deadline);
  bool takeLine(std::string& line, Deadline deadline);
  void readBody(Message& message, std::string_view requestMethod,
                Deadline deadline);
  bool readChunks(Message& message, Deadline deadline);

  int descriptor_;
  bool ended_ = false;
  bool reset_ = false;
  std::string buffer_;
  std::unique_ptr<Tls> tls_;
  Observer sent_;
  Observer received_;
};

}  // namespace hop::test
