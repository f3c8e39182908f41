// SPDX-License-Identifier: MIT
#include "common/http/RelayBody.h"

#include <array>

namespace hop::http {

/// Before each wait what we have goes out: that is all the timer there
/// is. With octets at hand, or none to come (-1), more follows at once.
void relayBody(std::istream& from, std::ostream& to) {
  std::array<char, 16384> piece{};
  while (true) {
    if (from.rdbuf()->in_avail() == 0) to.flush();
    if (from.peek() == std::istream::traits_type::eof()) return;
    to.write(piece.data(), from.readsome(piece.data(), piece.size()));
  }
}

}  // namespace hop::http
