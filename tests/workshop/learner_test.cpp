// SPDX-License-Identifier: MIT
#include "tests/workshop/Learner.h"

#include <fstream>

namespace hop::workshop {
namespace {

using Poco::JSON::Object;

/// Rows of that step, or of those before it, with this colour.
int count(const Object::Ptr& outcome, int step, bool own,
          const std::string& colour) {
  int result = 0;
  const auto rows = outcome->getArray("rows");
  for (unsigned int i = 0; rows && i < rows->size(); ++i) {
    const auto row = rows->getObject(i);
    if ((row->getValue<int>("step") == step) != own) continue;
    if (row->getValue<std::string>("verdict") == colour) ++result;
  }
  return result;
}

/// The start of a step keeps what was learned and lacks what is to be learned.
void expectAFairStart(const Said& said, int step) {
  ASSERT_EQ(said.code, 1) << said.out << said.error;
  const auto outcome = said.json();
  if (step == 1) {  // it does nothing yet
    EXPECT_EQ(outcome->getObject("problem")->getValue<std::string>("kind"),
              "start");
    return;
  }
  EXPECT_FALSE(outcome->has("problem")) << said.out;
  EXPECT_GE(count(outcome, step, true, "red"), 1) << said.out;
  EXPECT_EQ(count(outcome, step, true, "error"), 0) << said.out;
  EXPECT_EQ(count(outcome, step, false, "green"), 6 * (step - 1)) << said.out;
}

class SlowLearner : public testing::TestWithParam<int> {};

TEST_P(SlowLearner, GetsTheStarWithTheSolution) {
  const int number = GetParam();
  const Learner learner;
  const std::string step = std::to_string(number);
  if (number > static_cast<int>(learner.manifest().written().size())) return;
  learner.start(step);
  expectAFairStart(learner.say({"check", "--json"}), number);
  learner.writeSolution(step);
  const Said said = learner.say({"check", "--json"});
  EXPECT_EQ(said.code, 0) << said.out << said.error;
  EXPECT_EQ(count(said.json(), number, true, "green"), 6);
  EXPECT_PRED2(holds, learner.say({"status"}).out, "★");
}

INSTANTIATE_TEST_SUITE_P(Steps, SlowLearner, testing::Range(1, 13));

/// One folder from the first step to the last, as in a workshop. What each
/// check says is judged above; here the way itself.
TEST(Learner, GoesFromTheFirstStepToTheLast) {
  const Learner learner;
  const auto steps = learner.manifest().written();
  for (const auto& step : steps) {
    learner.start(step.slug);
    EXPECT_PRED2(holds, learner.written(), step.slug);
    learner.writeSolution(step.slug);
    EXPECT_PRED2(holds, learner.say({"solution"}).out, "is our solution");
  }
  const auto old = learner.work() / "old";
  for (std::size_t i = 1; i < steps.size(); ++i) {
    const auto kept = old / (std::to_string(i) + "-" + steps[i - 1].slug);
    EXPECT_EQ(pages::readFile(kept / "main.cpp"),
              withoutMarkers(learner.book().source(steps[i - 1])));
  }
}

}  // namespace
}  // namespace hop::workshop
