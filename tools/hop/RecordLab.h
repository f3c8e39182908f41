// SPDX-License-Identifier: MIT
#pragma once

#include "tools/hop/Command.h"

namespace hop::tool {

/// Makes the lab's recordings again, and writes those that have changed.
/// @param check write nothing, print the differences.
/// @return 1 when @p check finds one.
int recordLab(const Context& context, bool check);

}  // namespace hop::tool
