// SPDX-License-Identifier: MIT
#pragma once

#include "tests/bench/Loopback.h"
#include "tests/bench/Poller.h"

#include <atomic>
#include <cstdint>
#include <functional>
#include <thread>

namespace hop::bench {

/// A port on loopback, and one thread for it and for its connections. The last
/// member of whoever has one: the thread works from the constructor on, until
/// the object goes away.
class AcceptLoop final {
 public:
  /// Both are called in that thread.
  struct Handler {
    std::function<void(Descriptor socket)> accepted;
    std::function<void(int descriptor)> readable;
  };

  /// @throws std::runtime_error when no port is free.
  explicit AcceptLoop(Handler handler);
  ~AcceptLoop();
  AcceptLoop(const AcceptLoop&) = delete;
  AcceptLoop& operator=(const AcceptLoop&) = delete;

  [[nodiscard]] std::uint16_t port() const { return port_; }

 private:
  void run();
  void accept();

  const Handler handler_;
  std::uint16_t port_ = 0;
  Descriptor listener_;
  Poller poller_;
  std::atomic<bool> stopping_{false};
  std::thread thread_;
};

}  // namespace hop::bench
