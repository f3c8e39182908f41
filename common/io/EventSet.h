// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <vector>

namespace hop::io {

/// Waits for many descriptors at once. watch() may be called from any thread,
/// wait() from one. Linux: epoll (EventSetEpoll.cpp); elsewhere: poll
/// (EventSetPoll.cpp).
class EventSet final {
 public:
  enum class Interest {
    Read,       ///< octets, FIN or an error
    Write,      ///< room for octets, or an error
    ReadWrite,  ///< one of the two
    Hangup,     ///< FIN or an error, whatever else has arrived
    Error       ///< an error only: a reset, or both directions have ended
  };

  EventSet();
  ~EventSet();
  EventSet(const EventSet&) = delete;
  EventSet& operator=(const EventSet&) = delete;

  /// Reports @p key once, when the descriptor is ready; then it has to be
  /// watched again. Replaces an earlier watch of the same descriptor.
  void watch(int descriptor, std::uint64_t key, Interest interest);
  /// Call it before the descriptor is closed.
  void forget(int descriptor);

  /// The keys of those that are ready; empty after the timeout or wake().
  [[nodiscard]] std::vector<std::uint64_t> wait(
      std::chrono::milliseconds timeout);
  /// Ends a wait() that is under way, or the next one.
  void wake();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace hop::io
