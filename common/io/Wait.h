// SPDX-License-Identifier: MIT
#pragma once

#include "common/io/Channel.h"

#include <chrono>

namespace hop::io {

/// Waits for one descriptor. @param what NeedsWrite for room to write, anything
///   else for something to read (an end and an error are both).
/// @return false when nothing happens in time.
[[nodiscard]] bool waitFor(int descriptor, Progress what,
                           std::chrono::milliseconds timeout);

}  // namespace hop::io
