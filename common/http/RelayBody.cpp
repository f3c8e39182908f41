// SPDX-License-Identifier: MIT
#include "common/http/RelayBody.h"

#include <array>

namespace hop::http {

/// A read returns when there is something: that is all the timer there
/// is. The head waits for no body: it goes first when in_avail() is 0.
/// With octets at hand, or none to come (-1), both are one.
void relayBody(std::istream& from, std::ostream& to) {
  std::array<char, 16384> piece{};
  if (from.rdbuf()->in_avail() == 0) to.flush();
  while (from.peek() != std::istream::traits_type::eof()) {
    to.write(piece.data(), from.readsome(piece.data(), piece.size()));
    to.flush();
  }
}

}  // namespace hop::http
