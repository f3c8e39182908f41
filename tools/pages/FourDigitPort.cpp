// SPDX-License-Identifier: MIT
#include "tools/pages/FourDigitPort.h"

#include <Poco/Net/NetException.h>
#include <Poco/Net/SocketAddress.h>

#include <random>
#include <stdexcept>

namespace hop::pages {

namespace {

constexpr std::uint16_t kFirst = 7000;
constexpr std::uint16_t kLast = 9999;
constexpr int kAttempts = 500;

/// Binds without listening. At random, because several recordings may run at
/// the same time.
std::uint16_t bindSomewhere(Poco::Net::ServerSocket& socket) {
  std::random_device seed;
  std::uniform_int_distribution<int> ports(kFirst, kLast);
  for (int i = 0; i < kAttempts; ++i) {
    const auto port = static_cast<std::uint16_t>(ports(seed));
    if (port == 8080 || port == 9000) continue;  // somebody's ./hop demo
    try {
      socket.bind(Poco::Net::SocketAddress("127.0.0.1", port));
      return port;
    } catch (const Poco::Net::NetException&) {
      // Taken: the next one.
    }
  }
  throw std::runtime_error("no free port between 7000 and 9999");
}

}  // namespace

std::uint16_t fourDigitPort() {
  Poco::Net::ServerSocket socket;
  return bindSomewhere(socket);
}

DeadPort::DeadPort() : port_(bindSomewhere(socket_)) {}

}  // namespace hop::pages
