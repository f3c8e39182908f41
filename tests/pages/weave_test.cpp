// SPDX-License-Identifier: MIT
#include "tools/pages/Weave.h"

#include "tests/pages/TestTree.h"

#include <gtest/gtest.h>

namespace hop::pages {
namespace {

/// The page of step 02 in a small checkout.
class Weave : public testing::Test {
 protected:
  std::string woven(const std::string& text) {
    page_ = {tree_.write("steps/02-two/README.md", text), manifest_.find("2")};
    return weave(book_, page_);
  }

  std::string errorOf(const std::string& text) {
    return messageOf([&] { (void)woven(text); });
  }

  TestTree tree_;
  manifest::Manifest manifest_ = tree_.manifest();
  Book book_{tree_.root(), manifest_};
  Page page_;
};

TEST_F(Weave, ReplacesASnippetAndKeepsTheRest) {
  EXPECT_EQ(woven("before\n<!-- snippet: speak -->\nold\n<!-- /snippet -->\n"
                  "after\n"),
            "before\n<!-- snippet: speak -->\n```cpp\n"
            "void speak(const std::string& word) {\n"
            "  std::cout << word;\n}\n```\n<!-- /snippet -->\nafter\n");
}

TEST_F(Weave, SnippetOfAnotherStep) {
  EXPECT_PRED2(holds,
               woven("<!-- snippet: run step=01 -->\n<!-- /snippet -->\n"),
               "```cpp\nspeak();\n```\n");
}

TEST_F(Weave, ALongSnippetInTwoParts) {
  EXPECT_PRED2(holds,
               woven("<!-- snippet: speak until=\"std::cout <<\" -->\n"
                     "<!-- /snippet -->\n"),
               "```cpp\nvoid speak(const std::string& word) {\n"
               "  std::cout << word;\n```\n");
  EXPECT_PRED2(holds,
               woven("<!-- snippet: speak after=\"std::cout <<\" -->\n"
                     "<!-- /snippet -->\n"),
               "```cpp\n}\n```\n");
  EXPECT_PRED2(holds,
               errorOf("<!-- snippet: speak after=main -->\n"
                       "<!-- /snippet -->\n"),
               "README.md:1: no line of region 'speak' has 'main'");
}

TEST_F(Weave, DiffOfARegion) {
  EXPECT_EQ(woven("<!-- diff: speak -->\n<!-- /diff -->\n"),
            "<!-- diff: speak -->\n```diff\n-void speak() {\n"
            "-  std::cout << \"one\";\n"
            "+void speak(const std::string& word) {\n"
            "+  std::cout << word;\n }\n```\n<!-- /diff -->\n");
  EXPECT_PRED2(holds, woven("<!-- diff: run -->\n<!-- /diff -->\n"),
               "```diff\n-speak();\n+speak(\"two\");\n```\n");
}

TEST_F(Weave, DiffLeavesOutWhatIsFarFromAChange) {
  const std::string region =
      "//! [long]\na1\na2\na3\na4\na5\nX\nb1\nb2\nb3\nb4\nb5\nY\n//! [long]\n";
  tree_.write("steps/01-one/main.cpp", region);
  auto changed = region;
  changed.replace(changed.find('X'), 1, "x");
  changed.replace(changed.find('Y'), 1, "y");
  tree_.write("steps/02-two/main.cpp", changed);
  EXPECT_PRED2(holds, woven("<!-- diff: long -->\n<!-- /diff -->\n"),
               "```diff\n a4\n a5\n-X\n+x\n b1\n b2\n ...\n b4\n b5\n-Y\n+y\n"
               "```\n");
}

TEST_F(Weave, FactsAndLinks) {
  const auto text =
      woven("<!-- facts -->\n<!-- /facts -->\n<!-- links -->\n<!-- /links -->");
  EXPECT_PRED2(holds, text, "**It says two.**\n\n7 minutes · needs [step 01](");
  EXPECT_PRED2(holds, text,
               "[RFC 9110 section 5.3](https://www.rfc-editor.org/rfc/"
               "rfc9110.html#section-5.3)");
  EXPECT_PRED2(holds, text, "`./hop diff 2` (7 changed code lines, 2 hunks)");
  EXPECT_PRED2(holds, text, "- Before: [01-one](../01-one/README.md)\n");
  EXPECT_PRED2(holds, text, "- Next: [03-three](../03-three/README.md)\n");
}

TEST_F(Weave, WeavingTwiceChangesNothing) {
  const auto once = woven(
      "<!-- facts -->\n<!-- /facts -->\n<!-- diff: run -->\n<!-- /diff -->\n"
      "<!-- still-wrong -->\n<!-- /still-wrong -->\n"
      "<!-- links -->\n<!-- /links -->\n");
  EXPECT_EQ(woven(once), once);
  EXPECT_EQ(staleness(page_, once), "");
  EXPECT_PRED2(holds, staleness(page_, "new\n" + once), "+new\n");
}

TEST_F(Weave, MatrixIsTheTableOnly) {
  tree_.write("docs/matrix.md", "# Matrix\n\n| a | b |\n|---|---|\n\ntext\n");
  EXPECT_EQ(woven("<!-- matrix -->\n<!-- /matrix -->\n"),
            "<!-- matrix -->\n\n| a | b |\n|---|---|\n\n<!-- /matrix -->\n");
}

TEST_F(Weave, ErrorsNameThePageAndLeaveItAlone) {
  const std::string text =
      "<!-- facts -->\n<!-- /facts -->\n"
      "<!-- snippet: nowhere -->\n<!-- /snippet -->\n";
  EXPECT_PRED2(holds, errorOf(text),
               "02-two/README.md:3: there is no region 'nowhere' in ");
  EXPECT_EQ(readFile(page_.path), text);
  EXPECT_PRED2(holds,
               errorOf("<!-- snippet: run step=9 -->\n<!-- /snippet -->"),
               "README.md:1: there is no step '9'");
  EXPECT_PRED2(holds,
               errorOf("<!-- snippet: run step=4 -->\n<!-- /snippet -->"),
               "README.md:1: step 04-four is planned");
}

TEST_F(Weave, AnUnchangedRegionHasNoDiff) {
  tree_.write("steps/02-two/main.cpp", TestTree::kFirst);
  EXPECT_PRED2(holds, errorOf("<!-- diff: run -->\n<!-- /diff -->\n"),
               "README.md:1: region 'run' did not change");
}

TEST_F(Weave, APageOfNoStepHasNoFacts) {
  const Page readme{tree_.write("README.md", "<!-- facts -->\n<!-- /facts -->"),
                    std::nullopt};
  EXPECT_PRED2(holds, messageOf([&] { (void)weave(book_, readme); }),
               "README.md:1: 'facts' belongs to the page of a step");
}

TEST_F(Weave, AMissingPageIsAnError) {
  EXPECT_PRED2(holds, messageOf([&] {
                 (void)weave(book_, book_.page(manifest_.find("3")));
               }),
               "cannot read ");
}

}  // namespace
}  // namespace hop::pages
