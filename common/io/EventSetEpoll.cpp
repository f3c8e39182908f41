// SPDX-License-Identifier: MIT
#ifdef __linux__

#include "common/io/EventSet.h"

#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <stdexcept>

namespace hop::io {

namespace {

constexpr std::uint64_t kWakeKey = UINT64_MAX;

std::uint32_t eventsFor(EventSet::Interest interest) {
  switch (interest) {
    case EventSet::Interest::Read:
      return EPOLLONESHOT | EPOLLRDHUP | EPOLLIN;
    case EventSet::Interest::Write:
      return EPOLLONESHOT | EPOLLOUT;
    case EventSet::Interest::ReadWrite:
      return EPOLLONESHOT | EPOLLRDHUP | EPOLLIN | EPOLLOUT;
    case EventSet::Interest::Error:
      return EPOLLONESHOT;  // errors always come
    case EventSet::Interest::Hangup:
      break;
  }
  return EPOLLONESHOT | EPOLLRDHUP;
}

}  // namespace

struct EventSet::State {
  int epoll = ::epoll_create1(EPOLL_CLOEXEC);
  int wake = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
};

EventSet::EventSet() : state_(std::make_unique<State>()) {
  epoll_event event{};
  event.events = EPOLLIN;
  event.data.u64 = kWakeKey;
  if (::epoll_ctl(state_->epoll, EPOLL_CTL_ADD, state_->wake, &event) != 0) {
    throw std::runtime_error("epoll is not available");
  }
}

EventSet::~EventSet() {
  ::close(state_->wake);
  ::close(state_->epoll);
}

void EventSet::watch(int descriptor, std::uint64_t key, Interest interest) {
  epoll_event event{};
  event.events = eventsFor(interest);
  event.data.u64 = key;
  if (::epoll_ctl(state_->epoll, EPOLL_CTL_MOD, descriptor, &event) != 0 &&
      errno == ENOENT) {
    ::epoll_ctl(state_->epoll, EPOLL_CTL_ADD, descriptor, &event);
  }
}

void EventSet::forget(int descriptor) {
  ::epoll_ctl(state_->epoll, EPOLL_CTL_DEL, descriptor, nullptr);
}

std::vector<std::uint64_t> EventSet::wait(std::chrono::milliseconds timeout) {
  std::array<epoll_event, 64> events{};
  const int count = ::epoll_wait(state_->epoll, events.data(),
                                 static_cast<int>(events.size()),
                                 static_cast<int>(timeout.count()));
  std::vector<std::uint64_t> keys;
  for (int i = 0; i < count; ++i) {
    const auto key = events[static_cast<std::size_t>(i)].data.u64;
    if (key != kWakeKey) {
      keys.push_back(key);
    } else {
      std::uint64_t ignored = 0;
      [[maybe_unused]] const auto n =
          ::read(state_->wake, &ignored, sizeof ignored);
    }
  }
  return keys;
}

void EventSet::wake() {
  const std::uint64_t one = 1;
  [[maybe_unused]] const auto n = ::write(state_->wake, &one, sizeof one);
}

}  // namespace hop::io

#endif
