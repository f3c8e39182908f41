// SPDX-License-Identifier: MIT
#pragma once

#include "tools/pages/Book.h"
#include "tools/pages/Text.h"

namespace hop::pages {

/// What this step does not do yet: a bullet for every later step, with the
/// number of rows of tests/rows.tsv that turn green there and up to three of
/// its core rows as examples. Guards and waived rows prove nothing here.
[[nodiscard]] Lines stillWrong(const Book& book, const manifest::Step& step);

}  // namespace hop::pages
