// SPDX-License-Identifier: MIT
#pragma once

#include "tools/wire/Drawing.h"
#include "tools/wire/Paint.h"

#include <iosfwd>

namespace hop::wire {

/// Draws the same scenario through two steps: every lane once, the lines of
/// both in it, and what only one of them has, or treats in another way,
/// standing out with '>' and a word.
/// @param one the earlier step.
void printVersus(std::ostream& out, const Exchange& one, const Exchange& other,
                 Detail detail, const Paint& paint);

}  // namespace hop::wire
