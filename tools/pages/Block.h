// SPDX-License-Identifier: MIT
#pragma once

#include "tools/pages/Text.h"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace hop::pages {

/// A generated stretch of a Markdown page, between the lines
///   <!-- KIND: ARGUMENT NAME=VALUE NAME="two words" -->
///   <!-- /KIND -->
struct Block {
  std::string kind;  ///< "snippet", "diff", "console", "facts", "links", ...
  std::string argument;  ///< a region's name, for snippet and diff
  std::map<std::string, std::string> attributes;
  int open = 0;   ///< line of the opening marker, from 1
  int close = 0;  ///< line of the closing marker

  /// The value of an attribute; empty when it is not there.
  [[nodiscard]] std::string attribute(const std::string& name) const;
};

/// Finds the blocks of a page. Comments of more than one word without a colon
/// behind the first, comments in capitals (SPDX) and markers inside a fence
/// outside of a block (a page about markers) are ordinary text.
/// @throws PageError for a marker that is unknown, has an unknown attribute,
///   lacks its region, or is not closed.
[[nodiscard]] std::vector<Block> findBlocks(const std::filesystem::path& page,
                                            const Lines& lines);

}  // namespace hop::pages
