// SPDX-License-Identifier: MIT
#include "tools/pages/Carry.h"

#include "tests/pages/TestTree.h"

#include "tools/pages/RunProgram.h"

#include <gtest/gtest.h>

namespace hop::pages {
namespace {

using Result = Carried::Result;

/// A small checkout in a git repository of its own.
class Carry : public testing::Test {
 protected:
  void SetUp() override {
    git({"init", "-q"});
    git({"add", "."});
    git({"-c", "user.name=t", "-c", "user.email=t@example.test", "-c",
         "commit.gpgsign=false", "commit", "-q", "-m", "first"});
  }

  void git(std::vector<std::string> words) {
    words.insert(words.begin(), "git");
    const auto outcome = runProgram(words, tree_.root());
    ASSERT_EQ(outcome.code, 0) << outcome.error;
  }

  /// Replaces a word in the main.cpp of a step.
  void correct(const std::string& slug, const std::string& from,
               const std::string& to) {
    const auto path = tree_.root() / "steps" / slug / "main.cpp";
    auto text = readFile(path);
    text.replace(text.find(from), from.size(), to);
    writeFile(path, text);
  }

  std::vector<Carried> carryFrom(const std::string& step) {
    return carry({tree_.root(), manifest_}, manifest_.find(step));
  }

  TestTree tree_;
  manifest::Manifest manifest_ = tree_.manifest();
};

TEST_F(Carry, MergesIntoEveryLaterStep) {
  correct("01-one", "int main() {", "int main(int, char**) {");
  const auto results = carryFrom("1");
  ASSERT_EQ(results.size(), 2U);
  EXPECT_EQ(results[0].slug, "02-two");
  EXPECT_EQ(results[1].slug, "03-three");
  for (const auto& carried : results) {
    EXPECT_EQ(carried.result, Result::Merged);
    EXPECT_PRED2(holds, carried.text, "int main(int, char**) {");
    EXPECT_PRED2(holds, carried.text, "speak(\"two\");");
  }
  EXPECT_EQ(readFile(tree_.root() / "steps/02-two/main.cpp"),
            TestTree::kSecond);
}

TEST_F(Carry, AStepThatHasItAlreadyNeedsNothing) {
  correct("01-one", "int main() {", "int main(int, char**) {");
  correct("02-two", "int main() {", "int main(int, char**) {");
  const auto results = carryFrom("1");
  EXPECT_EQ(results[0].result, Result::Unchanged);
  EXPECT_EQ(results[1].result, Result::Merged);
}

TEST_F(Carry, AConflictIsMarked) {
  correct("01-one", "\"one\"", "\"One\"");
  const auto results = carryFrom("1");
  EXPECT_EQ(results[0].result, Result::Conflict);
  EXPECT_PRED2(holds, results[0].text, "<<<<<<< 02-two");
  EXPECT_PRED2(holds, results[0].text, ">>>>>>> 01-one corrected");
}

TEST_F(Carry, OnlyLaterStepsAreTouched) {
  correct("02-two", "\"two\"", "\"Two\"");
  const auto results = carryFrom("2");
  ASSERT_EQ(results.size(), 1U);
  EXPECT_EQ(results[0].slug, "03-three");
  EXPECT_PRED2(holds, results[0].text, "speak(\"Two\");");
}

TEST_F(Carry, WithoutACorrectionItSaysSo) {
  EXPECT_PRED2(holds, messageOf([&] { (void)carryFrom("1"); }),
               "01-one/main.cpp has no correction");
}

TEST(CarryOutsideOfGit, SaysWhatGitSays) {
  const TestTree tree;
  const auto manifest = tree.manifest();
  EXPECT_PRED2(holds, messageOf([&] {
                 (void)carry({tree.root(), manifest}, manifest.find("1"));
               }),
               "git repository");
}

}  // namespace
}  // namespace hop::pages
