// SPDX-License-Identifier: MIT
#pragma once

#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/Net/HTTPServerRequest.h>

namespace hop::http {

/// Says how the body ends on the way to the upstream. Taught in step
/// 03-copy-body, moved here in 09, not changed.
void frameRequest(const Poco::Net::HTTPRequest& request,
                  Poco::Net::HTTPRequest& out);

/// Says how the body ends on the way back. Taught in step 03-copy-body,
/// moved here in 09, not changed.
void frameResponse(const Poco::Net::HTTPServerRequest& request,
                   const Poco::Net::HTTPResponse& incoming);

}  // namespace hop::http
