// SPDX-License-Identifier: MIT
#pragma once

#include <stdexcept>

namespace hop::http {

/// The connection ended in the middle of a message (RFC 9112 section
/// 8): what has arrived is not the message, and must never be passed on
/// as if it were.
class Truncated final : public std::runtime_error {
 public:
  Truncated()
      : std::runtime_error("the connection ended inside a message") {}
};

}  // namespace hop::http
