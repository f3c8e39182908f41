// SPDX-License-Identifier: MIT
#include "tests/workshop/Learner.h"
#include "tools/workshop/Progress.h"

namespace hop::workshop {
namespace {

namespace fs = std::filesystem;

TEST(Commands, WithoutAStartTheySayHowToBegin) {
  const Learner learner;
  for (const std::string command :
       {"check", "watch", "try", "hint", "solution", "reset"}) {
    const Said said = learner.say({command});
    EXPECT_EQ(said.code, 1) << command;
    EXPECT_PRED2(holds, said.error, "./hop start 1");
  }
}

TEST(Commands, AStepThatIsNotThereIsNamed) {
  const Learner learner;
  const Said said = learner.say({"start", "42"});
  EXPECT_EQ(said.code, 2);
  EXPECT_PRED2(holds, said.error, "there is no step '42'");
  EXPECT_EQ(learner.say({"start"}).code, 2);
  EXPECT_EQ(learner.say({"check", "5"}).code, 2);
  EXPECT_FALSE(fs::exists(learner.work() / "main.cpp"));
}

TEST(Commands, StartFurnishesTheFolder) {
  const Learner learner;
  const Said said = learner.say({"start", "5"});
  ASSERT_EQ(said.code, 0) << said.error;
  EXPECT_PRED2(holds, said.out, "13 lines to write");
  for (const std::string name : {"main.cpp", "TASK.md", "CMakeLists.txt"}) {
    EXPECT_TRUE(fs::exists(learner.work() / name)) << name;
  }
  EXPECT_EQ(said.out.find('\x1b'), std::string::npos);
}

TEST(Commands, StartingOverLosesNothing) {
  const Learner learner;
  learner.start("5");
  learner.write("// my work\n");
  pages::writeFile(learner.work() / "notes.txt", "my notes\n");
  const Said said = learner.say({"start", "6"});
  EXPECT_PRED2(holds, said.out, "old/1-05-hop-by-hop");
  const auto old = learner.work() / "old" / "1-05-hop-by-hop";
  EXPECT_EQ(pages::readFile(old / "main.cpp"), "// my work\n");
  EXPECT_EQ(pages::readFile(old / "notes.txt"), "my notes\n");
  learner.write("// more\n");
  const Said reset = learner.say({"reset"});
  EXPECT_EQ(reset.code, 0) << reset.error;
  EXPECT_EQ(
      pages::readFile(learner.work() / "old" / "2-06-x-forwarded" / "main.cpp"),
      "// more\n");
  EXPECT_PRED2(holds, learner.written(), "06-x-forwarded");
}

TEST(Commands, StartKeepsThingsThatNobodyStarted) {
  const Learner learner;
  pages::writeFile(learner.work() / "main.cpp", "// from somewhere\n");
  learner.start("1");
  EXPECT_EQ(pages::readFile(learner.work() / "old" / "1-before" / "main.cpp"),
            "// from somewhere\n");
}

TEST(Commands, MineGoesOnWithTheLearnersOwnFile) {
  const Learner learner;
  learner.start("5");
  learner.writeSpoilt("5", "copy.erase(name);\n    }\n  }",
                      "copy.erase(name);  // my way\n    }\n  }");
  const Said said = learner.say({"start", "6", "--mine"});
  ASSERT_EQ(said.code, 0) << said.error;
  EXPECT_PRED2(holds, learner.written(), "// my way");
  EXPECT_PRED2(holds, learner.written(), "std::string clientAddress(");
  EXPECT_PRED2(holds, learner.written(), "06-x-forwarded");
}

TEST(Commands, WhatDoesNotFitMineIsInADiff) {
  const Learner learner;
  learner.start("6");
  learner.write("int main() {\n  return 0;  // all my own\n}\n");
  const Said said = learner.say({"start", "7", "--mine"});
  ASSERT_EQ(said.code, 0) << said.error;
  EXPECT_PRED2(holds, said.out, "given.diff");
  EXPECT_PRED2(holds, learner.written(), "// all my own");
  EXPECT_FALSE(holds(learner.written(), "<<<<<<<"));
  EXPECT_PRED2(holds, pages::readFile(learner.work() / "given.diff"),
               "+bool climbsOut");
}

TEST(Commands, MineNeedsAFile) {
  const Learner learner;
  const Said said = learner.say({"start", "6", "--mine"});
  EXPECT_EQ(said.code, 1);
  EXPECT_PRED2(holds, said.error, "begin without --mine");
}

TEST(Commands, HintsComeOneByOneAndStay) {
  const Learner learner;
  learner.start("4");
  const auto& hints = learner.manifest().find("4").hints;
  for (const std::size_t count : {1U, 2U, 3U, 3U}) {
    const auto said = learner.say({"hint", "--json"}).json();
    EXPECT_EQ(said->getArray("hints")->size(), count);
    EXPECT_EQ(said->getArray("hints")->getElement<std::string>(0), hints[0]);
  }
  EXPECT_PRED2(holds, learner.say({"hint"}).out, "3/3 nearly the code");
  EXPECT_PRED2(holds, learner.say({"hint", "--lang", "fr"}).out, "l'idée");
  EXPECT_EQ(learner.say({"hint", "--lang", "xx"}).code, 2);
}

TEST(Commands, SolutionIsTheWayFromTheLearnersFile) {
  const Learner learner;
  learner.start("5");
  EXPECT_PRED2(holds, learner.say({"solution"}).out, "+void removeHopByHop(");
  const auto json = learner.say({"solution", "--json"}).json();
  EXPECT_PRED2(holds, json->getValue<std::string>("diff"),
               "+void removeHopByHop");
  fs::remove(learner.work() / "main.cpp");
  const Said said = learner.say({"solution"});
  EXPECT_EQ(said.code, 1);
  EXPECT_PRED2(holds, said.error, "./hop reset");
}

TEST(Commands, StatusAndStartSpeakJson) {
  const Learner learner;
  const auto nothing = learner.say({"status", "--json"}).json();
  EXPECT_EQ(nothing->getValue<std::string>("step"), "");
  const auto start = learner.say({"start", "3", "--json"}).json();
  EXPECT_EQ(start->getValue<std::string>("step"), "03-copy-body");
  const auto reset = learner.say({"reset", "--json"}).json();
  EXPECT_PRED2(holds, reset->getValue<std::string>("movedTo"), "old/1-03");
  const auto status = learner.say({"status", "--json"}).json();
  EXPECT_EQ(status->getValue<std::string>("step"), "03-copy-body");
  EXPECT_EQ(status->getArray("steps")->size(),
            learner.manifest().written().size());
}

TEST(Commands, StatusSaysWhereAPartBegins) {
  const Learner learner;
  const auto& steps = learner.manifest().steps();
  EXPECT_EQ(steps.front().part, "") << "the talk needs no name";
  const auto& pool = learner.manifest().find("12");
  EXPECT_EQ(pool.part, "beyond the talk");
  EXPECT_NE(pool.partFr, pool.part);
  EXPECT_PRED2(holds, learner.say({"status"}).out,
               "\n  beyond the talk\n  12  ");
}

TEST(Progress, SurvivesAFileAndIgnoresNonsense) {
  const Poco::TemporaryFile file;
  Progress progress;
  progress.step = "05-hop-by-hop";
  progress.hints["05-hop-by-hop"] = 2;
  progress.core.insert("04-copy-headers");
  progress.save(file.path());
  pages::writeFile(file.path(), pages::readFile(file.path()) +
                                    "\nnonsense\nhints x y\nhints z 99\n");
  const Progress loaded = Progress::load(file.path());
  EXPECT_EQ(loaded.step, "05-hop-by-hop");
  EXPECT_EQ(loaded.hints.at("05-hop-by-hop"), 2);
  EXPECT_EQ(loaded.hints.at("z"), 3);
  EXPECT_TRUE(loaded.core.contains("04-copy-headers"));
  EXPECT_TRUE(loaded.all.empty());
}

}  // namespace
}  // namespace hop::workshop
