// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace hop::io {

/// Calls a function again and again, in a thread of its own, until it is
/// destroyed.
class Ticker final {
 public:
  /// @param call must not throw.
  Ticker(std::chrono::milliseconds interval, std::function<void()> call);
  /// Waits for a call that is under way.
  ~Ticker();
  Ticker(const Ticker&) = delete;
  Ticker& operator=(const Ticker&) = delete;

 private:
  void run();

  const std::chrono::milliseconds interval_;
  const std::function<void()> call_;
  std::mutex mutex_;
  std::condition_variable stopped_;
  bool stop_ = false;  ///< guarded by mutex_
  std::thread thread_;
};

}  // namespace hop::io
