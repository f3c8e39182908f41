// SPDX-License-Identifier: MIT
#include "common/io/BodyPipe.h"

#include <Poco/Exception.h>

#include <algorithm>
#include <utility>

namespace hop::io {

void BodyPipe::write(std::string_view octets, Milliseconds patience) {
  while (!octets.empty()) {
    {
      std::unique_lock lock(mutex_);
      const auto room = [this] {
        const auto held = octets_.size() - taken_;
        return held < capacity_ ? capacity_ - held : 0;
      };
      if (!changed_.wait_for(lock, patience,
                             [&] { return failure_ || room() > 0; })) {
        throw Poco::TimeoutException();
      }
      if (failure_) std::rethrow_exception(failure_);
      const auto part = octets.substr(0, room());
      octets_ += part;
      octets.remove_prefix(part.size());
    }
    progressed();
  }
}

std::string_view BodyPipe::pull(Milliseconds patience) {
  std::size_t used = 0;
  {
    const std::lock_guard lock(mutex_);
    used = pulled_.size();
    consumed_ += used;
    pulled_.clear();
  }
  if (used > 0) progressed();
  std::unique_lock lock(mutex_);
  if (!changed_.wait_for(lock, patience, [this] {
        return failure_ || finished_ || !octets_.empty();
      })) {
    throw Poco::TimeoutException();
  }
  if (octets_.empty() && failure_) std::rethrow_exception(failure_);
  pulled_.swap(octets_);
  return pulled_;
}

bool BodyPipe::ended() const {
  const std::lock_guard lock(mutex_);
  return finished_ && octets_.empty();
}

void BodyPipe::append(std::string_view octets) {
  {
    const std::lock_guard lock(mutex_);
    octets_ += octets;
    changed_.notify_all();
  }
  arrived();
}

/// Called with the mutex held.
BodyPipe::Piece BodyPipe::take(char* buffer, std::size_t size) {
  const auto n = std::min(size, octets_.size() - taken_);
  std::copy_n(octets_.data() + taken_, n, buffer);
  taken_ += n;
  if (taken_ == octets_.size() || taken_ >= capacity_) {
    octets_.erase(0, std::exchange(taken_, 0));
  }
  return {n, whatFollows()};
}

BodyPipe::Piece BodyPipe::read(char* buffer, std::size_t size) {
  Piece piece;
  {
    const std::lock_guard lock(mutex_);
    piece = take(buffer, size);
    if (mostKept_ > 0) {
      lost_ = lost_ || kept_.size() + piece.octets > mostKept_;
      if (!lost_) kept_.append(buffer, piece.octets);
    }
    if (piece.octets > 0) changed_.notify_all();
  }
  if (piece.octets > 0) arrived();
  return piece;
}

BodyPipe::Piece BodyPipe::tryPull(char* buffer, std::size_t size) {
  Piece piece;
  {
    const std::lock_guard lock(mutex_);
    piece = take(buffer, size);
    consumed_ += piece.octets;
  }
  if (piece.octets > 0) progressed();
  return piece;
}

std::size_t BodyPipe::tryWrite(std::string_view octets) {
  std::size_t n = 0;
  {
    const std::lock_guard lock(mutex_);
    if (failure_) std::rethrow_exception(failure_);
    const auto held = octets_.size() - taken_;
    n = held < capacity_ ? std::min(capacity_ - held, octets.size()) : 0;
    octets_ += octets.substr(0, n);
  }
  if (n > 0) progressed();
  return n;
}

BodyPipe::Piece::Then BodyPipe::whatFollows() const {
  if (!octets_.empty()) return Piece::Then::Wait;
  if (failure_) return Piece::Then::Failure;
  return finished_ ? Piece::Then::End : Piece::Then::Wait;
}

std::size_t BodyPipe::held() const {
  const std::lock_guard lock(mutex_);
  return octets_.size() - taken_;
}

std::size_t BodyPipe::takeConsumed() {
  const std::lock_guard lock(mutex_);
  return std::exchange(consumed_, 0);
}

void BodyPipe::keepRead(std::size_t most) {
  const std::lock_guard lock(mutex_);
  mostKept_ = most;
}

void BodyPipe::forgetRead() {
  const std::lock_guard lock(mutex_);
  mostKept_ = 0;
  lost_ = true;  // from now on it cannot be put back
  std::string().swap(kept_);
}

bool BodyPipe::rewind() {
  const std::lock_guard lock(mutex_);
  if (lost_ || failure_) return false;
  octets_.replace(0, taken_, std::exchange(kept_, ""));
  taken_ = 0;
  return true;
}

void BodyPipe::finish(const Poco::Net::MessageHeader& trailers) {
  {
    const std::lock_guard lock(mutex_);
    if (finished_ || failure_) return;
    finished_ = true;
    trailers_ = trailers;
    changed_.notify_all();
  }
  progressed();
  arrived();
}

void BodyPipe::abort(std::exception_ptr reason) {
  {
    const std::lock_guard lock(mutex_);
    if (failure_ || finished_) return;
    failure_ = std::move(reason);
    changed_.notify_all();
  }
  progressed();
  arrived();
}

Poco::Net::MessageHeader BodyPipe::trailers() {
  const std::lock_guard lock(mutex_);
  return trailers_;
}

}  // namespace hop::io
