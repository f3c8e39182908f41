// SPDX-License-Identifier: MIT
#pragma once

#include "tests/support/Stage.h"

#include <atomic>
#include <memory>
#include <string>

namespace hop::test {

/// An upstream of HTTP/1 that answers at once, except targets that begin with
/// "/slow": those wait until the case lets them go. It counts connections that
/// end while their request waits.
class HeldUpstream final {
 public:
  explicit HeldUpstream(Stage& stage) : state_(std::make_shared<State>()) {
    stage.upstream().script([&stage, state = state_](Connection& connection) {
      while (const auto request = stage.upstream().take(connection, kLong)) {
        const bool slow = request->target().starts_with("/slow");
        if (slow && !state->wait(connection)) return;
        if (!connection.send(reply("", request->target()))) return;
      }
    });
  }
  ~HeldUpstream() { release(); }
  HeldUpstream(const HeldUpstream&) = delete;
  HeldUpstream& operator=(const HeldUpstream&) = delete;

  /// From here on nothing waits.
  void release() { state_->released = true; }
  /// Requests whose connection has ended while they waited.
  [[nodiscard]] std::size_t abandoned() const { return state_->abandoned; }

 private:
  static constexpr std::chrono::milliseconds kLong{20'000};

  struct State {
    std::atomic<bool> released{false};
    std::atomic<std::size_t> abandoned{0};

    /// @return false when the other side does not wait any more.
    bool wait(Connection& connection) {
      while (!released) {
        if (connection.closedWithin(std::chrono::milliseconds(5))) {
          ++abandoned;
          return false;
        }
      }
      return true;
    }
  };
  std::shared_ptr<State> state_;
};

}  // namespace hop::test
