// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace hop::upstream {

struct Request;

/// Where the body of a request ends (RFC 9112 section 6.3).
struct Framing {
  enum class Kind { None, Length, Chunked };

  Kind kind = Kind::None;
  std::uint64_t length = 0;  ///< octets; for Kind::Length

  [[nodiscard]] bool hasBody() const {
    return kind == Kind::Chunked || length > 0;
  }
};

/// Reads Content-Length and Transfer-Encoding. Strict: whatever two programs
/// could understand in two ways is refused (RFC 9112 section 11.2).
/// @throws HttpError 400, or 501 for a transfer coding other than chunked.
[[nodiscard]] Framing decideFraming(const Request& request);

}  // namespace hop::upstream
