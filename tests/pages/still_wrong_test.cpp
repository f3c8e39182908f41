// SPDX-License-Identifier: MIT
#include "tools/pages/StillWrong.h"

#include "tests/pages/TestTree.h"

#include <gtest/gtest.h>

namespace hop::pages {
namespace {

class StillWrong : public testing::Test {
 protected:
  Lines of(const std::string& rows, const std::string& step = "1") {
    tree_.write(
        "tests/rows.tsv",
        "id\tsentence\trfc\tsince\ttier\treason\tguard\twaiver\tslow\n" + rows);
    return stillWrong({tree_.root(), manifest_}, manifest_.find(step));
  }

  TestTree tree_;
  manifest::Manifest manifest_ = tree_.manifest();
};

TEST_F(StillWrong, CountsWhatLaterStepsTurnGreen) {
  EXPECT_EQ(
      of("04-1\tFours arrive\t-\t04\tcore\tx\t\t\n"
         "02-1\tTwos arrive\t-\t2\tcore\tx\t\t\n"
         "02-2\tTwos leave\t-\t2\tall\tx\t\t\n"
         "02-3\tGuarded\t-\t2\tcore\t\tPOCO does it\t\n"
         "02-4\tWaived\t-\t2\tcore\t\t\tbench: big\n"
         "01-1\tOnes arrive\t-\t1\tcore\tx\t\t\n"),
      (Lines{"- [02-two](../02-two/README.md) turns 2 rows green, such as: "
             "Twos arrive",
             "- 04-four (planned) turns 1 row green, such as: Fours arrive"}));
}

TEST_F(StillWrong, NothingLeft) {
  EXPECT_EQ(of("01-1\tOnes\t-\t1\tcore\tx\t\t\n", "3"),
            (Lines{"Nothing that we know of."}));
}

TEST_F(StillWrong, MalformedCatalogueNamesItsLine) {
  EXPECT_PRED2(holds, messageOf([&] { (void)of("01-1\tOnes\t-\tx\n"); }),
               "rows.tsv:2: since which step?");
  tree_.write("tests/rows.tsv", "id\tsentence\n1\t2\n");
  EXPECT_PRED2(
      holds, messageOf([&] {
        (void)stillWrong({tree_.root(), manifest_}, manifest_.find("1"));
      }),
      "rows.tsv:1: the column 'since' is missing");
}

}  // namespace
}  // namespace hop::pages
