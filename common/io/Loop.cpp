// SPDX-License-Identifier: MIT
#include "common/io/Loop.h"

#include <utility>

namespace hop::io {

namespace {

constexpr std::chrono::milliseconds kTick{100};

EventSet::Interest interestOf(Looped::Next next) {
  switch (next) {
    case Looped::Next::Write:
      return EventSet::Interest::Write;
    case Looped::Next::ReadWrite:
      return EventSet::Interest::ReadWrite;
    case Looped::Next::Error:
      return EventSet::Interest::Error;
    default:
      return EventSet::Interest::Read;
  }
}

}  // namespace

void Looped::wake() {
  if (woken_) return;
  const std::lock_guard lock(mutex_);
  if (loop_ != nullptr && !woken_.exchange(true)) loop_->wake(*this);
}

void Looped::belongTo(Loop* loop) {
  const std::lock_guard lock(mutex_);
  loop_ = loop;
}

Loop::Loop() : thread_([this] { work(); }) {}

Loop::~Loop() {
  stop(true);
  join();
}

void Loop::add(std::shared_ptr<Looped> one) {
  bool tooLate = false;
  {
    const std::lock_guard lock(mutex_);
    tooLate = ended_;
    if (!tooLate) {
      ++size_;
      new_.push_back(one);
    }
  }
  if (!tooLate) return events_.wake();
  one->stop(true);
  one->run();
  one->leave();
}

void Loop::wake(Looped& one) {
  bool first = false;
  {
    const std::lock_guard lock(mutex_);
    first = woken_.empty();
    woken_.push_back(one.key_);
  }
  // The others will be found when the loop comes for the first one.
  if (first) events_.wake();
}

void Loop::stop(bool abort) {
  stop_ = abort ? Stop::AtOnce : Stop::Gently;
  events_.wake();
}

void Loop::join() {
  if (thread_.joinable()) thread_.join();
}

void Loop::work() {
  while (!finished()) {
    for (const auto key : events_.wait(kTick)) {
      const auto found = owned_.find(key);
      if (found == owned_.end()) continue;
      const auto one = found->second;
      one->armed_.reset();  // an event is reported once
      settle(one, one->run());
    }
    takeNew();
    runWoken();
    tellToStop();
    if (Clock::now() >= nextTick_) tick();
  }
}

bool Loop::finished() {
  const std::lock_guard lock(mutex_);
  ended_ = stop_ != Stop::No && told_ && owned_.empty() && new_.empty();
  return ended_;
}

void Loop::takeNew() {
  std::vector<std::shared_ptr<Looped>> fresh;
  {
    const std::lock_guard lock(mutex_);
    fresh.swap(new_);
  }
  for (const auto& one : fresh) {
    one->key_ = ++lastKey_;
    one->belongTo(this);
    owned_[one->key_] = one;
    if (told_) one->stop(stop_ == Stop::AtOnce);
    settle(one, one->run());
  }
}

void Loop::runWoken() {
  std::vector<std::uint64_t> woken;
  {
    const std::lock_guard lock(mutex_);
    woken.swap(woken_);
  }
  for (const auto key : woken) {
    const auto found = owned_.find(key);
    if (found == owned_.end()) continue;
    const auto one = found->second;
    // Before it runs: what is asked of it from now on wakes it once more.
    one->woken_ = false;
    settle(one, one->run());
  }
}

void Loop::tellToStop() {
  const Stop now = stop_;
  if (now == Stop::No || (told_ && now == Stop::Gently)) return;
  told_ = true;
  const auto all = owned_;
  for (const auto& [key, one] : all) {
    one->stop(now == Stop::AtOnce);
    settle(one, one->run());
  }
}

void Loop::tick() {
  const auto now = Clock::now();
  nextTick_ = now + kTick;
  const auto all = owned_;
  for (const auto& [key, one] : all) settle(one, one->tick(now));
}

void Loop::settle(const std::shared_ptr<Looped>& one, Looped::Next next) {
  if (next != Looped::Next::Over) {
    if (one->armed_ == next) return;
    one->armed_ = next;
    if (next == Looped::Next::Nothing) {
      events_.forget(one->descriptor());
    } else {
      events_.watch(one->descriptor(), one->key_, interestOf(next));
    }
    return;
  }
  events_.forget(one->descriptor());
  owned_.erase(one->key_);
  one->belongTo(nullptr);
  one->leave();
  --size_;
}

}  // namespace hop::io
