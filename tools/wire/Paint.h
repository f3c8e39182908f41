// SPDX-License-Identifier: MIT
#pragma once

#include "tools/wire/Messages.h"

#include <string>

namespace hop::wire {

/// Colours for the terminal, or none. A colour never says anything that a sign
/// or a word does not say too.
class Paint final {
 public:
  enum class Colour { Plain, Bold, Dim, Green, Red, Yellow };

  explicit Paint(bool on) : on_(on) {}
  /// On when stdout is a terminal and NO_COLOR is not set (no-color.org).
  [[nodiscard]] static Paint forStandardOutput();

  [[nodiscard]] std::string operator()(Colour colour,
                                       const std::string& text) const;
  [[nodiscard]] static Colour of(Piece::Mark mark);

 private:
  bool on_;
};

}  // namespace hop::wire
