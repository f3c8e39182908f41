// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <mutex>
#include <optional>

namespace hop::io {

class Loop;

/// Something that a Loop owns: a connection that never waits. All its functions
/// but wake() are called in the loop's thread, one at a time.
class Looped {
 public:
  using Clock = std::chrono::steady_clock;

  /// What it waits for now.
  enum class Next {
    Read,       ///< octets to read
    Write,      ///< room to write
    ReadWrite,  ///< one of the two
    Error,      ///< the other side breaking off
    Nothing,    ///< a wake() only
    Over        ///< the loop forgets it
  };

  Looped() = default;
  virtual ~Looped() = default;
  Looped(const Looped&) = delete;
  Looped& operator=(const Looped&) = delete;

  [[nodiscard]] virtual int descriptor() const = 0;
  /// The descriptor is ready, or somebody called wake(): do all that can be
  /// done without waiting. Must not throw.
  virtual Next run() noexcept = 0;
  /// Called ten times a second, for what depends on time.
  virtual Next tick(Clock::time_point now) noexcept = 0;
  /// The program stops. @param abort at once, whatever is under way.
  virtual void stop(bool abort) noexcept = 0;
  /// The loop has forgotten it: the descriptor may go to somebody else.
  virtual void leave() noexcept {}

 protected:
  /// run() soon, whatever the descriptor says. From any thread.
  void wake();

 private:
  friend class Loop;
  void belongTo(Loop* loop);

  std::mutex mutex_;      ///< held while the loop is told: it cannot end then
  Loop* loop_ = nullptr;  ///< guarded by mutex_
  std::atomic<bool> woken_{false};
  std::uint64_t key_ = 0;
  std::optional<Next> armed_;  ///< what the descriptor is watched for
};

}  // namespace hop::io
