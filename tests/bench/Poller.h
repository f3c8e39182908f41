// SPDX-License-Identifier: MIT
#pragma once

#include <sys/epoll.h>
#include <unistd.h>

#include <array>
#include <stdexcept>
#include <vector>

namespace hop::bench {

/// Which of many descriptors can be read from. Costs little, so that the
/// benchmark's own work does not hide what it measures. For one thread.
class Poller final {
 public:
  Poller() {
    if (epoll_ < 0) throw std::runtime_error("epoll is not available");
  }
  ~Poller() { ::close(epoll_); }
  Poller(const Poller&) = delete;
  Poller& operator=(const Poller&) = delete;

  /// Until the descriptor is closed.
  void add(int descriptor) const {
    epoll_event event{};
    event.events = EPOLLIN | EPOLLRDHUP;
    event.data.fd = descriptor;
    if (::epoll_ctl(epoll_, EPOLL_CTL_ADD, descriptor, &event) != 0) {
      throw std::runtime_error("cannot watch a connection");
    }
  }

  /// Those that are ready; none when the time is over. Valid until the next
  /// call.
  const std::vector<int>& wait(int milliseconds) {
    const int count = ::epoll_wait(
        epoll_, events_.data(), static_cast<int>(events_.size()), milliseconds);
    ready_.clear();
    for (int i = 0; i < count; ++i) {
      ready_.push_back(events_[static_cast<std::size_t>(i)].data.fd);
    }
    return ready_;
  }

 private:
  int epoll_ = ::epoll_create1(EPOLL_CLOEXEC);
  std::array<epoll_event, 64> events_{};
  std::vector<int> ready_;
};

}  // namespace hop::bench
