// SPDX-License-Identifier: MIT
#pragma once

#include "tools/pages/Book.h"
#include "tools/pages/Console.h"

#include <string>

namespace hop::pages {

/// The text of a page with every generated block made anew; nothing is
/// written. Everything outside of the blocks stays as it is.
/// @param recorder empty: console blocks stay as they are.
/// @throws PageError for a marker or a region that is wrong,
///   std::runtime_error when a file that a block needs cannot be read.
[[nodiscard]] std::string weave(const Book& book, const Page& page,
                                const Recorder& recorder = {});

/// The difference between a page and what weaving makes of it, to read;
/// empty when the page is up to date.
[[nodiscard]] std::string staleness(const Page& page, const std::string& woven);

}  // namespace hop::pages
