// SPDX-License-Identifier: MIT
#include "common/client/Connect.h"

#include "common/io/Wait.h"

#include <Poco/Net/DNS.h>
#include <Poco/Net/HostEntry.h>
#include <Poco/Net/NetException.h>
#include <Poco/Net/SocketAddress.h>

#include <cerrno>
#include <vector>

namespace hop::client {

namespace {

using Poco::Net::IPAddress;

/// An address stands for itself; only a name is looked up.
std::vector<IPAddress> addressesOf(const std::string& host) {
  IPAddress address;
  if (IPAddress::tryParse(host, address)) return {address};
  return Poco::Net::DNS::hostByName(host).addresses();
}

/// @throws what the end of an attempt to connect means.
void throwIfFailed(int error, const std::string& address) {
  switch (error) {
    case 0:
      return;
    case ECONNREFUSED:
      throw Poco::Net::ConnectionRefusedException(address);
    case ETIMEDOUT:
      throw Poco::TimeoutException(address);
    default:
      throw Poco::Net::NetException(address, error);
  }
}

/// StreamSocket::connect() with a timeout makes an epoll descriptor of its own
/// for the one wait, and puts the socket back into a mode that we do not need:
/// five system calls more for each connection.
Poco::Net::StreamSocket connectTo(const Poco::Net::SocketAddress& address,
                                  std::chrono::milliseconds timeout) {
  Poco::Net::StreamSocket socket;
  socket.connectNB(address);
  const int descriptor = socket.impl()->sockfd();
  if (!io::waitFor(descriptor, io::Progress::NeedsWrite, timeout)) {
    throw Poco::TimeoutException(address.toString());
  }
  throwIfFailed(socket.impl()->socketError(), address.toString());
  socket.setNoDelay(true);
  return socket;
}

}  // namespace

Poco::Net::StreamSocket connectTo(const std::string& host, std::uint16_t port,
                                  std::chrono::milliseconds timeout) {
  const auto addresses = addressesOf(host);
  if (addresses.empty()) throw Poco::Net::HostNotFoundException(host);
  for (std::size_t i = 0;; ++i) {
    try {
      return connectTo(Poco::Net::SocketAddress(addresses[i], port), timeout);
    } catch (const Poco::Exception&) {
      if (i + 1 == addresses.size()) throw;
    }
  }
}

}  // namespace hop::client
