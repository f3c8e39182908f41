// SPDX-License-Identifier: MIT
#pragma once

#include "tools/pages/Book.h"
#include "tools/pages/Violations.h"

namespace hop::pages {

/// Does the step's page explain the step's change? Every hunk with more than
/// includes, using lines and comments touches a region that the page shows;
/// every region shown was touched; together they cover 60 % of the changed
/// lines of code; each fits on a slide (14 lines, 72 columns); and the page
/// shows what the manifest says it shows.
/// @throws PageError, std::runtime_error when the page cannot be read.
[[nodiscard]] Violations explainedDiff(const Book& book,
                                       const manifest::Step& step);

}  // namespace hop::pages
