// SPDX-License-Identifier: MIT
#pragma once

#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>

#include <cstdint>
#include <string>

namespace hop::http {

/// How the end of a body is found.
struct Framing {
  enum class Kind {
    None,       ///< there is no body
    Length,     ///< as many octets as Content-Length says
    Chunked,    ///< until the last chunk, with room for trailers
    UntilClose  ///< until the connection ends; responses only
  };

  Kind kind = Kind::None;
  std::uint64_t length = 0;  ///< octets, for Kind::Length

  /// True when it is known from the start that no octet will come.
  [[nodiscard]] bool empty() const {
    return kind == Kind::None || (kind == Kind::Length && length == 0);
  }

  bool operator==(const Framing&) const = default;
};

/// The one place where a request's body length is decided (RFC 9112
/// section 6.3). Strict: Content-Length beside Transfer-Encoding, a
/// list or a second Content-Length, and anything that is not exactly
/// one "chunked" are refused, because two readers might disagree about
/// them.
/// @throws ProtocolError 400, or 501 for a transfer coding that we do
/// not know.
[[nodiscard]] Framing framingOf(const Poco::Net::HTTPRequest& request);

/// The same for a response to a request with @p method.
/// @throws ProtocolError (the status does not matter: it becomes a
/// 502).
[[nodiscard]] Framing framingOf(const Poco::Net::HTTPResponse& response,
                                const std::string& method);

}  // namespace hop::http
