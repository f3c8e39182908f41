// SPDX-License-Identifier: MIT
#pragma once

#include "tools/pages/Block.h"
#include "tools/pages/Book.h"
#include "tools/pages/LineDiff.h"
#include "tools/pages/Region.h"

#include <vector>

namespace hop::pages {

/// A region that a step's page shows, in a snippet or a diff block.
struct ShownRegion {
  /// Whose source it is from: this step's, or that of the step before, to
  /// show what goes away.
  enum class Source { Step, StepBefore };

  Source source = Source::Step;
  Region region;
  Block block;
  Lines text;  ///< as the page shows it, without the signs of a diff

  /// Is that changed line of the step's diff inside of this region?
  [[nodiscard]] bool holds(const DiffLine& line) const;
};

/// The regions that a step's page shows. Snippets from other steps than this
/// one and the one before are left out: they claim nothing.
/// @throws PageError when the page or a region is wrong.
[[nodiscard]] std::vector<ShownRegion> shownRegions(const Book& book,
                                                    const manifest::Step& step);

}  // namespace hop::pages
