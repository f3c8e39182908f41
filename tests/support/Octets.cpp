// SPDX-License-Identifier: MIT
#include "tests/support/Octets.h"

namespace hop::test {

std::string readable(std::string_view octets, std::size_t limit) {
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string text;
  for (const char c : octets.substr(0, limit)) {
    const auto octet = static_cast<unsigned char>(c);
    if (c == '\r') {
      text += "\\r";
    } else if (c == '\n') {
      text += "\\n\n    ";
    } else if (octet >= 0x20 && octet < 0x7f) {
      text += c;
    } else {
      text += "\\x";
      text += kHex[octet >> 4];
      text += kHex[octet & 0xf];
    }
  }
  if (octets.size() > limit) {
    text += "... (" + std::to_string(octets.size()) + " octets)";
  }
  return text;
}

std::string pattern(std::size_t count, unsigned seed) {
  std::string octets(count, '\0');
  unsigned state = seed * 2654435761U + 1U;
  for (std::size_t i = 0; i < count; ++i) {
    state = state * 1664525U + 1013904223U;
    octets[i] = static_cast<char>(i < 256 ? i : state >> 24);
  }
  return octets;
}

}  // namespace hop::test
