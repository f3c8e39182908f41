// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <mutex>

namespace hop::client {

/// So many at a time; the others wait a while for somebody to leave.
class Places final {
 public:
  /// One of the places, as long as it lives.
  class Place final {
   public:
    /// @throws UpstreamBusy when none becomes free in time.
    explicit Place(Places& places) : places_(places) { places_.enter(); }
    ~Place() { places_.leave(); }
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;

   private:
    Places& places_;
  };

  Places(std::size_t most, std::chrono::milliseconds patience)
      : most_(most), patience_(patience) {}

 private:
  void enter();
  bool tryEnter();
  void leave();

  const std::size_t most_;
  const std::chrono::milliseconds patience_;
  std::mutex mutex_;
  std::condition_variable left_;
  std::atomic<std::size_t> taken_{0};
  std::atomic<std::size_t> waiting_{0};
};

}  // namespace hop::client
