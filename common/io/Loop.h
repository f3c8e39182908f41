// SPDX-License-Identifier: MIT
#pragma once

#include "common/io/EventSet.h"
#include "common/io/Looped.h"

#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace hop::io {

/// One thread that owns many connections: it alone touches them, so they need
/// no locks, and an idle one costs no thread.
class Loop final {
 public:
  Loop();
  /// Stops at once what is still there.
  ~Loop();
  Loop(const Loop&) = delete;
  Loop& operator=(const Loop&) = delete;

  /// From any thread. Its run() is called as soon as possible. After the loop
  /// has ended it is stopped at once, and has left when add() returns.
  void add(std::shared_ptr<Looped> one);
  /// Tells all of them, and those that are added later, to stop.
  void stop(bool abort);
  /// Waits until all have gone; only after stop().
  void join();
  /// How many there are.
  [[nodiscard]] std::size_t size() const { return size_; }

 private:
  friend class Looped;
  using Clock = Looped::Clock;

  void wake(Looped& one);
  void work();
  void takeNew();
  void runWoken();
  void tick();
  void tellToStop();
  void settle(const std::shared_ptr<Looped>& one, Looped::Next next);
  [[nodiscard]] bool finished();

  EventSet events_;
  std::map<std::uint64_t, std::shared_ptr<Looped>> owned_;
  std::uint64_t lastKey_ = 0;
  Clock::time_point nextTick_;
  bool told_ = false;  ///< those that are there know about the stop

  std::mutex mutex_;  ///< guards what follows
  std::vector<std::shared_ptr<Looped>> new_;
  std::vector<std::uint64_t> woken_;
  bool ended_ = false;  ///< nobody looks at new_ any more

  enum class Stop { No, Gently, AtOnce };
  std::atomic<Stop> stop_{Stop::No};
  std::atomic<std::size_t> size_{0};
  std::thread thread_;
};

}  // namespace hop::io
