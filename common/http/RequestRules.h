// SPDX-License-Identifier: MIT
#pragma once

#include <Poco/Net/HTTPRequest.h>

#include <string_view>

namespace hop::http {

/// The octets and the form of a request-target (RFC 9112 section 3.2):
/// visible ASCII, no fragment, no backslash, complete percent-encodings
/// in the path; asterisk-form for OPTIONS and authority-form for
/// CONNECT only. What stands in the query is nobody's business.
/// @throws http::ProtocolError 400.
void checkTarget(std::string_view method, std::string_view target);

/// Exactly one valid Host in HTTP/1.1, at most one in HTTP/1.0 (RFC
/// 9112 section 3.2). @throws http::ProtocolError 400.
void checkHost(const Poco::Net::HTTPRequest& request);

/// uri-host [":" port] (RFC 9110 section 4.2), not empty, no user
/// information.
[[nodiscard]] bool isHostAndPort(std::string_view text);

}  // namespace hop::http
