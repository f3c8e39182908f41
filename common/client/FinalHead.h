// SPDX-License-Identifier: MIT
#pragma once

#include "common/client/Transport.h"
#include "common/http/Event.h"

#include <functional>

namespace hop::client {

/// Reads heads until one is final; the others go to @p onInterim, if it is set.
/// @throws Poco::Net::MessageException when a flood of them is no response.
[[nodiscard]] http::ResponseHead finalHead(
    const std::function<http::ResponseHead()>& readHead,
    const Transport::OnInterim& onInterim);

}  // namespace hop::client
