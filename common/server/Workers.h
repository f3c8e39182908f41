// SPDX-License-Identifier: MIT
#pragma once

#include <Poco/Runnable.h>
#include <Poco/ThreadPool.h>

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>

namespace hop::server {

/// At most so many threads, with a bounded queue before them. Threads are
/// POCO's; a thread that has nothing to do goes back to POCO's pool.
class Workers final : private Poco::Runnable {
 public:
  Workers(int maxThreads, int maxQueued);
  /// Waits for the jobs that run.
  ~Workers() override;
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;

  /// @return false when all threads are busy and the queue is full: nothing
  ///   was taken.
  bool submit(std::function<void()> job);

  /// True when more than half of the threads are free.
  [[nodiscard]] bool plenty() const;

 private:
  void run() override;
  bool take(std::function<void()>& job);

  const int maxThreads_;
  const std::size_t maxQueued_;
  mutable std::mutex mutex_;
  std::condition_variable idle_;
  std::deque<std::function<void()>> queue_;
  int active_ = 0;
  Poco::ThreadPool pool_;
};

}  // namespace hop::server
