// SPDX-License-Identifier: MIT
#pragma once

#include "tests/support/Message.h"
#include "tests/support/http2/Hpack.h"

#include <string>

namespace hop::test {

// The opening handshake of RFC 6455, from both ends. What comes behind it is
// in Frames.h.

/// The key of the example in RFC 6455 section 1.3.
inline const std::string kKey = "dGhlIHNhbXBsZSBub25jZQ==";

/// Sec-WebSocket-Accept for that key (RFC 6455 section 4.2.2).
[[nodiscard]] std::string acceptFor(const std::string& key);

/// A GET that asks for these protocols, with these field lines (each with
/// CRLF) behind Connection and Upgrade.
[[nodiscard]] std::string askFor(const std::string& protocols,
                                 const std::string& fields = "");
/// A WebSocket client's handshake.
[[nodiscard]] std::string handshake(const std::string& fields = "",
                                    const std::string& method = "GET");

/// The upstream's 101 for one protocol, with these field lines behind.
[[nodiscard]] std::string switchTo(const std::string& protocol,
                                   const std::string& fields = "");
/// The upstream's 101 for that handshake, the right accept value in it.
[[nodiscard]] std::string switchFor(const Message& request,
                                    const std::string& fields = "");

/// Extended CONNECT (RFC 8441 section 4), with these fields behind.
[[nodiscard]] FieldList h2Handshake(const FieldList& fields = {});

}  // namespace hop::test
