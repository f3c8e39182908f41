// SPDX-License-Identifier: MIT
#include "tests/workshop/Learner.h"
#include "tools/workshop/Compile.h"
#include "tools/workshop/Failure.h"
#include "tools/workshop/Report.h"

namespace hop::workshop {
namespace {

TEST(FirstError, OfGccWithItsDrawing) {
  const Problem problem = firstError(
      "[1/2] Building CXX object\n"
      "/a/work/main.cpp: In function 'int main()':\n"
      "/a/work/main.cpp:3:5: warning: unused variable 'x'\n"
      "/a/work/main.cpp:12:7: error: expected ';' before 'return'\n"
      "   12 |   a()\n"
      "      |      ^\n"
      "/a/work/main.cpp:14:1: error: another\n");
  EXPECT_EQ(problem.kind, "compile");
  EXPECT_EQ(problem.place, "work/main.cpp:12:7");
  EXPECT_EQ(problem.text, "expected ';' before 'return'");
  EXPECT_EQ(problem.excerpt, "   12 |   a()\n      |      ^\n");
}

TEST(FirstError, AMissingHeaderIsFatal) {
  const Problem problem = firstError(
      "/a/work/main.cpp:3:10: fatal error: nothing.h: No such file\n");
  EXPECT_EQ(problem.kind, "compile");
  EXPECT_EQ(problem.text, "nothing.h: No such file");
}

TEST(FirstError, OfTheLinker) {
  const Problem problem = firstError(
      "/usr/bin/ld: main.cpp.o: in function `main':\n"
      "main.cpp:(.text+0x9): undefined reference to `answer(int)'\n");
  EXPECT_EQ(problem.kind, "link");
  EXPECT_PRED2(holds, problem.text, "answer(int) is used and nowhere defined");
}

TEST(FirstError, SomethingElseShowsTheEnd) {
  const Problem problem = firstError("ninja: error: no space left\n");
  EXPECT_EQ(problem.kind, "build");
  EXPECT_PRED2(holds, problem.excerpt, "no space left");
}

const Verdict kRed{{"05-01", "It does not cross.", 5, "hop-core-05", "x"},
                   "red",
                   "hop-by-hop-leaked",
                   "a.cpp:73: Failure\n"
                   "Failed\n"
                   "[hop-by-hop-leaked] X-Hop crossed\n"
                   "  row 05-01: It does not cross. (RFC 9110)\n"
                   "  client sent (4 octets):\n"
                   "    GET\\r\\n\n"
                   "    \n"
                   "  upstream received (0 octets):\n"
                   "    \n"
                   "  repeat it (bash, the proxy on port 8080):\n"
                   "    curl -si http://127.0.0.1:8080/\n"
                   "\n"
                   "[  FAILED  ] Step05 (1 ms)\n"};

TEST(Failure, IsTakenApart) {
  const Failure failure = explain(kRed);
  EXPECT_EQ(failure.found, "X-Hop crossed");
  EXPECT_EQ(failure.repeat, "curl -si http://127.0.0.1:8080/");
  EXPECT_EQ(failure.octets,
            "  client sent (4 octets):\n    GET\\r\\n\n"
            "  upstream received (0 octets):\n");
  EXPECT_FALSE(failure.crash);
}

TEST(Failure, WithoutAMessageHasItsReason) {
  const Verdict verdict{kRed.about, "error", "the case did not end", ""};
  EXPECT_EQ(explain(verdict).found, "the case did not end");
  EXPECT_TRUE(explain(verdict).crash);
}

TEST(Failure, ShowsEverythingThatHelps) {
  const Learner learner;
  const Shop shop{HOP_BIN_DIR, learner.work(), learner.book()};
  const std::string text = failureText(shop, kRed, Terminal({}));
  for (const std::string part :
       {"row 05-01", "expected", "It does not cross.", "X-Hop crossed",
        "client sent (4 octets)", "curl -si http://127.0.0.1:8080/",
        "steps/05-hop-by-hop/README.md", "RFC 9110 section 7.6.1"}) {
    EXPECT_PRED2(holds, text, part);
  }
}

TEST(Outcome, TheLowestStepIsShownFirst) {
  Verdict old = kRed;
  old.about.step = 2;
  Outcome outcome;
  outcome.verdicts = {old, kRed};
  EXPECT_EQ(outcome.firstFailure()->about.step, 2);
  EXPECT_EQ(outcome.failed(), 2U);
  EXPECT_FALSE(outcome.green());
  outcome.verdicts.clear();
  EXPECT_FALSE(outcome.green()) << "nothing was judged";
}

}  // namespace
}  // namespace hop::workshop
