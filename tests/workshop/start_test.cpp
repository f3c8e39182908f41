// SPDX-License-Identifier: MIT
#include "tools/workshop/Start.h"
#include "tests/workshop/Learner.h"
#include "tools/workshop/Chunks.h"
#include "tools/workshop/Task.h"

namespace hop::workshop {
namespace {

/// "About 25", as the plan of the workshop says.
constexpr std::size_t kMostLines = 30;

std::string startOf(const std::string& step) {
  const Learner learner;
  return startText(learner.book(), learner.manifest().find(step));
}

TEST(Start, LeavesAboutTwentyFiveLinesToWrite) {
  const Learner learner;
  for (const auto& step : learner.manifest().written()) {
    const auto lines = linesToWrite(learner.book(), step);
    EXPECT_LE(lines, kMostLines) << step.slug;
    EXPECT_GE(lines, 5U) << step.slug;
  }
}

TEST(Start, HasNoRegionMarkersAndTheStepsOwnComment) {
  const Learner learner;
  for (const auto& step : learner.manifest().written()) {
    const std::string start = startText(learner.book(), step);
    EXPECT_FALSE(holds(start, "//! [")) << step.slug;
    EXPECT_PRED2(holds, start, "/// " + step.slug + ":");
  }
}

TEST(Start, OfTheFirstStepDoesNothing) {
  const Learner learner;
  const std::string start = startOf("1");
  EXPECT_PRED2(holds, start, "manyThreads()");
  EXPECT_FALSE(holds(start, "class ProxyHandler"));
  EXPECT_FALSE(holds(start, "bindListener"));
}

TEST(Start, IsTheStepBeforeWithWhatIsGiven) {
  const Learner learner;
  const std::string start = startOf("5");
  EXPECT_PRED2(holds, start, "copyFields(incoming, response);");
  EXPECT_PRED2(holds, start, "const FieldNames kHopByHop{");
  EXPECT_FALSE(holds(start, "void removeHopByHop"));
  EXPECT_FALSE(holds(start, "removeHopByHop(request, outgoing);"));
}

TEST(Start, WhatMovedToCommonIsGone) {
  const Learner learner;
  const std::string start = startOf("7");
  EXPECT_FALSE(holds(start, "void copyFields("));
  EXPECT_PRED2(holds, start, "copyFields(request, outgoing);");
  EXPECT_PRED2(holds, start, "#include \"common/http/Fields.h\"");
}

TEST(Start, KeepsALayerThatTheStepItselfSwaps) {
  const Learner learner;
  const std::string eight = startOf("8");
  EXPECT_PRED2(holds, eight,
               "using HTTPClientSession = hop::client::Http1Transport;");
  // Its successor answers nothing before it is told where to connect.
  const std::string ten = startOf("10");
  EXPECT_PRED2(holds, ten,
               "using HTTPClientSession = hop::client::Http1Transport;");
  EXPECT_PRED2(holds, ten, "#include \"common/client/Http1Transport.h\"");
}

TEST(Start, AGiftThatTheStepDoesNotHaveIsNamed) {
  const Learner learner;
  manifest::Step step = learner.manifest().find("5");
  step.given = {"no-such-region"};
  try {
    (void)startText(learner.book(), step);
    FAIL() << "it was accepted";
  } catch (const std::invalid_argument& error) {
    EXPECT_PRED2(holds, error.what(), "no-such-region");
  }
}

TEST(Start, CutsTheWholeSource) {
  const Learner learner;
  for (const auto& step : learner.manifest().written()) {
    const Source source = readSource(learner.book().source(step));
    std::string text;
    for (const auto& line : source.preamble) text += line + "\n";
    for (const auto& chunk : source.chunks) {
      text += "\n";
      for (const auto& line : chunk.lines) text += line.text + "\n";
    }
    EXPECT_EQ(text, withoutMarkers(learner.book().source(step))) << step.slug;
  }
}

TEST(Task, TellsTheProblemAndNotTheSolution) {
  const Learner learner;
  for (const auto& step : learner.manifest().written()) {
    const std::string task = taskText(learner.book(), step);
    EXPECT_PRED2(holds, task, "## See it fail");
    EXPECT_PRED2(holds, task, "## The idea");
    EXPECT_PRED2(holds, task, "## What must hold");
    EXPECT_FALSE(holds(task, "```cpp")) << step.slug;
    EXPECT_FALSE(holds(task, "```diff")) << step.slug;
  }
}

TEST(Task, NamesWhatIsGiven) {
  const Learner learner;
  EXPECT_PRED2(holds, taskText(learner.book(), learner.manifest().find("5")),
               "`const FieldNames kHopByHop`");
}

TEST(Hints, AreThreeInBothLanguages) {
  const Learner learner;
  for (const auto& step : learner.manifest().written()) {
    ASSERT_EQ(step.hints.size(), 3U) << step.slug;
    ASSERT_EQ(step.hintsFr.size(), 3U) << step.slug;
    for (std::size_t i = 0; i < 3; ++i) {
      EXPECT_FALSE(step.hints[i].empty());
      EXPECT_NE(step.hints[i], step.hintsFr[i]) << step.slug;
    }
  }
}

}  // namespace
}  // namespace hop::workshop
