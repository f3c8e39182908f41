// SPDX-License-Identifier: MIT
#pragma once

#include "tools/demo-upstream/Client.h"
#include "tools/demo-upstream/HttpError.h"
#include "tools/demo-upstream/Request.h"
#include "tools/demo-upstream/Response.h"

#include <chrono>
#include <string>

namespace hop::upstream {

// What happens to every request, whatever the protocol's version.

/// Has the request's route answer it, after its body was read and "?wait="
/// obeyed as the route wants it. @param name who the upstream says it is.
/// @throws HttpError, and what Client throws.
void answer(const std::string& name, const Request& request, Response& response,
            Client& client);

/// Says why. Too late when the head has gone: then only an end in the middle
/// can say it.
void refuse(Response& response, const HttpError& error);

/// One line of the log: "demo-upstream GET /x 200 3ms".
/// @param outcome what went wrong, or empty.
void logRequest(const std::string& name, const Request& request, int status,
                const std::string& outcome, std::chrono::milliseconds time);

}  // namespace hop::upstream
