// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace hop::wire {

/// Octets for a place that wants valid UTF-8 (JSON): every octet becomes the
/// code point of the same number, ISO 8859-1. Nothing is lost.
[[nodiscard]] std::string toLatin1(std::string_view octets);

/// The other way round. @throws std::invalid_argument for a code point above
/// U+00FF or text that is not UTF-8.
[[nodiscard]] std::string fromLatin1(std::string_view text);

/// Octets for the eye: printable ASCII as it is, the rest as "\r", "\n", "\t"
/// or "\xNN", a backslash doubled.
[[nodiscard]] std::string escaped(std::string_view octets);

/// ASCII letters in lower case.
[[nodiscard]] std::string lower(std::string_view text);

/// Without spaces and tabs at both ends.
[[nodiscard]] std::string_view trimmed(std::string_view text);

}  // namespace hop::wire
