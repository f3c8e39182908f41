// SPDX-License-Identifier: MIT
#include "tools/pages/LineDiff.h"

#include "tests/pages/TestTree.h"

#include "tools/pages/DiffText.h"

#include <gtest/gtest.h>

namespace hop::pages {
namespace {

using Kind = DiffLine::Kind;

TEST(LineDiff, EqualFilesHaveNoHunks) {
  const TestTree tree;
  const auto path = tree.write("a", "x\n");
  EXPECT_TRUE(diffFiles(path, path).empty());
}

TEST(LineDiff, LinesKnowWhereTheyStand) {
  const TestTree tree;
  const auto hunks = diffFiles(tree.write("a", "1\n2\n3\n"),
                               tree.write("b", "1\nnew\nmore\n3\n"));
  ASSERT_EQ(hunks.size(), 1U);
  const auto& lines = hunks[0].lines;
  ASSERT_EQ(lines.size(), 5U);
  EXPECT_EQ(lines[1].kind, Kind::Removed);
  EXPECT_EQ(lines[1].oldLine, 2);
  EXPECT_EQ(lines[1].newLine, 2);
  EXPECT_EQ(lines[3].text, "more");
  EXPECT_EQ(lines[3].newLine, 3);
  EXPECT_EQ(lines[4].oldLine, 3);
  EXPECT_EQ(lines[4].newLine, 4);
}

TEST(LineDiff, EmptyFileAndMissingLastNewline) {
  const TestTree tree;
  const auto hunks = diffFiles(tree.write("a", ""), tree.write("b", "x"));
  ASSERT_EQ(hunks.size(), 1U);
  ASSERT_EQ(hunks[0].lines.size(), 1U);
  EXPECT_EQ(hunks[0].lines[0].newLine, 1);
}

TEST(LineDiff, DistantChangesAreTwoHunks) {
  const TestTree tree;
  const auto hunks = diffFiles(tree.write("a", "a\n1\n2\n3\n4\n5\n6\n7\nb\n"),
                               tree.write("b", "A\n1\n2\n3\n4\n5\n6\n7\nB\n"));
  EXPECT_EQ(hunks.size(), 2U);
}

TEST(LineDiff, MissingFileIsAnError) {
  EXPECT_PRED2(holds,
               messageOf([] { (void)diffFiles("/nowhere/a", "/nowhere/b"); }),
               "/nowhere/a");
}

TEST(DiffText, FoldsWhatMoved) {
  Hunk hunk{"@@ -1,3 +1 @@",
            {{Kind::Removed, "one", 1, 1, false, "common/a.cpp"},
             {Kind::Removed, "two", 2, 1, false, "common/a.cpp"},
             {Kind::Same, "three", 3, 1}}};
  EXPECT_EQ(diffText({hunk}, Colours::No),
            "@@ -1,3 +1 @@\n"
            "-... 2 lines moved to common/a.cpp, not changed\n"
            " three\n");
}

TEST(DiffText, ColoursSigns) {
  const Hunk hunk{"@@", {{Kind::Added, "x", 1, 1}}};
  EXPECT_PRED2(holds, diffText({hunk}, Colours::Yes), "\x1b[32m+x\x1b[0m");
}

}  // namespace
}  // namespace hop::pages
