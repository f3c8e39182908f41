// SPDX-License-Identifier: MIT
#pragma once

#include "tests/support/Connection.h"
#include "tests/support/Errors.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdint>
#include <string>

namespace hop::test {

/// A port of this machine that is taken and does not listen, so that every
/// connection to it is refused, and nobody else can get it meanwhile. It can
/// begin to listen later: an upstream that is started after the proxy.
class ReservedPort final {
 public:
  ReservedPort() : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* any = reinterpret_cast<sockaddr*>(&address);
    if (::bind(socket_, any, size) != 0 ||
        ::getsockname(socket_, any, &size) != 0) {
      throw HarnessError("no free port on loopback");
    }
    port_ = ntohs(address.sin_port);
  }
  ~ReservedPort() { ::close(socket_); }
  ReservedPort(const ReservedPort&) = delete;
  ReservedPort& operator=(const ReservedPort&) = delete;

  [[nodiscard]] std::string url() const {
    return "http://127.0.0.1:" + std::to_string(port_);
  }

  /// For poll(), beside other descriptors.
  [[nodiscard]] int descriptor() const { return socket_; }

  /// From here on connections are accepted by the system.
  void listen() const {
    if (::listen(socket_, 16) != 0) throw HarnessError("cannot listen");
  }
  /// The next connection. @throws CaseFailed("not-forwarded") when none comes.
  [[nodiscard]] Connection accept() const {
    pollfd wanted{socket_, POLLIN, 0};
    const auto patience = static_cast<int>(kPatience.count());
    require(::poll(&wanted, 1, patience) == 1, "not-forwarded",
            "nobody connects to the upstream");
    return Connection(::accept4(socket_, nullptr, nullptr, SOCK_CLOEXEC));
  }

 private:
  int socket_;
  std::uint16_t port_ = 0;
};

}  // namespace hop::test
