// SPDX-License-Identifier: MIT
#pragma once

#include "common/io/Socket.h"

#include <chrono>
#include <cstddef>
#include <memory>
#include <utility>

namespace hop::client {

/// An HTTP/1.1 connection that outlives its requests, and its past. Closed
/// with it, in order.
struct Kept {
  using Clock = std::chrono::steady_clock;

  Kept() = default;
  Kept(std::unique_ptr<io::Socket> its, const Kept& past)
      : socket(std::move(its)), born(past.born), requests(past.requests + 1) {}
  Kept(Kept&&) = default;
  Kept& operator=(Kept&&) = default;
  Kept(const Kept&) = delete;
  Kept& operator=(const Kept&) = delete;
  ~Kept() {
    // An end that nobody announced looks like an attack.
    if (socket && socket->secure()) {
      socket->finishWriting(std::chrono::milliseconds(0));
    }
  }

  [[nodiscard]] bool expired() const { return Clock::now() >= until; }

  std::unique_ptr<io::Socket> socket;  ///< null: there is none
  Clock::time_point born = Clock::now();
  std::size_t requests = 0;  ///< carried so far
  /// When it is too late to use it again; for whoever keeps it.
  Clock::time_point until{};
};

}  // namespace hop::client
