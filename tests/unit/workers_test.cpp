// SPDX-License-Identifier: MIT
#include "common/server/Workers.h"

#include "tests/support/Eventually.h"

#include <gtest/gtest.h>

#include <atomic>
#include <condition_variable>
#include <mutex>

namespace hop::server {
namespace {

constexpr int kMany = 200;  ///< more than may start at once

/// Jobs wait here until they are let go, as handlers do for a slow upstream.
class Gate final {
 public:
  void wait() {
    std::unique_lock lock(mutex_);
    ++waiting_;
    changed_.wait(lock, [this] { return open_; });
  }
  void open() {
    const std::lock_guard lock(mutex_);
    open_ = true;
    changed_.notify_all();
  }
  [[nodiscard]] int waiting() const { return waiting_; }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  bool open_ = false;
  std::atomic<int> waiting_{0};
};

TEST(Workers, JobsThatAreHeldUpGetMoreThreads) {
  Workers workers(kMany, kMany);
  Gate gate;
  for (int i = 0; i < kMany; ++i) {
    EXPECT_TRUE(workers.submit([&gate] { gate.wait(); }));
  }
  const bool all = test::eventually([&] { return gate.waiting() == kMany; });
  EXPECT_TRUE(all) << gate.waiting() << " of " << kMany << " have begun";
  EXPECT_FALSE(workers.plenty());
  gate.open();
}

TEST(Workers, WhoeverIsQuickNeedsFewThreads) {
  Workers workers(kMany, kMany);
  std::atomic<int> done{0};
  for (int i = 0; i < kMany; ++i) {
    EXPECT_TRUE(workers.submit([&done] { ++done; }));
  }
  EXPECT_TRUE(test::eventually([&] { return done == kMany; }));
  EXPECT_TRUE(test::eventually([&] { return workers.active() == 0; }));
  EXPECT_TRUE(workers.plenty());
}

TEST(Workers, AFullQueueStartsThreadsAtOnceAndThenRefuses) {
  constexpr int queued = 2;
  Workers workers(kMany, queued);
  Gate gate;
  int taken = 0;
  // A thread that has not come for its job yet makes the queue look fuller.
  EXPECT_TRUE(test::eventually([&] {
    if (workers.submit([&gate] { gate.wait(); })) ++taken;
    return taken == kMany + queued;
  })) << taken;
  EXPECT_FALSE(workers.submit([] {}));
  gate.open();
}

}  // namespace
}  // namespace hop::server
