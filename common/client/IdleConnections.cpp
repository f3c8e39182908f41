// SPDX-License-Identifier: MIT
#include "common/client/IdleConnections.h"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <utility>

namespace hop::client {

namespace {

constexpr std::chrono::milliseconds kSweep{100};

}  // namespace

IdleConnections::IdleConnections(std::size_t most, IsUsable isUsable)
    : most_(most),
      isUsable_(std::move(isUsable)),
      sweeper_(kSweep, [this] { sweep(); }) {}

// What is closed is closed without the lock: it costs a call of the system.

void IdleConnections::push(Kept connection) {
  if (!connection.socket) return;
  std::optional<Kept> oldest;
  const std::lock_guard lock(mutex_);
  idle_.push_back(std::move(connection));
  if (idle_.size() <= most_) return;
  oldest = std::move(idle_.front());
  idle_.erase(idle_.begin());
}

Kept IdleConnections::pop() {
  while (auto connection = last()) {
    if (isUsable_(*connection)) return std::move(*connection);
  }
  return {};
}

std::optional<Kept> IdleConnections::last() {
  const std::lock_guard lock(mutex_);
  if (idle_.empty()) return std::nullopt;
  std::optional<Kept> connection(std::move(idle_.back()));
  idle_.pop_back();
  return connection;
}

void IdleConnections::sweep() {
  std::vector<Kept> others;
  const std::lock_guard lock(mutex_);
  const auto rest =
      std::stable_partition(idle_.begin(), idle_.end(), isUsable_);
  others.assign(std::make_move_iterator(rest),
                std::make_move_iterator(idle_.end()));
  idle_.erase(rest, idle_.end());
}

}  // namespace hop::client
