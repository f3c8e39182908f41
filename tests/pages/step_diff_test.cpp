// SPDX-License-Identifier: MIT
#include "tools/pages/StepDiff.h"

#include "tests/pages/TestTree.h"

#include "tools/pages/Budget.h"

#include <gtest/gtest.h>

namespace hop::pages {
namespace {

TEST(StepDiff, CountsCodeOnly) {
  EXPECT_TRUE(isCode("  call();"));
  EXPECT_TRUE(isCode("}"));
  EXPECT_FALSE(isCode(""));
  EXPECT_FALSE(isCode("   "));
  EXPECT_FALSE(isCode("  // why"));
  EXPECT_FALSE(isCode("/// what"));
  EXPECT_FALSE(isCode("  //! [region]"));
}

TEST(StepDiff, CountsAddedAndRemoved) {
  const TestTree tree;
  const auto manifest = tree.manifest();
  const Book book(tree.root(), manifest);
  const auto diff = stepDiff(book, manifest.find("2"));
  // One include; two lines for two; one for one.
  EXPECT_EQ(diff.summary(), "7 changed code lines, 2 hunks");
}

TEST(StepDiff, FirstStepHasNoneBefore) {
  const TestTree tree;
  const auto manifest = tree.manifest();
  const Book book(tree.root(), manifest);
  EXPECT_EQ(messageOf([&] { (void)stepDiff(book, manifest.find("1")); }),
            "there is no step before 01-one");
}

TEST(StepDiff, LinesThatMovedToCommonDoNotCount) {
  const TestTree tree;
  const auto before = tree.write("before.cpp",
                                 "/// Adds them up.\n"
                                 "int sum(int left, int right) {\n"
                                 "  return left + right;\n"
                                 "}\n"
                                 "int main() { return 0; }\n");
  const auto after = tree.write("after.cpp", "int main() { return 0; }\n");
  tree.write("common/math/Sum.cpp",
             "namespace x {\nint sum(int left, int right) {\n"
             "  return left + right;\n}\n}\n");
  const auto diff = diffSources(before, after, tree.root() / "common");
  EXPECT_EQ(diff.changedCodeLines(), 0U);
  for (std::size_t i = 0; i < 4; ++i) {
    EXPECT_EQ(diff.hunks.at(0).lines.at(i).movedTo, "common/math/Sum.cpp");
  }
}

TEST(StepDiff, ABraceAloneDoesNotMove) {
  const TestTree tree;
  const auto before = tree.write("before.cpp", "int gone() {\n}\nint a;\n");
  const auto after = tree.write("after.cpp", "int a;\n");
  tree.write("common/Other.cpp", "int other() {\n}\n");
  const auto diff = diffSources(before, after, tree.root() / "common");
  EXPECT_EQ(diff.changedCodeLines(), 2U);
}

TEST(StepDiff, AShortLineFollowsOnlyIntoItsOwnFile) {
  const TestTree tree;
  const std::string moved =
      "int movedFunction(int argument);\nint movedVariable = 1;\n"
      "int anotherVariable = 2;\n";
  const auto before =
      tree.write("before.cpp", moved + "int b;\nint c;\nint a;\n");
  const auto after = tree.write("after.cpp", "int a;\n");
  tree.write("common/Moved.h", moved + "int b;\n");
  tree.write("common/Other.h", "int c;\n");
  const auto diff = diffSources(before, after, tree.root() / "common");
  EXPECT_EQ(diff.changedCodeLines(), 1U);
}

TEST(StepDiff, ALineThatStandsInCommonByChanceHasNotMoved) {
  const TestTree tree;
  const auto before =
      tree.write("before.cpp", "  response.setContentLength(0);\nint a;\n");
  const auto after = tree.write("after.cpp", "int a;\n");
  tree.write("common/Other.cpp", "int b;\nresponse.setContentLength(0);\n");
  const auto diff = diffSources(before, after, tree.root() / "common");
  EXPECT_EQ(diff.changedCodeLines(), 1U);
}

TEST(Budget, ALargeStepIsNamed) {
  const TestTree tree;
  std::string code;
  for (int i = 0; i < 61; ++i) code += "int a" + std::to_string(i) + ";\n";
  tree.write("steps/02-two/main.cpp", TestTree::kFirst + code);
  tree.write("steps/03-three/main.cpp", TestTree::kFirst + code);
  const auto manifest = tree.manifest();
  const auto violations = budgets({tree.root(), manifest});
  ASSERT_EQ(violations.size(), 2U);
  EXPECT_PRED2(holds, violations[0],
               "02-two/main.cpp:1: 61 changed code lines, 1 hunk");
  // Of 61 and 0.
  EXPECT_PRED2(holds, violations[1], "the median step has 31 changed");
}

}  // namespace
}  // namespace hop::pages
