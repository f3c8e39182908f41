// SPDX-License-Identifier: MIT
#pragma once

#include <Poco/Net/StreamSocket.h>

#include <chrono>
#include <cstdint>
#include <string>

namespace hop::client {

/// Looks a name up and tries its addresses one after the other, in the order
/// that the resolver gives, until one accepts.
/// @param timeout for each address.
/// @throws the last address's exception when none accepts:
///   Poco::TimeoutException, Poco::Net::NetException.
[[nodiscard]] Poco::Net::StreamSocket connectTo(
    const std::string& host, std::uint16_t port,
    std::chrono::milliseconds timeout);

}  // namespace hop::client
