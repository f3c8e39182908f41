// SPDX-License-Identifier: MIT
#include "common/io/Tunnel.h"

#include "common/io/Loop.h"

#include <utility>

namespace hop::io {

namespace {

constexpr std::size_t kReadSize = std::size_t{32} * 1024;
/// Reads of one direction before others get their turn.
constexpr int kReads = 8;

}  // namespace

/// Waits for one of the two descriptors.
class Tunnel::Watch final : public Looped {
 public:
  Watch(std::shared_ptr<Tunnel> tunnel, std::size_t index)
      : tunnel_(std::move(tunnel)), index_(index) {}

  [[nodiscard]] int descriptor() const override {
    return tunnel_->sides_[index_].end->descriptor();
  }
  Next run() noexcept override {
    tunnel_->pump();
    return tunnel_->settle(index_);
  }
  Next tick(Clock::time_point now) noexcept override {
    tunnel_->tick(now);
    return tunnel_->settle(index_);
  }
  /// A tunnel lives as long as the grace period; see cli::stopWithin.
  void stop(bool abort) noexcept override {
    if (abort) tunnel_->end(true);
  }
  void leave() noexcept override {
    const auto tunnel = std::move(tunnel_);  // they hold each other
    tunnel->sides_[index_].end->close();
    tunnel->sides_[index_].watch.reset();
  }

  void runSoon() { wake(); }

 private:
  std::shared_ptr<Tunnel> tunnel_;
  std::size_t index_;
};

Tunnel::Tunnel(std::unique_ptr<TunnelEnd> client,
               std::unique_ptr<TunnelEnd> upstream, Milliseconds idle)
    : idle_(idle), progress_(Clock::now()) {
  sides_[0].end = std::move(client);
  sides_[1].end = std::move(upstream);
}

void Tunnel::start(Loop& loop) {
  for (std::size_t i = 0; i < sides_.size(); ++i) makeWatch(i);
  const std::array watches{sides_[0].watch, sides_[1].watch};
  for (const auto& watch : watches) {
    if (watch) loop.add(watch);
  }
}

void Tunnel::makeWatch(std::size_t index) {
  Side& side = sides_[index];
  if (side.end->descriptor() >= 0) {
    side.watch = std::make_shared<Watch>(shared_from_this(), index);
    return;
  }
  const std::weak_ptr<Tunnel> weak = weak_from_this();
  side.end->onReady([weak, other = 1 - index] {
    const auto self = weak.lock();
    if (self && self->sides_[other].watch) {
      self->sides_[other].watch->runSoon();
    }
  });
}

void Tunnel::pump() {
  if (over_) return;
  auto& [client, upstream] = sides_;
  try {
    for (std::size_t i = 0; i < sides_.size(); ++i) look(i);
    if (over_) return;
    bool moved = relay(client, upstream);
    moved = relay(upstream, client) || moved;
    if (moved) progress_ = Clock::now();
    if (client.finished && upstream.finished) end(false);
  } catch (...) {
    end(true);
  }
  // What one descriptor has told may change what the other one waits for.
  for (std::size_t i = 0; i < sides_.size(); ++i) {
    if (sides_[i].watch && next(i) != sides_[i].waitsFor) {
      sides_[i].watch->runSoon();
    }
  }
}

Looped::Next Tunnel::settle(std::size_t index) {
  sides_[index].waitsFor = next(index);
  return sides_[index].waitsFor;
}

/// A side that nobody reads may break off all the same.
void Tunnel::look(std::size_t index) {
  Side& side = sides_[index];
  if (side.ended || sides_[1 - index].pending.empty()) return;
  const auto health = side.end->health();
  if (health == TunnelEnd::Health::Broken) end(true);
  side.quiet = health == TunnelEnd::Health::HungUp;
}

/// @return true when something was read.
bool Tunnel::relay(Side& from, Side& to) {
  bool moved = false;
  std::array<char, kReadSize> buffer;
  for (int i = 0; i < kReads && !from.ended && flush(to); ++i) {
    const auto read = from.end->read(buffer.data(), buffer.size());
    from.wantsWrite = read.progress == Progress::NeedsWrite;
    from.ended = read.progress == Progress::Ended;
    if (read.progress != Progress::Done) break;
    to.pending.assign(buffer.data(), read.octets);
    moved = true;
    // The descriptor does not tell of what TLS has decrypted already.
    if (i + 1 == kReads && from.watch) from.watch->runSoon();
  }
  if (flush(to) && from.ended && !std::exchange(to.finished, true)) {
    to.end->finishWriting();
  }
  return moved;
}

/// @return true when nothing waits any more.
bool Tunnel::flush(Side& to) {
  while (!to.pending.empty()) {
    const auto written = to.end->write(to.pending);
    if (written.octets == 0) return false;
    to.pending.erase(0, written.octets);
    progress_ = Clock::now();
  }
  std::string().swap(to.pending);  // an idle tunnel holds no memory
  return true;
}

/// A side is read when what it says can be passed on, and written to when
/// something waits for it.
Looped::Next Tunnel::next(std::size_t index) const {
  if (over_) return Looped::Next::Over;
  const Side& side = sides_[index];
  const bool reads = !side.ended && sides_[1 - index].pending.empty();
  const bool writes = !side.pending.empty() || (reads && side.wantsWrite);
  if (reads) return writes ? Looped::Next::ReadWrite : Looped::Next::Read;
  if (writes) return Looped::Next::Write;
  return side.ended || side.quiet ? Looped::Next::Nothing : Looped::Next::Error;
}

/// What is still on its way to a side that does not read is lost: only a reset
/// tells it so.
void Tunnel::tick(Clock::time_point now) {
  if (over_ || now - progress_ < idle_) return;
  end(!sides_[0].pending.empty() || !sides_[1].pending.empty());
}

void Tunnel::end(bool broken) {
  if (std::exchange(over_, true)) return;
  for (const Side& side : sides_) {
    if (broken) side.end->abort();
    if (!side.watch) side.end->close();  // the others: when the loop lets go
    if (side.watch) side.watch->runSoon();
  }
}

}  // namespace hop::io
