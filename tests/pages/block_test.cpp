// SPDX-License-Identifier: MIT
#include "tools/pages/Block.h"

#include "tests/pages/TestTree.h"

#include <gtest/gtest.h>

namespace hop::pages {
namespace {

std::string errorOf(const Lines& lines) {
  return messageOf([&] { (void)findBlocks("page.md", lines); });
}

TEST(Block, ReadsArgumentAndAttributes) {
  const auto blocks =
      findBlocks("page.md", {"# Title", "<!-- snippet: hop-by-hop step=04 -->",
                             "<!-- /snippet -->",
                             "<!-- console: step=4 options=\"--strip-prefix "
                             "/shop\" upstream=none -->",
                             "$ true", "<!-- /console -->"});
  ASSERT_EQ(blocks.size(), 2U);
  EXPECT_EQ(blocks[0].kind, "snippet");
  EXPECT_EQ(blocks[0].argument, "hop-by-hop");
  EXPECT_EQ(blocks[0].attribute("step"), "04");
  EXPECT_EQ(blocks[0].open, 2);
  EXPECT_EQ(blocks[0].close, 3);
  EXPECT_EQ(blocks[1].attribute("options"), "--strip-prefix /shop");
  EXPECT_EQ(blocks[1].attribute("upstream"), "none");
  EXPECT_EQ(blocks[1].attribute("other"), "");
}

TEST(Block, OrdinaryCommentsAreText) {
  EXPECT_TRUE(findBlocks("page.md", {"<!-- SPDX-License-Identifier: MIT -->",
                                     "<!-- the code is recorded -->",
                                     "text <!-- facts -->", "<!-- open"})
                  .empty());
}

TEST(Block, MarkersInAFenceAreText) {
  EXPECT_TRUE(
      findBlocks("page.md", {"```", "<!-- nonsense -->", "```"}).empty());
}

TEST(Block, ErrorsNameFileAndLine) {
  EXPECT_EQ(errorOf({"", "<!-- snipet: x -->"}),
            "page.md:2: unknown marker 'snipet:'");
  EXPECT_EQ(errorOf({"<!-- /nothing -->"}),
            "page.md:1: unknown marker '/nothing'");
  EXPECT_EQ(errorOf({"<!-- facts -->"}),
            "page.md:1: the block 'facts' is never closed");
  EXPECT_EQ(errorOf({"<!-- /facts -->"}),
            "page.md:1: there is no open block 'facts' to close");
  EXPECT_EQ(errorOf({"<!-- facts -->", "<!-- links -->"}),
            "page.md:2: a block begins inside the block 'facts' of line 1");
  EXPECT_EQ(errorOf({"<!-- snippet -->"}),
            "page.md:1: 'snippet' needs a region's name");
  EXPECT_EQ(errorOf({"<!-- snippet: a b -->"}),
            "page.md:1: what does 'b' mean here?");
  EXPECT_EQ(errorOf({"<!-- diff: a step=3 -->"}),
            "page.md:1: 'diff' has no attribute 'step'");
  EXPECT_EQ(errorOf({"  <!-- facts -->"}),
            "page.md:1: a marker begins in the first column");
}

}  // namespace
}  // namespace hop::pages
