// SPDX-License-Identifier: MIT
#pragma once

#include "common/http1/Limits.h"

#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/Net/MessageHeader.h>

#include <string_view>

namespace hop::http1 {

/// Reads a whole head: start line, field lines and the empty line, each ended
/// by CR LF. Strict: a bare CR or LF, a folded line, a blank before the colon,
/// an empty name, a control character or NUL is refused, never repaired (RFC
/// 9112 sections 2.2, 3, 5). Names keep their spelling, values their octets.
/// @throws http::ProtocolError 400, 414, 431 or 505.
void parseHead(std::string_view head, const Limits& limits,
               Poco::Net::HTTPRequest& request);

/// The same for a response. A missing reason phrase is accepted, with or
/// without the blank before it.
void parseHead(std::string_view head, const Limits& limits,
               Poco::Net::HTTPResponse& response);

/// Reads one field line, without its CR LF, into a header.
void parseField(std::string_view line, Poco::Net::MessageHeader& header);

}  // namespace hop::http1
