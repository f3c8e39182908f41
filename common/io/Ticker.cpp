// SPDX-License-Identifier: MIT
#include "common/io/Ticker.h"

#include <utility>

namespace hop::io {

Ticker::Ticker(std::chrono::milliseconds interval, std::function<void()> call)
    : interval_(interval), call_(std::move(call)), thread_([this] { run(); }) {}

Ticker::~Ticker() {
  {
    const std::lock_guard lock(mutex_);
    stop_ = true;
  }
  stopped_.notify_all();
  thread_.join();
}

void Ticker::run() {
  while (true) {
    {
      std::unique_lock lock(mutex_);
      if (stopped_.wait_for(lock, interval_, [this] { return stop_; })) return;
    }
    call_();
  }
}

}  // namespace hop::io
