// SPDX-License-Identifier: MIT
#pragma once

#include <Poco/Net/HTTPServerParams.h>

namespace hop::http {

/// How many requests are served at once, and how many may wait. Taught
/// in step 01-listen, moved here in 10, not changed.
[[nodiscard]] Poco::Net::HTTPServerParams::Ptr manyThreads();

}  // namespace hop::http
