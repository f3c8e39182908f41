// SPDX-License-Identifier: MIT
#pragma once

#include "tools/wire/Frame.h"
#include "tools/wire/Splitter.h"

namespace hop::wire {

/// The whole WebSocket frames of a direction, from an offset on.
[[nodiscard]] Frames webSocketFrames(int connection, const Track& track,
                                     std::size_t from);

}  // namespace hop::wire
