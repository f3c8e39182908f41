// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace hop::http1 {

/// Octets that have arrived and not been used yet. Taking some does not move
/// the rest; the space comes back with the next append().
class ReceiveBuffer final {
 public:
  void append(std::string_view octets) {
    if (used_ > 0) {
      octets_.erase(0, used_);
      used_ = 0;
    }
    octets_ += octets;
  }

  [[nodiscard]] std::string_view view() const {
    return std::string_view(octets_).substr(used_);
  }
  [[nodiscard]] bool empty() const { return used_ == octets_.size(); }

  /// The first @p count octets (or fewer, if there are no more). Valid until
  /// the next append().
  std::string_view take(std::size_t count) {
    const auto taken = view().substr(0, count);
    used_ += taken.size();
    return taken;
  }

 private:
  std::string octets_;
  std::size_t used_ = 0;
};

}  // namespace hop::http1
