// SPDX-License-Identifier: MIT
#pragma once

#include <Poco/Net/ServerSocket.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace hop::cli {

/// --listen, cut into host and port.
struct ListenAddress {
  std::string host;  ///< an IPv6 address without its brackets
  std::uint16_t port = 0;

  /// "127.0.0.1:8080" or "[::1]:8080".
  [[nodiscard]] std::string text() const;
};

/// Reads "HOST:PORT" or "[V6]:PORT". @throws UsageError.
[[nodiscard]] ListenAddress parseListenAddress(std::string_view text);

/// A socket that listens on the address, alone: unlike the constructor of
/// POCO's ServerSocket it does not set SO_REUSEPORT, with which a second copy
/// of the program would silently take half of the clients. "[::]" takes IPv4
/// clients too.
/// @throws StartError naming the address when it is taken, unknown or denied.
[[nodiscard]] Poco::Net::ServerSocket bindListener(const ListenAddress& where);

}  // namespace hop::cli
