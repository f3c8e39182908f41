// SPDX-License-Identifier: MIT
#pragma once

#include "common/server/ServerRequest.h"

#include "tools/demo-upstream/Request.h"

namespace hop::upstream {

/// Reads the head of a request that came over HTTP/2.
/// @throws HttpError for a target that the routes do not take; @p request then
///   holds what was understood so far.
void readHttp2Request(const server::ServerRequest& from, Request& request);

}  // namespace hop::upstream
