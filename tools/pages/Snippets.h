// SPDX-License-Identifier: MIT
#pragma once

#include "tools/pages/Block.h"
#include "tools/pages/Book.h"
#include "tools/pages/Region.h"
#include "tools/pages/Text.h"

namespace hop::pages {

/// The step whose source a block shows: its step attribute, or the page's.
/// @throws PageError when there is no such step.
[[nodiscard]] manifest::Step stepOf(const Book& book, const Page& page,
                                    const Block& block);

/// The region that a block names, or the part of it that it shows: until the
/// first line with certain words, or from the one after that on.
/// @throws PageError when there is no such region, or no such line.
[[nodiscard]] Region regionOf(const RegionFile& source, const Page& page,
                              const Block& block);

/// The lines of a snippet block: a region's text.
/// @throws PageError when the region does not exist.
[[nodiscard]] Lines snippetText(const Book& book, const Page& page,
                                const Block& block);

/// The lines of a diff block: what changed inside a region since the step
/// before, with signs and a little context.
/// @throws PageError when the region does not exist or did not change.
[[nodiscard]] Lines regionDiff(const Book& book, const Page& page,
                               const Block& block);

}  // namespace hop::pages
