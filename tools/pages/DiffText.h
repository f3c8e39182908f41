// SPDX-License-Identifier: MIT
#pragma once

#include "tools/pages/LineDiff.h"

#include <string>
#include <vector>

namespace hop::pages {

enum class Colours { No, Yes };

/// Yes when stdout is a terminal and NO_COLOR is not set (no-color.org).
[[nodiscard]] Colours coloursOfStdout();

/// The hunks as text to read. Lines that only moved to common/ are folded
/// into one that says where they are.
[[nodiscard]] std::string diffText(const std::vector<Hunk>& hunks,
                                   Colours colours);

}  // namespace hop::pages
