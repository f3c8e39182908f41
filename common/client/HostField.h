// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>

namespace hop::client {

/// What Host says of an upstream (RFC 9110 section 7.2), for a client that did
/// not say it. POCO leaves out 80 and 443, whatever the scheme; this leaves out
/// the one that the scheme implies.
/// @param host a name or an address, IPv6 without brackets.
[[nodiscard]] std::string hostField(const std::string& host, std::uint16_t port,
                                    bool secure);

}  // namespace hop::client
