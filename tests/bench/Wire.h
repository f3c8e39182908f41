// SPDX-License-Identifier: MIT
#pragma once

#include "common/http2/Session.h"
#include "tests/bench/Loopback.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>

namespace hop::bench {

/// So many octets of nothing, made when they are asked for.
class Filler final : public http2::BodySource {
 public:
  explicit Filler(std::uint64_t octets) : left_(octets) {}

  Piece read(char* buffer, std::size_t size) override;
  [[nodiscard]] Poco::Net::MessageHeader trailers() override { return {}; }

 private:
  std::uint64_t left_;
};

/// A reader that is slower than whoever writes: it begins late, and rests after
/// each mebibyte.
class SlowReader final {
 public:
  /// Called with octets that were read.
  void read(std::size_t octets);

 private:
  bool begun_ = false;
  std::size_t sinceRest_ = 0;
};

/// An HTTP/2 session on a socket, for one thread that has nothing else to do.
/// Reads slowly, and gives window for what it has read.
class Wire final {
 public:
  using Handler = std::function<void(const http2::StreamEvent&)>;

  Wire(Descriptor socket, http2::Role role);

  /// Until @p done says so. @return false when the other side ends before, or
  /// says nothing for 30 seconds.
  bool run(const Handler& handler, const std::function<bool()>& done);
  [[nodiscard]] http2::Session& session() { return session_; }
  /// Octets of bodies.
  [[nodiscard]] std::uint64_t received() const { return received_; }

 private:
  bool turn(const Handler& handler);
  void takeEvents(const Handler& handler);
  void collect(const Handler& handler);
  bool write();
  bool read(const Handler& handler);

  Descriptor socket_;
  http2::Session session_;
  SlowReader reader_;
  std::string out_;
  std::size_t written_ = 0;
  std::uint64_t received_ = 0;
};

}  // namespace hop::bench
