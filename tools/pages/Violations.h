// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

namespace hop::pages {

/// Sentences that begin with a place ("file:line: ..."); none: all is well.
using Violations = std::vector<std::string>;

}  // namespace hop::pages
