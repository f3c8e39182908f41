// SPDX-License-Identifier: MIT
#pragma once

#include <Poco/Net/HTTPResponse.h>

#include <string>

namespace hop::server {

/// A WebSocket client's challenge: 16 random octets in base64 (RFC 6455 section
/// 4.1). An HTTP/2 client sends none, so that we do.
[[nodiscard]] std::string websocketKey();

/// The upstream's 101 as HTTP/2 wants it: 200, without what belongs to the
/// handshake of HTTP/1.1 (RFC 8441 section 5).
/// @throws Poco::Net::MessageException when Sec-WebSocket-Accept is not what
///   our key asks for (RFC 6455 section 4.1).
[[nodiscard]] Poco::Net::HTTPResponse connectedFrom(
    const Poco::Net::HTTPResponse& response, const std::string& key);

}  // namespace hop::server
