// SPDX-License-Identifier: MIT
#pragma once

#include "tools/pages/Book.h"
#include "tools/pages/Text.h"

namespace hop::pages {

/// Goal, minutes, what it needs and the RFC sections, from the manifest.
[[nodiscard]] Lines facts(const Book& book, const manifest::Step& step);

/// The diff command, the source, and the steps on either side.
[[nodiscard]] Lines links(const Book& book, const manifest::Step& step);

/// A step as a link from another step's page; plain text when it is planned.
[[nodiscard]] std::string linkTo(const manifest::Step& step,
                                 const std::string& text);

}  // namespace hop::pages
