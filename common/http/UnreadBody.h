// SPDX-License-Identifier: MIT
#pragma once

#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPServerRequest.h>

namespace hop::http {

/// True when a body follows the head. Taught in step 01-listen,
/// moved here in 10, not changed.
[[nodiscard]] bool hasBody(const Poco::Net::HTTPRequest& request);

/// The connection is not kept when a part of the body was not read.
/// Taught in step 01-listen, moved here in 10, not changed.
void closeIfBodyUnread(Poco::Net::HTTPServerRequest& request);

}  // namespace hop::http
