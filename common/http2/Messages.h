// SPDX-License-Identifier: MIT
#pragma once

#include "common/http/Event.h"
#include "common/http2/FieldList.h"

#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/Net/MessageHeader.h>

#include <string>

namespace hop::http2 {

/// HTTP/2 has no start line: method, target, host and status are fields whose
/// names begin with a colon (RFC 9113 section 8.3). These functions turn them
/// into POCO's messages and back, so that a handler sees no difference. nghttp2
/// has checked the fields before: their order, their characters, and that
/// nothing in them is about a connection.

/// A request. Host is :authority; cookie crumbs are joined (section 8.2.3). A
/// body of unknown length is called chunked, as HTTP/1.1 would call it.
/// Extended CONNECT becomes the Upgrade that it stands for, without a key (RFC
/// 8441 section 5): what the client says then is no body, but the tunnel.
/// @param ended no body follows (END_STREAM).
/// @throws http::ProtocolError 400 for a target, an authority or a scheme that
///   is none, 414 for a target that is too long, 501 for a :protocol that is
///   not websocket.
[[nodiscard]] http::RequestHead requestFrom(const FieldList& fields, bool ended,
                                            std::size_t longestTarget);

/// A response, interim or final. The reason phrase is the usual one if there
/// is one: HTTP/2 carries none.
/// @throws http::ProtocolError for a status that is none.
[[nodiscard]] http::ResponseHead responseFrom(const FieldList& fields,
                                              bool ended);

/// The fields after the body.
[[nodiscard]] Poco::Net::MessageHeader trailersFrom(const FieldList& fields);

/// Names in lower case; what is about one connection stays behind (RFC 9113
/// section 8.2.2), "te: trailers" excepted.
/// @param scheme of the upstream: "http" or "https".
[[nodiscard]] FieldList fieldsOf(const Poco::Net::HTTPRequest& request,
                                 const std::string& scheme);
[[nodiscard]] FieldList fieldsOf(const Poco::Net::HTTPResponse& response);
[[nodiscard]] FieldList fieldsOf(const Poco::Net::MessageHeader& trailers);

}  // namespace hop::http2
