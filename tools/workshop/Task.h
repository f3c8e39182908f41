// SPDX-License-Identifier: MIT
#pragma once

#include "tools/pages/Book.h"

#include <string>

namespace hop::workshop {

/// TASK.md: the problem and the idea, from the step's page, and what must hold
/// when the step is done. The page's code is not in it.
/// @throws std::runtime_error when the page has no such sections.
[[nodiscard]] std::string taskText(const pages::Book& book,
                                   const manifest::Step& step);

}  // namespace hop::workshop
