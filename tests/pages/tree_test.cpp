// SPDX-License-Identifier: MIT
/// @file
/// The real checkout: its pages are true, its steps are small.
#include "tools/pages/Budget.h"
#include "tools/pages/ExplainedDiff.h"
#include "tools/pages/Player.h"
#include "tools/pages/Weave.h"

#include <gtest/gtest.h>

#include <cctype>

namespace hop::pages {
namespace {

const Book& book() {
  static const manifest::Manifest kManifest(HOP_ROOT_DIR);
  static const Book kBook(HOP_ROOT_DIR, kManifest);
  return kBook;
}

std::vector<Page> pages() {
  std::vector<Page> all;
  for (const auto& step : book().manifest().written()) {
    all.push_back(book().page(step));
  }
  for (const auto& page : book().otherPages()) all.push_back(page);
  return all;
}

std::string nameOf(const Page& page) {
  return page.path.lexically_relative(book().root()).string();
}

/// What the tests of a suite are called: letters, digits and "_" only.
std::string plain(const testing::TestParamInfo<std::string>& each) {
  std::string text = each.param;
  for (char& c : text) {
    if (std::isalnum(static_cast<unsigned char>(c)) == 0) c = '_';
  }
  return text;
}

std::vector<std::string> slugs() {
  std::vector<std::string> all;
  for (const auto& step : book().manifest().written()) all.push_back(step.slug);
  return all;
}

std::vector<std::string> pageNames() {
  std::vector<std::string> all;
  for (const auto& page : pages()) all.push_back(nameOf(page));
  return all;
}

std::string sentences(const Violations& violations) {
  std::string text;
  for (const auto& violation : violations) text += violation + "\n";
  return text;
}

TEST(Tree, EveryStepKeepsItsBudget) {
  const auto violations = budgets(book());
  EXPECT_TRUE(violations.empty()) << sentences(violations);
}

class StepPage : public testing::TestWithParam<std::string> {};

TEST_P(StepPage, ExplainsItsDiff) {
  const auto violations =
      explainedDiff(book(), book().manifest().find(GetParam()));
  EXPECT_TRUE(violations.empty()) << sentences(violations);
}

INSTANTIATE_TEST_SUITE_P(All, StepPage, testing::ValuesIn(slugs()), plain);

class EveryPage : public testing::TestWithParam<std::string> {
 protected:
  static void check(const Recorder& recorder) {
    for (const auto& page : pages()) {
      if (nameOf(page) != GetParam()) continue;
      const auto difference = staleness(page, weave(book(), page, recorder));
      EXPECT_TRUE(difference.empty())
          << GetParam() << " is not up to date (- as it is, + as it should "
          << "be); ./hop record all updates it:\n"
          << difference;
    }
  }
};

TEST_P(EveryPage, IsWoven) {
  check({});
}

TEST_P(EveryPage, ReplaysItsConsoles) {
  check(player(HOP_BIN_DIR));
}

INSTANTIATE_TEST_SUITE_P(All, EveryPage, testing::ValuesIn(pageNames()), plain);

}  // namespace
}  // namespace hop::pages
