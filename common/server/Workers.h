// SPDX-License-Identifier: MIT
#pragma once

#include <Poco/Runnable.h>
#include <Poco/ThreadPool.h>

#include <chrono>
#include <condition_variable>
#include <ctime>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace hop::server {

/// At most so many threads, with a bounded queue before them. Threads are
/// POCO's; a thread that has nothing to do goes back to POCO's pool.
///
/// Only some of the threads start at once. The others are for jobs that have
/// waited while the processors had little to do: then those that run are held
/// up by somebody else. Where all that is missing is a processor, one more
/// thread would only take it from the others.
class Workers final : private Poco::Runnable {
 public:
  using Clock = std::chrono::steady_clock;

  Workers(int maxThreads, int maxQueued);
  /// Waits for the jobs that run.
  ~Workers() override;
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;

  /// @return false when all threads are busy and the queue is full: nothing
  ///   was taken.
  bool submit(std::function<void()> job);
  /// True when a worker may wait for something that is no job.
  [[nodiscard]] bool plenty() const;
  /// Threads that have a job.
  [[nodiscard]] int active() const;

 private:
  struct Job {
    std::function<void()> run;
    Clock::time_point since;
  };

  void run() override;
  bool take(std::function<void()>& job);
  void supervise();
  void tend(Clock::time_point now);
  void startOne();
  void allow(int threads, Clock::time_point now);
  void measure(Clock::time_point now);

  const int maxThreads_;
  const std::size_t maxQueued_;
  mutable std::mutex mutex_;  ///< guards what follows, but not pool_
  std::condition_variable idle_;
  std::condition_variable backlog_;  ///< wakes the supervisor
  bool ended_ = false;
  std::deque<Job> queue_;
  int active_ = 0;
  int allowed_;                               ///< how many may be active now
  Clock::time_point changed_ = Clock::now();  ///< when allowed_ was
  Clock::time_point measured_ = changed_;
  std::clock_t used_ = std::clock();  ///< processor time until then
  bool busy_ = false;  ///< most of the processors are used by this program
  Poco::ThreadPool pool_;
  std::thread supervisor_;
};

}  // namespace hop::server
