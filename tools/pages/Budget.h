// SPDX-License-Identifier: MIT
#pragma once

#include "tools/pages/Book.h"
#include "tools/pages/Violations.h"

namespace hop::pages {

/// Is every step small? At most 60 changed lines of code and 8 hunks; the
/// median of all written steps is at most 30 lines.
[[nodiscard]] Violations budgets(const Book& book);

}  // namespace hop::pages
