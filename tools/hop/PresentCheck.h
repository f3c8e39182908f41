// SPDX-License-Identifier: MIT
#pragma once

#include "tools/hop/Command.h"

#include <filesystem>

namespace hop::tool {

/// Fires every demo of a built deck once and compares what went over the wire
/// with its recording; says what would fail on stage.
/// @return 0 when nothing would, 1 otherwise.
int checkPresent(const Context& context, const std::filesystem::path& deck);

}  // namespace hop::tool
