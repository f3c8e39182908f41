// SPDX-License-Identifier: MIT
#include "common/client/Connect.h"

#include <Poco/Net/DNS.h>
#include <Poco/Net/HostEntry.h>
#include <Poco/Net/NetException.h>
#include <Poco/Net/SocketAddress.h>

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

}  // namespace

Poco::Net::StreamSocket connectTo(const std::string& host, std::uint16_t port,
                                  std::chrono::milliseconds timeout) {
  const Poco::Timespan patience(std::chrono::microseconds(timeout).count());
  const auto addresses = addressesOf(host);
  if (addresses.empty()) throw Poco::Net::HostNotFoundException(host);
  for (std::size_t i = 0;; ++i) {
    try {
      Poco::Net::StreamSocket socket;
      socket.connect(Poco::Net::SocketAddress(addresses[i], port), patience);
      socket.setNoDelay(true);
      return socket;
    } catch (const Poco::Exception&) {
      if (i + 1 == addresses.size()) throw;
    }
  }
}

}  // namespace hop::client
