// SPDX-License-Identifier: MIT
#pragma once

#include "tools/wire/Drawing.h"
#include "tools/wire/Messages.h"

#include <cstddef>
#include <string>
#include <vector>

namespace hop::wire {

/// What may be left out when a lane is drawn.
struct Folding {
  Detail detail = Detail::Short;
  /// The lane before it showed the same body already.
  bool bodyIsKnown = false;
  /// Nothing of the lane was left out: where it ends, it ended.
  bool isWhole = true;
};

/// "1 octet", "25 octets".
[[nodiscard]] std::string octetCount(std::size_t number);

/// A remark of ours on a line of its own.
[[nodiscard]] Line remarkLine(const std::string& text, double at);

/// Nothing to draw on it.
[[nodiscard]] bool isBlank(const Line& line);

/// The lines of all messages of a lane. Between two exchanges stands which
/// connection the next one has, between two messages of one an empty line.
[[nodiscard]] std::vector<Line> linesOf(const Messages& messages,
                                        const Folding& folding);

}  // namespace hop::wire
