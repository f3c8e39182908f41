// SPDX-License-Identifier: MIT
#pragma once

#include "common/cli/Options.h"
#include "common/http/Target.h"

#include <Poco/Net/HTTPRequest.h>

#include <string>

namespace hop::cli {

/// The query that the upstream gets: its own and the target's. Taught in step
/// 07-path, moved here in 12, not changed.
[[nodiscard]] std::string joinQuery(const Upstream& upstream,
                                    const http::Target& target);

/// Makes the client's target the upstream's. Taught in step 07-path, moved here
/// in 12, not changed.
/// @throws hop::http::Refused when it is outside of what is served.
void rewriteTarget(const Options& options, Poco::Net::HTTPRequest& out);

}  // namespace hop::cli
