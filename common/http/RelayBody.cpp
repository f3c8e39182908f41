// SPDX-License-Identifier: MIT
#include "common/http/RelayBody.h"

#include <array>

namespace hop::http {

/// A read returns when there is something: that is all the timer there
/// is. The head goes first; it waits for no body, unless none will come
/// (in_avail() is -1): then head and end are one.
void relayBody(std::istream& from, std::ostream& to) {
  std::array<char, 16384> piece{};
  if (from.rdbuf()->in_avail() >= 0) to.flush();
  while (from.peek() != std::istream::traits_type::eof()) {
    to.write(piece.data(), from.readsome(piece.data(), piece.size()));
    to.flush();
  }
}

}  // namespace hop::http
