// SPDX-License-Identifier: MIT
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace hop::bench {

/// A socket that closes itself; -1 is none.
class Descriptor final {
 public:
  explicit Descriptor(int value = -1) : value_(value) {}
  ~Descriptor() { reset(); }
  Descriptor(Descriptor&& other) noexcept
      : value_(std::exchange(other.value_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    reset();
    value_ = std::exchange(other.value_, -1);
    return *this;
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  [[nodiscard]] int get() const { return value_; }
  void reset() {
    if (value_ >= 0) ::close(std::exchange(value_, -1));
  }

 private:
  int value_;
};

inline sockaddr_in loopback(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

/// A bound socket. @param port 0: any; then it is the one that was bound.
/// @throws std::runtime_error when no port is free.
inline Descriptor bindLoopback(std::uint16_t& port) {
  Descriptor socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  const int on = 1;  // a server that comes again finds its port
  ::setsockopt(socket.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  sockaddr_in address = loopback(port);
  socklen_t size = sizeof address;
  auto* const generic = reinterpret_cast<sockaddr*>(&address);
  if (::bind(socket.get(), generic, size) != 0 ||
      ::getsockname(socket.get(), generic, &size) != 0) {
    throw std::runtime_error("no free port on loopback");
  }
  port = ntohs(address.sin_port);
  return socket;
}

/// What is small does not wait for more.
inline void sendAtOnce(const Descriptor& socket) {
  const int on = 1;
  ::setsockopt(socket.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

/// A connection, or a descriptor of -1 when it is refused.
inline Descriptor connectLoopback(std::uint16_t port) {
  Descriptor socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  const sockaddr_in address = loopback(port);
  const auto* const generic = reinterpret_cast<const sockaddr*>(&address);
  if (::connect(socket.get(), generic, sizeof address) != 0) {
    return Descriptor();
  }
  sendAtOnce(socket);
  return socket;
}

/// Sends all of it. @throws std::runtime_error when the other side has gone.
inline void sendAll(int socket, std::string_view octets) {
  while (!octets.empty()) {
    const auto n = ::send(socket, octets.data(), octets.size(), MSG_NOSIGNAL);
    if (n <= 0) throw std::runtime_error("the connection is closed");
    octets.remove_prefix(static_cast<std::size_t>(n));
  }
}

/// Reads to the end of a head, and not an octet more.
/// @throws std::runtime_error when there is none in 4 KiB.
inline std::string readHead(int socket) {
  std::string head;
  for (char c = 0; !head.ends_with("\r\n\r\n"); head += c) {
    if (::recv(socket, &c, 1, 0) != 1 || head.size() > 4'096) {
      throw std::runtime_error("no head: " + head);
    }
  }
  return head;
}

}  // namespace hop::bench
