// SPDX-License-Identifier: MIT
#pragma once

#include "common/http1/Limits.h"
#include "common/http1/ReceiveBuffer.h"

#include <optional>
#include <string_view>

namespace hop::http1 {

/// Waits for a complete head, and refuses early what can no longer become one:
/// a bare LF, a control character, a line or a head that is too long. Every
/// octet is looked at once, however small the pieces are in which it arrives.
class HeadScanner final {
 public:
  explicit HeadScanner(const Limits& limits) : limits_(limits) {}

  /// The head with its empty line, taken out of the buffer, or nothing yet.
  /// @throws http::ProtocolError 400, 414 or 431.
  std::optional<std::string_view> take(ReceiveBuffer& buffer);

  /// Takes empty lines away that come before a request line (RFC 9112 section
  /// 2.2). @throws http::ProtocolError 400 when they do not end.
  void skipEmptyLines(ReceiveBuffer& buffer);

 private:
  void look(std::string_view text);
  void checkFirstLine(std::size_t size) const;
  void checkLength(std::string_view text) const;

  const Limits& limits_;
  std::size_t looked_ = 0;     ///< octets already looked at
  std::size_t lineStart_ = 0;  ///< where the current line begins
  std::size_t headEnd_ = 0;    ///< behind the empty line; 0: not found yet
  std::size_t skipped_ = 0;    ///< empty lines
};

}  // namespace hop::http1
