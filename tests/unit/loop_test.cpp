// SPDX-License-Identifier: MIT
// A loop and what it owns: run when there is something to do, told to stop, and
// left once.
#include "common/io/Loop.h"

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

namespace hop::io {
namespace {

using namespace std::chrono_literals;

constexpr auto kPatience = 10s;

/// Two connected sockets, of which the loop gets the first.
struct Ends {
  Ends() {
    std::array<int, 2> made{};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, made.data()) ==
        0) {
      ours = made[0];
      theirs = made[1];
    }
  }
  ~Ends() {
    ::close(ours);
    ::close(theirs);
  }
  Ends(const Ends&) = delete;
  Ends& operator=(const Ends&) = delete;

  int ours = -1;
  int theirs = -1;
};

/// Reads what is there, counts what is done to it, and says what it waits for.
class Counting final : public Looped {
 public:
  [[nodiscard]] int descriptor() const override { return ends.ours; }
  Next run() noexcept override {
    std::array<char, 64> buffer{};
    const auto n = ::read(ends.ours, buffer.data(), buffer.size());
    return note([&] {
      ++runs;
      if (n > 0) octets.append(buffer.data(), static_cast<std::size_t>(n));
    });
  }
  Next tick(Clock::time_point) noexcept override {
    return note([&] { ++ticks; });
  }
  void stop(bool abort) noexcept override {
    note([&] {
      ++stops;
      if (abort || leavesWhenTold) next = Next::Over;
    });
  }
  void leave() noexcept override {
    note([&] { ++left; });
  }
  void poke() { wake(); }

  /// Waits until it is so. @return false when it never becomes so.
  template <class Condition>
  bool until(const Condition& condition) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, kPatience, condition);
  }
  template <class Work>
  Next note(const Work& work) noexcept {
    const std::lock_guard lock(mutex_);
    work();
    changed_.notify_all();
    return next;
  }
  template <class Value>
  Value now(const Value& value) {
    const std::lock_guard lock(mutex_);
    return value;
  }

  Ends ends;
  int runs = 0;
  int ticks = 0;
  int stops = 0;
  int left = 0;
  std::string octets;
  Next next = Next::Read;
  bool leavesWhenTold = true;

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
};

void say(const Counting& one, const std::string& octets) {
  EXPECT_EQ(::write(one.ends.theirs, octets.data(), octets.size()),
            static_cast<ssize_t>(octets.size()));
}

/// Size goes down when the loop has settled, a moment behind leave().
bool empties(const Loop& loop) {
  const auto end = std::chrono::steady_clock::now() + kPatience;
  while (loop.size() > 0 && std::chrono::steady_clock::now() < end) {
    std::this_thread::sleep_for(1ms);
  }
  return loop.size() == 0;
}

TEST(Loop, RunsWhatIsAddedAtOnceAndWhenOctetsArrive) {
  const auto one = std::make_shared<Counting>();
  Loop loop;
  loop.add(one);
  EXPECT_TRUE(one->until([&] { return one->runs == 1; }));
  EXPECT_EQ(loop.size(), 1U);
  say(*one, "hello");
  EXPECT_TRUE(one->until([&] { return one->octets == "hello"; }));
  say(*one, " again");
  EXPECT_TRUE(one->until([&] { return one->octets == "hello again"; }));
}

TEST(Loop, TellsTheTimeToThoseThatHaveNothingToDo) {
  const auto one = std::make_shared<Counting>();
  one->next = Looped::Next::Nothing;
  Loop loop;
  loop.add(one);
  EXPECT_TRUE(one->until([&] { return one->ticks >= 3; }));
  EXPECT_EQ(one->now(one->runs), 1);
}

/// What it does not wait for does not wake it; wake() does.
TEST(Loop, WhoWaitsForNothingIsWokenByHandOnly) {
  const auto one = std::make_shared<Counting>();
  one->next = Looped::Next::Nothing;
  Loop loop;
  loop.add(one);
  EXPECT_TRUE(one->until([&] { return one->runs == 1; }));
  say(*one, "unheard");
  EXPECT_TRUE(one->until([&] { return one->ticks >= 2; }));
  EXPECT_EQ(one->now(one->octets), "");
  one->poke();
  EXPECT_TRUE(one->until([&] { return one->octets == "unheard"; }));
}

