// SPDX-License-Identifier: MIT
#include "common/server/Workers.h"

#include <algorithm>
#include <thread>
#include <utility>

namespace hop::server {

namespace {

using namespace std::chrono_literals;

/// A thread counts as busy for POCO a moment longer than for us.
constexpr int kHeadroom = 32;
/// Seconds that POCO keeps a thread without work.
constexpr int kIdleSeconds = 10;
/// Threads for each processor that start at once: enough that one of them can
/// go on while the others wait for an upstream that is quick.
constexpr int kAtOnce = 24;
/// A job that has waited so long needs a thread of its own: the first if the
/// processors are idle, the second in any case.
constexpr auto kPatience = 20ms;
constexpr auto kLongPatience = 200ms;
/// How often the supervisor looks at a queue.
constexpr auto kTick = 5ms;
/// How long it is remembered that many were needed.
constexpr auto kMemory = 10s;

/// Asked once: it is a system call.
int processors() {
  static const auto count = std::max(1U, std::thread::hardware_concurrency());
  return static_cast<int>(count);
}

int atOnce() {
  return kAtOnce * processors();
}

}  // namespace

Workers::Workers(int maxThreads, int maxQueued)
    : maxThreads_(maxThreads),
      maxQueued_(static_cast<std::size_t>(maxQueued)),
      allowed_(std::min(maxThreads, atOnce())),
      pool_(2, maxThreads + kHeadroom, kIdleSeconds),
      supervisor_([this] { supervise(); }) {}

Workers::~Workers() {
  {
    std::unique_lock lock(mutex_);
    idle_.wait(lock, [this] { return active_ == 0; });
    ended_ = true;
  }
  backlog_.notify_one();
  supervisor_.join();
  pool_.joinAll();
}

bool Workers::submit(std::function<void()> job) {
  const std::lock_guard lock(mutex_);
  const bool full = queue_.size() >= maxQueued_;
  if (full && active_ >= maxThreads_) return false;
  queue_.push_back({std::move(job), Clock::now()});
  if (active_ < allowed_ || (full && active_ < maxThreads_)) {
    startOne();
  } else {
    backlog_.notify_one();
  }
  return true;
}

/// Has nothing to do as long as every job finds a thread.
void Workers::supervise() {
  std::unique_lock lock(mutex_);
  while (!ended_) {
    tend(Clock::now());
    const auto awaited = [this] { return ended_ || !queue_.empty(); };
    if (queue_.empty()) {
      backlog_.wait_for(lock, kMemory, awaited);
    } else {
      backlog_.wait_for(lock, kTick, [this] { return ended_; });
    }
  }
}

// The following are called with the mutex held.

void Workers::tend(Clock::time_point now) {
  measure(now);
  if (queue_.empty()) {
    if (now - changed_ < kMemory || active_ >= allowed_ / 2) return;
    return allow(std::max(allowed_ / 2, atOnce()), now);
  }
  if (now - queue_.front().since < (busy_ ? kLongPatience : kPatience)) return;
  allow(allowed_ * 2, now);
  const auto most = active_ + static_cast<int>(queue_.size());
  while (active_ < std::min(allowed_, most)) startOne();
}

void Workers::measure(Clock::time_point now) {
  const auto wall = now - measured_;
  if (wall < kPatience) return;
  const auto used = std::clock();
  const std::chrono::duration<double> mine(static_cast<double>(used - used_) /
                                           CLOCKS_PER_SEC);
  busy_ = mine * 2 > wall * processors();
  used_ = used;
  measured_ = now;
}

void Workers::allow(int threads, Clock::time_point now) {
  allowed_ = std::min(threads, maxThreads_);
  changed_ = now;
}

void Workers::startOne() {
  ++active_;
  pool_.start(*this);
}

bool Workers::plenty() const {
  const std::lock_guard lock(mutex_);
  return queue_.empty() && active_ <= allowed_ - allowed_ / 8;
}

int Workers::active() const {
  const std::lock_guard lock(mutex_);
  return active_;
}

bool Workers::take(std::function<void()>& job) {
  const std::lock_guard lock(mutex_);
  if (queue_.empty()) {
    if (--active_ == 0) idle_.notify_all();
    return false;
  }
  job = std::move(queue_.front().run);
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
