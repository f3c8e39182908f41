// SPDX-License-Identifier: MIT
#include "common/cli/Listener.h"

#include "common/cli/UpstreamUrl.h"
#include "common/cli/UsageError.h"

#include <Poco/Net/NetException.h>
#include <Poco/Net/SocketAddress.h>

namespace hop::cli {

namespace {

/// Clients that may wait between connect() and accept(): a room full of them.
constexpr int kBacklog = 1024;

std::string reason(const Poco::Exception& error, const ListenAddress& where) {
  if (where.port < 1024 && where.port != 0 &&
      error.displayText().find("ermission") != std::string::npos) {
    return "ports below 1024 need special rights; choose a higher one";
  }
  return error.displayText();
}

}  // namespace

std::string ListenAddress::text() const {
  const bool six = host.find(':') != std::string::npos;
  return (six ? "[" + host + "]" : host) + ":" + std::to_string(port);
}

ListenAddress parseListenAddress(std::string_view text) {
  const auto colon = text.rfind(':');
  std::string host(text.substr(0, colon));
  if (host.starts_with('[') && host.ends_with(']')) {
    host = host.substr(1, host.size() - 2);
  } else if (host.find(':') != std::string::npos) {
    host.clear();
  }
  if (colon == text.npos || host.empty()) {
    throw UsageError("--listen '" + std::string(text) +
                     "': write HOST:PORT, an IPv6 address in brackets");
  }
  return {host, parsePort(text.substr(colon + 1))};
}

Poco::Net::ServerSocket bindListener(const ListenAddress& where) {
  try {
    const Poco::Net::SocketAddress address(where.host, where.port);
    Poco::Net::ServerSocket socket;
    if (address.family() == Poco::Net::AddressFamily::IPv6) {
      socket.bind6(address, true, false, false);
    } else {
      socket.bind(address, true, false);
    }
    socket.listen(kBacklog);
    return socket;
  } catch (const Poco::Net::NetException& error) {
    if (error.code() == POCO_EADDRINUSE) {
      throw StartError("port " + std::to_string(where.port) + " on " +
                       where.host +
                       " is already in use: stop the other program or choose "
                       "another port with --listen");
    }
    throw StartError("cannot listen on " + where.text() + ": " +
                     reason(error, where));
  } catch (const Poco::Exception& error) {
    throw StartError("cannot listen on " + where.text() + ": " +
                     reason(error, where));
  }
}

}  // namespace hop::cli
