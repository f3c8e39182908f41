// SPDX-License-Identifier: MIT
#include "tools/wire/Paint.h"

#include <unistd.h>

#include <array>
#include <cstdlib>

namespace hop::wire {

Paint Paint::forStandardOutput() {
  const char* const wish = std::getenv("NO_COLOR");
  const bool unwanted = wish != nullptr && *wish != '\0';
  return Paint(::isatty(STDOUT_FILENO) == 1 && !unwanted);
}

std::string Paint::operator()(Colour colour, const std::string& text) const {
  constexpr std::array codes{"0", "1", "2", "32", "31", "33"};
  if (!on_ || colour == Colour::Plain || text.empty()) return text;
  return std::string("\x1b[") + codes[static_cast<std::size_t>(colour)] + "m" +
         text + "\x1b[0m";
}

Paint::Colour Paint::of(Piece::Mark mark) {
  constexpr std::array colours{Colour::Plain, Colour::Green, Colour::Red,
                               Colour::Yellow};
  return colours[static_cast<std::size_t>(mark)];
}

}  // namespace hop::wire
