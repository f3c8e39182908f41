// SPDX-License-Identifier: MIT
#include "tools/pages/ExplainedDiff.h"

#include "tests/pages/TestTree.h"

#include <gtest/gtest.h>

namespace hop::pages {
namespace {

std::string block(const std::string& kind, const std::string& argument) {
  return "<!-- " + kind + ": " + argument + " -->\n<!-- /" + kind + " -->\n";
}

class ExplainedDiff : public testing::Test {
 protected:
  Violations of(const std::string& page, const std::string& step = "2") {
    const auto& found = manifest_.find(step);
    tree_.write("steps/" + found.slug + "/README.md", page);
    return explainedDiff({tree_.root(), manifest_}, found);
  }

  TestTree tree_;
  manifest::Manifest manifest_ = tree_.manifest();
};

TEST_F(ExplainedDiff, AllShown) {
  EXPECT_EQ(of(block("snippet", "speak") + block("diff", "run")), Violations{});
}

TEST_F(ExplainedDiff, AHunkThatNoRegionClaims) {
  const std::string rest = "// 1\n// 2\n// 3\n// 4\n// 5\n// 6\n// 7\n";
  tree_.write("steps/01-one/main.cpp", TestTree::kFirst + rest);
  tree_.write("steps/02-two/main.cpp",
              TestTree::kSecond + rest + "int forgotten = 0;\n");
  const auto violations = of(block("snippet", "speak") + block("diff", "run"));
  ASSERT_EQ(violations.size(), 1U);
  EXPECT_PRED2(holds, violations[0],
               "main.cpp:33: the page shows no region of this hunk: "
               "int forgotten = 0;");
}

TEST_F(ExplainedDiff, TooLittleIsShown) {
  const auto violations = of(block("diff", "run"));
  ASSERT_EQ(violations.size(), 3U);
  EXPECT_PRED2(holds, violations[0],
               "README.md:1: region 'speak' is not shown");
  EXPECT_PRED2(holds, violations[1], "main.cpp:9: the page shows no region");
  EXPECT_PRED2(holds, violations[2],
               "the regions shown cover 2 of 7 changed code lines");
}

TEST_F(ExplainedDiff, AShownRegionMustHaveChanged) {
  const auto violations = of(block("snippet", "speak"), "3");
  ASSERT_EQ(violations.size(), 1U);
  EXPECT_PRED2(holds, violations[0],
               "README.md:1: region 'speak' is not among 'shown'");
  tree_.write("steps/03-three/main.cpp",
              std::string(TestTree::kSecond) + "int a;\n");
  const auto more = of(block("snippet", "speak"), "3");
  ASSERT_EQ(more.size(), 4U);
  EXPECT_PRED2(holds, more[2], "region 'speak' did not change in this step");
}

TEST_F(ExplainedDiff, WhatGoesAwayCanBeShownFromTheStepBefore) {
  tree_.write("steps/02-two/main.cpp", "int main() {}\n");
  const auto violations = of(block("snippet", "speak step=1"));
  for (const auto& violation : violations) {
    EXPECT_FALSE(holds(violation, "of this hunk")) << violation;
  }
}

TEST_F(ExplainedDiff, ARegionMustFitOnASlide) {
  std::string source = "//! [speak]\n";
  for (int i = 0; i < 15; ++i) source += "int a" + std::to_string(i) + ";\n";
  source +=
      "//! [speak]\n//! [run]\n// " + std::string(70, 'x') + "\n//! [run]\n";
  tree_.write("steps/02-two/main.cpp", source);
  const auto violations =
      of(block("snippet", "speak") + block("snippet", "run"));
  ASSERT_GE(violations.size(), 2U);
  EXPECT_PRED2(holds, violations[0],
               "README.md:1: region 'speak' has 15 lines of at most 14");
  EXPECT_PRED2(holds, violations[1],
               "README.md:3: region 'run' has 73 columns of at most 72");
}

TEST_F(ExplainedDiff, APartOfARegionClaimsNoMoreThanItShows) {
  const auto part = block("snippet", "speak after=\"void speak\"");
  const auto violations = of(part + block("diff", "run"));
  ASSERT_EQ(violations.size(), 1U);
  EXPECT_PRED2(holds, violations[0],
               "the regions shown cover 3 of 7 changed code lines");
  const auto rest = block("snippet", "speak until=\"void speak\"");
  EXPECT_EQ(of(rest + part + block("diff", "run")), Violations{});
}

TEST_F(ExplainedDiff, TheFirstStepIsMeasuredToo) {
  EXPECT_EQ(of(block("snippet", "speak"), "1"), Violations{});
  EXPECT_EQ(of("", "1").size(), 1U);
}

}  // namespace
}  // namespace hop::pages