TEST(Loop, WakesFromManyThreadsAreNotLost) {
  const auto one = std::make_shared<Counting>();
  one->next = Looped::Next::Nothing;
  Loop loop;
  loop.add(one);
  EXPECT_TRUE(one->until([&] { return one->runs == 1; }));
  std::array<std::thread, 4> threads;
  for (auto& thread : threads) {
    thread = std::thread([&] {
      for (int i = 0; i < 1'000; ++i) one->poke();
    });
  }
  for (auto& thread : threads) thread.join();
  // The last of them may come while it runs: then it runs once more.
  const int before = one->now(one->runs);
  one->poke();
  EXPECT_TRUE(one->until([&] { return one->runs > before; }));
}

TEST(Loop, LeavesOnceWhoIsOver) {
  const auto one = std::make_shared<Counting>();
  Loop loop;
  loop.add(one);
  EXPECT_TRUE(one->until([&] { return one->runs == 1; }));
  one->note([&] { one->next = Looped::Next::Over; });
  one->poke();
  EXPECT_TRUE(one->until([&] { return one->left == 1; }));
  EXPECT_TRUE(empties(loop));
  const int runs = one->now(one->runs);
  one->poke();  // nobody is there to hear it
  say(*one, "nobody");
  const auto other = std::make_shared<Counting>();
  loop.add(other);
  EXPECT_TRUE(other->until([&] { return other->ticks >= 2; }));
  EXPECT_EQ(one->now(one->runs), runs);
  EXPECT_EQ(one->now(one->left), 1);
}

TEST(Loop, HangingUpIsAnEventToo) {
  const auto one = std::make_shared<Counting>();
  one->next = Looped::Next::Error;
  Loop loop;
  loop.add(one);
  EXPECT_TRUE(one->until([&] { return one->runs == 1; }));
  ::shutdown(one->ends.ours, SHUT_RDWR);
  EXPECT_TRUE(one->until([&] { return one->runs >= 2; }));
}

TEST(Loop, StoppingGentlyWaitsForThoseWhoAreBusy) {
  const auto quick = std::make_shared<Counting>();
  const auto busy = std::make_shared<Counting>();
  busy->leavesWhenTold = false;
  Loop loop;
  loop.add(quick);
  loop.add(busy);
  EXPECT_TRUE(busy->until([&] { return busy->runs == 1; }));
  loop.stop(false);
  EXPECT_TRUE(quick->until([&] { return quick->left == 1; }));
  EXPECT_TRUE(busy->until([&] { return busy->stops == 1; }));
  EXPECT_EQ(busy->now(busy->left), 0);
  say(*busy, "the rest");
  EXPECT_TRUE(busy->until([&] { return busy->octets == "the rest"; }));
  loop.stop(true);
  loop.join();
  EXPECT_EQ(busy->left, 1);
  EXPECT_EQ(loop.size(), 0U);
}

TEST(Loop, WhoComesLateIsToldToStop) {
  const auto busy = std::make_shared<Counting>();
  busy->leavesWhenTold = false;
  Loop loop;
  loop.add(busy);
  EXPECT_TRUE(busy->until([&] { return busy->runs == 1; }));
  loop.stop(false);
  EXPECT_TRUE(busy->until([&] { return busy->stops == 1; }));
  const auto late = std::make_shared<Counting>();
  loop.add(late);
  EXPECT_TRUE(late->until([&] { return late->left == 1; }));
  EXPECT_EQ(late->now(late->stops), 1);
}

TEST(Loop, ItsEndIsTheEndOfAll) {
  const auto one = std::make_shared<Counting>();
  one->leavesWhenTold = false;
  {
    Loop loop;
    loop.add(one);
  }
  EXPECT_EQ(one->stops, 1);
  EXPECT_EQ(one->left, 1);
}

TEST(Loop, WhatIsAddedAfterItsEndLeavesAtOnce) {
  Loop loop;
  loop.stop(false);
  loop.join();
  const auto late = std::make_shared<Counting>();
  loop.add(late);
  EXPECT_EQ(late->now(late->stops), 1);
  EXPECT_EQ(late->now(late->left), 1);
  EXPECT_EQ(loop.size(), 0U);
}

/// What the sanitizers look at: somebody who wakes what outlives its loop.
TEST(Loop, MayBeWokenWhileItEnds) {
  for (int i = 0; i < 50; ++i) {
    const auto one = std::make_shared<Counting>();
    auto loop = std::make_unique<Loop>();
    loop->add(one);
    std::atomic<bool> enough{false};
    std::thread waker([&] {
      while (!enough) one->poke();
    });
    loop.reset();
    enough = true;
    waker.join();
    EXPECT_EQ(one->now(one->left), 1);
  }
}

}  // namespace
}  // namespace hop::io
