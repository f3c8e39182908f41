// SPDX-License-Identifier: MIT
#pragma once

#include "tools/wire/Frame.h"
#include "tools/wire/Messages.h"
#include "tools/wire/Splitter.h"

namespace hop::wire {

/// Does this direction of a connection speak HTTP/2? A client begins with its
/// preface, a server with SETTINGS (RFC 9113 section 3.4).
[[nodiscard]] bool isHttp2(const Track& track);

/// Its whole frames, in order.
[[nodiscard]] Frames http2Frames(int connection, const Track& track);

/// Its requests or responses, in the order in which their streams begin. A
/// message's start are its pseudo-fields; what belongs to the connection alone
/// (SETTINGS and the like) is in no message.
[[nodiscard]] Messages http2Messages(int connection, const Track& track);

}  // namespace hop::wire
