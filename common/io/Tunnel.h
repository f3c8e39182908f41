// SPDX-License-Identifier: MIT
#pragma once

#include "common/io/Looped.h"
#include "common/io/TunnelEnd.h"

#include <array>
#include <chrono>
#include <memory>
#include <string>

namespace hop::io {

class Loop;

/// Two connections that have become one: what arrives at one end leaves at the
/// other, and means nothing to us. Each direction ends for itself (half-close),
/// a side that does not read slows the other one down, and a side that breaks
/// off takes the other one along. A loop owns it; it has no thread.
class Tunnel final : public std::enable_shared_from_this<Tunnel> {
 public:
  using Clock = Looped::Clock;
  using Milliseconds = std::chrono::milliseconds;

  /// @param idle without an octet in either direction the tunnel is closed.
  Tunnel(std::unique_ptr<TunnelEnd> client, std::unique_ptr<TunnelEnd> upstream,
         Milliseconds idle);

  /// From any thread if both ends are connections of their own, else from the
  /// loop's. From here on the loop owns it.
  void start(Loop& loop);

 private:
  class Watch;
  /// An end, and what waits to be written to it.
  struct Side {
    std::unique_ptr<TunnelEnd> end;
    std::shared_ptr<Watch> watch;
    std::string pending;
    bool ended = false;       ///< it will say no more
    bool finished = false;    ///< nothing more will be said to it
    bool quiet = false;       ///< hung up; nothing to wait for until it is read
    bool wantsWrite = false;  ///< for a read, as TLS may have it
    Looped::Next waitsFor = Looped::Next::Nothing;  ///< as the loop knows it
  };

  void makeWatch(std::size_t index);
  Looped::Next settle(std::size_t index);
  void pump();
  bool relay(Side& from, Side& to);
  bool flush(Side& to);
  void look(std::size_t index);
  [[nodiscard]] Looped::Next next(std::size_t index) const;
  void tick(Clock::time_point now);
  void end(bool broken);

  std::array<Side, 2> sides_;
  const Milliseconds idle_;
  Clock::time_point progress_;
  bool over_ = false;
};

}  // namespace hop::io
