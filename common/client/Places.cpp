// SPDX-License-Identifier: MIT
#include "common/client/Places.h"

#include "common/client/UpstreamBusy.h"

namespace hop::client {

bool Places::tryEnter() {
  auto taken = taken_.load();
  while (taken < most_) {
    if (taken_.compare_exchange_weak(taken, taken + 1)) return true;
  }
  return false;
}

/// The lock is for those only who have to wait.
void Places::enter() {
  if (tryEnter()) return;
  std::unique_lock lock(mutex_);
  ++waiting_;  // before the next look: who leaves after it will notify
  const bool entered =
      left_.wait_for(lock, patience_, [this] { return tryEnter(); });
  --waiting_;
  if (!entered) throw UpstreamBusy("no place became free");
}

void Places::leave() {
  --taken_;
  if (waiting_ == 0) return;
  const std::lock_guard lock(mutex_);
  left_.notify_one();
}

}  // namespace hop::client
