// SPDX-License-Identifier: MIT
#pragma once

#include "tools/demo-upstream/Connection.h"
#include "tools/demo-upstream/Request.h"

#include <cstddef>

namespace hop::upstream {

/// Octets of a head, and of a trailer section.
constexpr std::size_t kHeadLimit = 65'536;

/// Reads the head of the next request, as received and cut into its parts.
/// @return false when the client has closed instead of sending one.
/// @throws HttpError for a head that breaks RFC 9112; @p request then holds
///   what was understood so far.
[[nodiscard]] bool readRequest(Connection& connection, Request& request);

}  // namespace hop::upstream
