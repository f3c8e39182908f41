// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>
#include <span>
#include <string_view>
#include <utility>

namespace hop::http1 {

/// Octets that have arrived and not been used yet. A socket may read straight
/// into it: room(), then filled(). Taking some does not move the rest.
class ReceiveBuffer final {
 public:
  /// A place for @p size octets. What take() gave before is no longer valid.
  std::span<char> room(std::size_t size) {
    if (capacity_ - end_ < size) makeRoom(size);
    return {octets_.get() + end_, size};
  }
  /// The first @p count octets of room() are there now.
  void filled(std::size_t count) { end_ += count; }

  void append(std::string_view octets) {
    std::copy(octets.begin(), octets.end(), room(octets.size()).begin());
    filled(octets.size());
  }

  [[nodiscard]] std::string_view view() const {
    return {octets_.get() + begin_, end_ - begin_};
  }
  [[nodiscard]] bool empty() const { return begin_ == end_; }

  /// The first @p count octets (or fewer, if there are no more). Valid until
  /// the next room() or append().
  std::string_view take(std::size_t count) {
    const auto taken = view().substr(0, count);
    begin_ += taken.size();
    return taken;
  }

 private:
  /// Not a vector, and not made by make_unique: both would write zeros into all
  /// of it before it is read into.
  using Memory = std::unique_ptr<char[]>;  // NOLINT(*-avoid-c-arrays)

  /// What is unused goes to the front, of a larger piece of memory if it must.
  void makeRoom(std::size_t size) {
    const auto unused = view();
    if (unused.size() + size > capacity_) {
      const auto most = std::max(unused.size() + size, capacity_ * 2);
      Memory larger(new char[most]);
      std::copy(unused.begin(), unused.end(), larger.get());
      octets_ = std::move(larger);
      capacity_ = most;
    } else {
      std::copy(unused.begin(), unused.end(), octets_.get());
    }
    end_ = unused.size();
    begin_ = 0;
  }

  Memory octets_;
  std::size_t capacity_ = 0;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
};

}  // namespace hop::http1
