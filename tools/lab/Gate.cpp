// SPDX-License-Identifier: MIT
#include "tools/lab/Gate.h"

#include <chrono>

namespace hop::lab {

using namespace std::chrono_literals;

Gate::Ticket::Ticket(Gate& gate, const wire::Cancelled& cancelled)
    : gate_(gate) {
  std::unique_lock lock(gate_.mutex_);
  const auto hasRoom = [this] { return gate_.inside_ < gate_.mostInside_; };
  if (!hasRoom() && gate_.waiting_ >= gate_.mostWaiting_) throw Busy();
  ++gate_.waiting_;
  while (!gate_.room_.wait_for(lock, 50ms, hasRoom)) {
    if (!cancelled()) continue;
    --gate_.waiting_;
    throw wire::Interrupted();
  }
  --gate_.waiting_;
  ++gate_.inside_;
}

Gate::Ticket::~Ticket() {
  const std::lock_guard lock(gate_.mutex_);
  --gate_.inside_;
  gate_.room_.notify_one();
}

}  // namespace hop::lab
