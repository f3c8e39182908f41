// SPDX-License-Identifier: MIT
#pragma once

#include "common/http/Event.h"
#include "common/http1/ChunkedDecoder.h"
#include "common/http1/HeadScanner.h"
#include "common/http1/Limits.h"
#include "common/http1/ReceiveBuffer.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace hop::http1 {

/// Which messages arrive on this side of a connection.
enum class Role {
  Server,  ///< requests arrive
  Client   ///< responses arrive
};

/// Turns the octets that arrive on a connection into events, one message after
/// the other. Sans-I/O: knows no socket, no thread, no clock.
///
///     Head ──▶ Body ──▶ Complete ──startNext()──▶ Head
///
/// After End it gives nothing until startNext(): octets of a pipelined request
/// wait in the buffer. After an exception it is of no further use.
class MessageReader final {
 public:
  explicit MessageReader(Role role, const Limits& limits = {});
  ~MessageReader() = default;
  MessageReader(const MessageReader&) = delete;
  MessageReader& operator=(const MessageReader&) = delete;

  /// Octets have arrived. Data given before is no longer valid.
  void feed(std::string_view octets) { buffer_.append(octets); }
  /// The same for who reads from somewhere: a place for the octets, and how
  /// many of them have come.
  std::span<char> room(std::size_t size) { return buffer_.room(size); }
  void filled(std::size_t count) { buffer_.filled(count); }
  /// No octet will arrive any more.
  void feedEof() { eof_ = true; }

  /// The next event, or nothing when more octets are needed.
  /// @throws http::ProtocolError when what arrived is no HTTP,
  ///   hop::http::Truncated when the connection ended inside a message.
  std::optional<http::Event> next();

  /// The method of the request whose response comes next: it decides whether
  /// there is a body (Role::Client only).
  void expectResponseTo(std::string method) { method_ = std::move(method); }

  /// The message is complete and answered: read the next one.
  void startNext();

  /// All octets that Content-Length promised have been given: End is next,
  /// and needs no more input.
  [[nodiscard]] bool exhausted() const {
    return state_ == State::Body &&
           framing_.kind == http::Framing::Kind::Length && left_ == 0;
  }
  /// Nothing of a message has arrived: the connection may be closed or parked
  /// without anybody losing anything.
  [[nodiscard]] bool idle() const;
  [[nodiscard]] bool complete() const { return state_ == State::Complete; }
  [[nodiscard]] bool ended() const { return eof_; }
  /// Octets that arrived behind the current message.
  [[nodiscard]] std::string_view unread() const { return buffer_.view(); }

 private:
  enum class State { Head, Body, Complete };

  std::optional<http::Event> readHead();
  http::Event startRequest(std::string_view head);
  http::Event startResponse(std::string_view head);
  std::optional<http::Event> readBody();
  std::optional<http::Event> readData();

  Role role_;
  Limits limits_;
  ReceiveBuffer buffer_;
  HeadScanner scanner_;
  ChunkedDecoder chunks_;
  http::Framing framing_;
  std::uint64_t left_ = 0;
  std::string method_;
  State state_ = State::Head;
  bool eof_ = false;
};

}  // namespace hop::http1
