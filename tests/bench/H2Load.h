// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace hop::bench {

/// How h2load asks.
struct H2Load {
  std::string name;                  ///< "HTTP/2, 10 x 10"
  std::vector<std::string> options;  ///< of h2load
};

/// HTTP/1.1, with which the others are compared, and two ways of HTTP/2 with as
/// many requests at once.
[[nodiscard]] const std::vector<H2Load>& h2Loads();

/// What h2load reports.
struct H2Result {
  std::size_t failed = 0;
  double rate = 0;  ///< requests per second
};

/// @throws std::runtime_error when h2load is missing (Debian: nghttp2-client),
///   or has not ended after two minutes.
H2Result runH2Load(const H2Load& load, std::uint16_t port,
                   std::size_t requests);

}  // namespace hop::bench
