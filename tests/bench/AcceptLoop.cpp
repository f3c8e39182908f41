// SPDX-License-Identifier: MIT
#include "tests/bench/AcceptLoop.h"

#include <stdexcept>
#include <utility>

namespace hop::bench {

namespace {

constexpr int kBacklog = 4096;
constexpr int kTick = 50;  // ms: how soon it notices that it shall stop

}  // namespace

AcceptLoop::AcceptLoop(Handler handler)
    : handler_(std::move(handler)), listener_(bindLoopback(port_)) {
  if (::listen(listener_.get(), kBacklog) != 0) {
    throw std::runtime_error("cannot listen");
  }
  poller_.add(listener_.get());
  thread_ = std::thread([this] { run(); });
}

AcceptLoop::~AcceptLoop() {
  stopping_ = true;
  thread_.join();
}

void AcceptLoop::run() {
  while (!stopping_) {
    for (const int descriptor : poller_.wait(kTick)) {
      if (descriptor == listener_.get()) {
        accept();
      } else {
        handler_.readable(descriptor);
      }
    }
  }
}

void AcceptLoop::accept() {
  Descriptor socket(::accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC));
  if (socket.get() < 0) return;
  poller_.add(socket.get());
  handler_.accepted(std::move(socket));
}

}  // namespace hop::bench
