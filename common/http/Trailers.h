// SPDX-License-Identifier: MIT
#pragma once

#include <Poco/Net/HTTPMessage.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>

namespace hop::http {

/// Says on the next hop that trailers are welcome, if the client did.
/// Taught in step 08-trailers, moved here in 09, not changed.
void relayTe(const Poco::Net::HTTPRequest& request,
             Poco::Net::HTTPRequest& out);

/// Passes on the names of trailers that will come. Taught in step
/// 08-trailers, moved here in 09, not changed.
void announceTrailers(const Poco::Net::HTTPMessage& from,
                      Poco::Net::HTTPMessage& to);

/// The trailers of a message that may be passed on. Taught in step
/// 08-trailers, moved here in 09, not changed.
/// @param head the message that they belong to.
[[nodiscard]] Poco::Net::HTTPResponse lateFields(
    const Poco::Net::HTTPMessage& head,
    const Poco::Net::MessageHeader& trailers);

}  // namespace hop::http
