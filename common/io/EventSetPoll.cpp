// SPDX-License-Identifier: MIT
#ifndef __linux__

#include "common/io/EventSet.h"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <array>
#include <map>
#include <mutex>
#include <stdexcept>

namespace hop::io {

namespace {

#ifdef POLLRDHUP
constexpr short kHangup = POLLRDHUP;
#else
constexpr short kHangup = 0;  // only POLLHUP and POLLERR, which always come
#endif

struct Watched {
  std::uint64_t key;
  short events;
};

}  // namespace

/// A pipe wakes the waiting thread whenever the set changes.
struct EventSet::State {
  std::mutex mutex;
  std::map<int, Watched> watched;
  std::array<int, 2> pipe{};
};

EventSet::EventSet() : state_(std::make_unique<State>()) {
  if (::pipe(state_->pipe.data()) != 0) throw std::runtime_error("no pipe");
  for (const int end : state_->pipe) {
    ::fcntl(end, F_SETFD, FD_CLOEXEC);
    ::fcntl(end, F_SETFL, O_NONBLOCK);
  }
}

EventSet::~EventSet() {
  for (const int end : state_->pipe) ::close(end);
}

void EventSet::watch(int descriptor, std::uint64_t key, Interest interest) {
  const bool both = interest == Interest::ReadWrite;
  const bool hangup =
      interest != Interest::Write && interest != Interest::Error;
  const auto events =
      static_cast<short>((hangup ? kHangup : 0) |
                         (both || interest == Interest::Read ? POLLIN : 0) |
                         (both || interest == Interest::Write ? POLLOUT : 0));
  {
    const std::lock_guard lock(state_->mutex);
    state_->watched[descriptor] = {key, events};
  }
  wake();
}

void EventSet::forget(int descriptor) {
  const std::lock_guard lock(state_->mutex);
  state_->watched.erase(descriptor);
}

std::vector<std::uint64_t> EventSet::wait(std::chrono::milliseconds timeout) {
  std::vector<pollfd> wanted{{state_->pipe[0], POLLIN, 0}};
  {
    const std::lock_guard lock(state_->mutex);
    for (const auto& [descriptor, watched] : state_->watched) {
      wanted.push_back({descriptor, watched.events, 0});
    }
  }
  ::poll(wanted.data(), static_cast<nfds_t>(wanted.size()),
         static_cast<int>(timeout.count()));
  std::array<char, 64> ignored{};
  while (::read(state_->pipe[0], ignored.data(), ignored.size()) > 0) {
  }
  std::vector<std::uint64_t> keys;
  const std::lock_guard lock(state_->mutex);
  for (std::size_t i = 1; i < wanted.size(); ++i) {
    const auto found = state_->watched.find(wanted[i].fd);
    if (wanted[i].revents == 0 || found == state_->watched.end()) continue;
    keys.push_back(found->second.key);
    state_->watched.erase(found);
  }
  return keys;
}

void EventSet::wake() {
  const char one = 1;
  [[maybe_unused]] const auto n = ::write(state_->pipe[1], &one, 1);
}

}  // namespace hop::io

#endif
