// SPDX-License-Identifier: MIT
#include "common/io/Http2Link.h"

#include <Poco/Exception.h>

#include <array>
#include <utility>

namespace hop::io {

namespace {

constexpr std::size_t kReadSize = std::size_t{32} * 1024;
/// Reads of one connection before the others get their turn.
constexpr int kReads = 8;
/// Writes of one connection before the others get their turn.
constexpr int kWrites = 8;
/// Octets collected for one write.
constexpr std::size_t kWriteSize = std::size_t{64} * 1024;
/// How long the other side may go on sending after we have closed, so that our
/// last words are not lost to a reset (RFC 9112 section 9.6 has the reason).
constexpr std::chrono::milliseconds kLinger{1'000};

}  // namespace

Http2Link::Http2Link(std::shared_ptr<Channel> channel, std::string early,
                     http2::Role role, const http2::Limits& limits)
    : channel_(std::move(channel)),
      session_(role, limits),
      early_(std::move(early)),
      nextSecond_(Clock::now() + std::chrono::seconds(1)) {}

void Http2Link::post(std::function<void()> work) {
  {
    const std::lock_guard lock(mutex_);
    if (gone_) return;
    posted_.push_back(std::move(work));
  }
  wake();
}

void Http2Link::feed(std::string_view octets) {
  session_.feed(octets);
  while (auto event = session_.next()) onEvent(std::move(*event));
}

Looped::Next Http2Link::run() noexcept {
  if (lingerUntil_) return linger();
  try {
    readAll();
    runPosted();
    writeAll();
  } catch (...) {
    lost_ = true;
  }
  return settle();
}

void Http2Link::readAll() {
  if (!early_.empty()) {
    feed(early_);
    early_.clear();
  }
  std::array<char, kReadSize> buffer;  // on the stack: an idle one costs none
  for (int i = 0; i < kReads && !ended_; ++i) {
    const auto read = channel_->read(buffer.data(), buffer.size());
    if (read.octets > 0) feed({buffer.data(), read.octets});
    ended_ = read.progress == Progress::Ended;
    if (read.progress != Progress::Done) return;
  }
  if (!ended_) wake();  // there may be more
}

void Http2Link::runPosted() {
  std::vector<std::function<void()>> posted;
  {
    const std::lock_guard lock(mutex_);
    posted.swap(posted_);
  }
  for (const auto& work : posted) work();
}

/// As long as the other side takes nothing, nothing more is asked of the
/// session: what it owes is bounded by the streams.
void Http2Link::writeAll() {
  for (int i = 0; i < kWrites; ++i) {
    if (written_ == out_.size()) collect();
    if (out_.empty()) return;
    const auto gone = channel_->write(std::string_view(out_).substr(written_));
    written_ += gone.octets;
    if (gone.octets > 0) blockedSince_.reset();
    if (gone.progress != Progress::Done) return;
  }
  wake();
}

void Http2Link::collect() {
  out_.clear();
  written_ = 0;
  while (out_.size() < kWriteSize) {
    const auto octets = session_.drain();
    if (octets.empty()) break;
    out_ += octets;
  }
  // Draining may close streams.
  while (auto event = session_.next()) onEvent(std::move(*event));
}

Looped::Next Http2Link::settle() {
  const bool said = out_.empty() && (session_.over() || closing_);
  if (said && !lost_ && !ended_) {
    lingerUntil_ = Clock::now() + kLinger;
    unended_ = true;
  }
  if (said || lost_ || ended_) {
    lose();
    return lingerUntil_ ? linger() : Next::Over;
  }
  return out_.empty() ? Next::Read : Next::ReadWrite;
}

void Http2Link::lose() {
  std::vector<std::function<void()>> dropped;  // after the lock: they own much
  {
    const std::lock_guard lock(mutex_);
    if (std::exchange(gone_, true)) return;
    dropped.swap(posted_);
  }
  onLost();
}

Looped::Next Http2Link::linger() {
  std::array<char, kReadSize> ignored;
  try {
    if (unended_) {
      unended_ = channel_->finishWriting() == Progress::NeedsWrite;
    }
    const Next next = unended_ ? Next::ReadWrite : Next::Read;
    for (int i = 0; i < kReads && !lost_; ++i) {
      const auto read = channel_->read(ignored.data(), ignored.size());
      if (read.progress == Progress::Ended) return Next::Over;
      if (read.progress != Progress::Done) return next;
    }
    if (lost_) return Next::Over;
    wake();
    return next;
  } catch (...) {
    return Next::Over;
  }
}

Looped::Next Http2Link::tick(Clock::time_point now) noexcept {
  if (lingerUntil_) return now >= *lingerUntil_ ? Next::Over : linger();
  if (now >= nextSecond_) {
    nextSecond_ = now + std::chrono::seconds(1);
    session_.onSecond();
  }
  if (!session_.incomplete() && session_.greeted()) headSince_.reset();
  if (session_.incomplete() || !session_.greeted()) {
    if (!headSince_) headSince_ = now;
    if (now - *headSince_ >= patience_.head && !closing_) {
      session_.goAway(NGHTTP2_NO_ERROR);
      closing_ = true;
    }
  }
  if (!out_.empty() && !blockedSince_) blockedSince_ = now;
  if (out_.empty()) {
    blockedSince_.reset();
    out_.shrink_to_fit();  // it may be idle for long
  }
  if (blockedSince_ && now - *blockedSince_ >= patience_.write) lost_ = true;
  onTick(now);
  return closing_ ? run() : settle();
}

}  // namespace hop::io
