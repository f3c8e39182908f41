// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <string_view>

namespace hop::http {

/// tchar of RFC 9110 section 5.6.2.
[[nodiscard]] constexpr bool isTokenChar(char c) {
  const bool alphanumeric = (c >= '0' && c <= '9') ||
                            (c >= 'A' && c <= 'Z') ||
                            (c >= 'a' && c <= 'z');
  return alphanumeric || std::string_view("!#$%&'*+-.^_`|~").find(c) !=
                             std::string_view::npos;
}

/// A method, a field name, a transfer coding: one or more tchar.
[[nodiscard]] constexpr bool isToken(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), isTokenChar);
}

/// The name of a protocol in Upgrade, perhaps with a version:
/// "websocket", "TLS/1.0" (RFC 9110 section 7.8).
[[nodiscard]] constexpr bool isProtocol(std::string_view text) {
  const auto slash = text.find('/');
  if (!isToken(text.substr(0, slash))) return false;
  return slash == text.npos || isToken(text.substr(slash + 1));
}

/// What may stand in a field value: HTAB, SP, VCHAR and obs-text (RFC
/// 9110 section 5.5). Never CR, LF or NUL.
[[nodiscard]] constexpr bool isFieldChar(char c) {
  const auto octet = static_cast<unsigned char>(c);
  return octet == '\t' || (octet >= 0x20 && octet != 0x7f);
}

[[nodiscard]] constexpr bool isDigit(char c) {
  return c >= '0' && c <= '9';
}

[[nodiscard]] constexpr bool isHexDigit(char c) {
  return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/// Optional white space at both ends: SP and HTAB only (RFC 9110
/// section 5.6.3), so a vertical tab stays and is refused later.
[[nodiscard]] constexpr std::string_view trimmed(
    std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

}  // namespace hop::http
