// SPDX-License-Identifier: MIT
#pragma once

#include "tools/wire/Messages.h"

#include <array>

namespace hop::wire {

/// The messages of the four lanes, and what became of each piece.
struct Compared {
  std::array<Messages, kPlaces.size()> lanes;

  [[nodiscard]] Messages& at(Place place) {
    return lanes[static_cast<std::size_t>(place)];
  }
  [[nodiscard]] const Messages& at(Place place) const {
    return lanes[static_cast<std::size_t>(place)];
  }
};

/// Cuts the lanes into messages and sets every mark: on what was sent, Removed
/// and Rewritten; on what was received, Added and Rewritten. A message without
/// a partner (the proxy answered by itself) keeps Same everywhere.
[[nodiscard]] Compared compare(const Lanes& lanes);

}  // namespace hop::wire
