// SPDX-License-Identifier: MIT
// What tests/peers/reasons.tsv must be, on small tables.
#include "tests/matrix/Reasons.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace hop::matrix {
namespace {

const Verdict kGreen{"green", ""};
const Verdict kRed{"red", "hop-by-hop-leaked"};

const Peers kPeers{{"nginx", {{"05-01", kRed}, {"05-02", kRed}}},
                   {"go", {{"05-01", kGreen}, {"05-02", kRed}}}};

Reason about(std::vector<std::string> peers, std::vector<std::string> rows,
             std::string kind = "fault") {
  return {std::move(peers), std::move(rows), std::move(kind), "Because."};
}

/// One of the faults begins like that.
bool tells(const std::vector<std::string>& faults, const std::string& of) {
  return std::any_of(faults.begin(), faults.end(), [&](const auto& fault) {
    return fault.find(of) != fault.npos;
  });
}

TEST(PeerReasons, OneForEachRed) {
  EXPECT_TRUE(checkReasons({about({"*"}, {"05-0?"})}, kPeers).empty());
  EXPECT_TRUE(checkReasons({about({"nginx"}, {"05-01", "05-02"}),
                            about({"go"}, {"05-02"})},
                           kPeers)
                  .empty());
}

TEST(PeerReasons, NoneIsTooFewAndTwoAreTooMany) {
  EXPECT_TRUE(tells(checkReasons({about({"nginx"}, {"*"})}, kPeers),
                    "go 05-02 [hop-by-hop-leaked] has 0 reasons"));
  EXPECT_TRUE(tells(
      checkReasons({about({"*"}, {"*"}), about({"go"}, {"05-02"})}, kPeers),
      "go 05-02 [hop-by-hop-leaked] has 2 reasons"));
}

TEST(PeerReasons, NoWordIsIdle) {
  EXPECT_TRUE(tells(checkReasons({about({"*"}, {"05-0*", "05-99"})}, kPeers),
                    "'05-99'"));
  EXPECT_TRUE(
      tells(checkReasons({about({"nginx"}, {"*"}), about({"go"}, {"05-0*"}),
                          about({"apache"}, {"05-01"})},
                         kPeers),
            "'apache'"));
  // Green there, and nowhere else in this reason.
  EXPECT_TRUE(tells(
      checkReasons({about({"*"}, {"*"}), about({"go"}, {"05-01"})}, kPeers),
      "'05-01'"));
}

TEST(PeerReasons, KindsRowsAndColoursAreKnown) {
  EXPECT_TRUE(tells(checkReasons({about({"*"}, {"*"}, "unexamined")}, kPeers),
                    "no kind: unexamined"));
  const Peers odd{{"go", {{"99-99", kRed}, {"05-01", {"error", "what"}}}}};
  const auto faults = checkReasons({about({"*"}, {"*"})}, odd);
  EXPECT_TRUE(tells(faults, "go 99-99 is no row"));
  EXPECT_TRUE(tells(faults, "go 05-01 is no verdict"));
}

TEST(PeerReasons, FailedByAll) {
  EXPECT_EQ(failedByAll(kPeers), std::vector<std::string>{"05-02"});
}

}  // namespace
}  // namespace hop::matrix
