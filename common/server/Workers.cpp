// SPDX-License-Identifier: MIT
#include "common/server/Workers.h"

#include <utility>

namespace hop::server {

namespace {

/// A thread counts as busy for POCO a moment longer than for us.
constexpr int kHeadroom = 32;
/// Seconds that POCO keeps a thread without work.
constexpr int kIdleSeconds = 10;

}  // namespace

Workers::Workers(int maxThreads, int maxQueued)
    : maxThreads_(maxThreads),
      maxQueued_(static_cast<std::size_t>(maxQueued)),
      pool_(2, maxThreads + kHeadroom, kIdleSeconds) {}

Workers::~Workers() {
  {
    std::unique_lock lock(mutex_);
    idle_.wait(lock, [this] { return active_ == 0; });
  }
  pool_.joinAll();
}

bool Workers::submit(std::function<void()> job) {
  const std::lock_guard lock(mutex_);
  if (active_ < maxThreads_) {
    queue_.push_back(std::move(job));
    ++active_;
    pool_.start(*this);
    return true;
  }
  if (queue_.size() >= maxQueued_) return false;
  queue_.push_back(std::move(job));
  return true;
}

bool Workers::plenty() const {
  const std::lock_guard lock(mutex_);
  return active_ * 2 < maxThreads_;
}

bool Workers::take(std::function<void()>& job) {
  const std::lock_guard lock(mutex_);
  if (queue_.empty()) {
    if (--active_ == 0) idle_.notify_all();
    return false;
  }
  job = std::move(queue_.front());
  queue_.pop_front();
  return true;
}

void Workers::run() {
  std::function<void()> job;
  while (take(job)) {
    job();
    job = nullptr;
  }
}

}  // namespace hop::server
