// SPDX-License-Identifier: MIT
#pragma once

#include "tools/demo-upstream/Request.h"

#include <string_view>

namespace hop::upstream {

// The parts of a head, one function each. All throw HttpError, 400 unless
// said otherwise. A line comes with its CRLF.

/// Cuts "GET /x HTTP/1.1\r\n" into method, target and version; 505 for
/// another version than 1.
void parseRequestLine(std::string_view line, Request& request);

/// Cuts "Name: value\r\n".
[[nodiscard]] Field parseField(std::string_view line);

/// Cuts the target into path and query; 501 for CONNECT.
void splitTarget(Request& request);

/// RFC 9112 section 3.2: exactly one Host, but HTTP/1.0 may have none.
void checkHost(const Request& request);

}  // namespace hop::upstream
