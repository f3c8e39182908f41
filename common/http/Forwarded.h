// SPDX-License-Identifier: MIT
#pragma once

#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPServerRequest.h>

namespace hop::http {

/// Tells the upstream what the proxy hides: who asked, for which host,
/// over which scheme. Taught in step 06-x-forwarded, moved here in 10,
/// not changed.
void setForwarded(const Poco::Net::HTTPServerRequest& request,
                  Poco::Net::HTTPRequest& out);

}  // namespace hop::http
