// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

namespace hop::http1 {

/// How much of a message we are willing to hold. All in octets but fields.
struct Limits {
  std::size_t requestLine =
      std::size_t{8} * 1024;  ///< RFC 9112 section 3: at least 8000
  std::size_t headBytes =
      std::size_t{64} * 1024;  ///< start line and all field lines
  std::size_t fields = 128;    ///< field lines in a head
  std::size_t chunkLine =
      std::size_t{4} * 1024;   ///< a chunk size with its extensions
  std::size_t emptyLines = 8;  ///< before a request line
};

}  // namespace hop::http1
