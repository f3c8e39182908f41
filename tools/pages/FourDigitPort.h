// SPDX-License-Identifier: MIT
#pragma once

#include <Poco/Net/ServerSocket.h>

#include <cstdint>

namespace hop::pages {

/// A port of 127.0.0.1 that is free now and has four digits, like the 8080
/// and 9000 that a reader sees: with another length, every Content-Length of
/// a body that repeats the port would be wrong on the page.
/// @throws std::runtime_error when there is none.
[[nodiscard]] std::uint16_t fourDigitPort();

/// Holds such a port without listening on it: whoever connects is refused,
/// and nobody else can take it.
class DeadPort final {
 public:
  DeadPort();
  [[nodiscard]] std::uint16_t port() const { return port_; }

 private:
  Poco::Net::ServerSocket socket_;
  std::uint16_t port_;
};

}  // namespace hop::pages
