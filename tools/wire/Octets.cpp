// SPDX-License-Identifier: MIT
#include "tools/wire/Octets.h"

#include <algorithm>
#include <stdexcept>

namespace hop::wire {

namespace {

unsigned char number(char octet) {
  return static_cast<unsigned char>(octet);
}

void appendEscaped(std::string& text, char octet) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  switch (octet) {
    case '\r':
      text += "\\r";
      return;
    case '\n':
      text += "\\n";
      return;
    case '\t':
      text += "\\t";
      return;
    case '\\':
      text += "\\\\";
      return;
    default:
      break;
  }
  if (octet >= ' ' && octet < '\x7f') {
    text += octet;
    return;
  }
  text += "\\x";
  text += digits[number(octet) >> 4U];
  text += digits[number(octet) & 0x0FU];
}

}  // namespace

std::string toLatin1(std::string_view octets) {
  std::string text;
  text.reserve(octets.size());
  for (const char octet : octets) {
    if (number(octet) < 0x80) {
      text += octet;
    } else {
      text += static_cast<char>(0xC0U | (number(octet) >> 6U));
      text += static_cast<char>(0x80U | (number(octet) & 0x3FU));
    }
  }
  return text;
}

std::string fromLatin1(std::string_view text) {
  std::string octets;
  octets.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const unsigned lead = number(text[i]);
    if (lead < 0x80) {
      octets += text[i];
      continue;
    }
    // U+0080 to U+00FF are two octets that begin with 0xC2 or 0xC3.
    if ((lead != 0xC2 && lead != 0xC3) || i + 1 == text.size()) {
      throw std::invalid_argument("octets are written as U+0000 to U+00FF");
    }
    const unsigned tail = number(text[++i]);
    octets += static_cast<char>(((lead & 0x03U) << 6U) | (tail & 0x3FU));
  }
  return octets;
}

std::string escaped(std::string_view octets) {
  std::string text;
  for (const char octet : octets) appendEscaped(text, octet);
  return text;
}

std::string lower(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return result;
}

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == text.npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

}  // namespace hop::wire
