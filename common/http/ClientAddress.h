// SPDX-License-Identifier: MIT
#pragma once

#include <Poco/Net/HTTPServerRequest.h>

#include <string>

namespace hop::http {

/// The client's address as X-Forwarded-For wants it. Taught in step
/// 06-x-forwarded, moved here in 08, not changed.
[[nodiscard]] std::string clientAddress(
    const Poco::Net::HTTPServerRequest& request);

}  // namespace hop::http
