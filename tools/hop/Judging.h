// SPDX-License-Identifier: MIT
#pragma once

#include "tools/hop/Room.h"
#include "tools/workshop/Check.h"

namespace hop::tool {

/// Builds and judges; draws the bar while it does, where the terminal can, and
/// writes the stars into the progress.
/// @param early what to do when the rows of the step itself are through.
/// @param stop asked after every case: true means begin no more.
[[nodiscard]] workshop::Outcome judge(
    Room& room, workshop::Rows rows,
    const std::function<void(const std::vector<workshop::Verdict>&)>& early,
    const std::function<bool()>& stop);

}  // namespace hop::tool
