// SPDX-License-Identifier: MIT
#include "tests/workshop/Learner.h"

#include "tools/pages/RunProgram.h"

namespace hop::workshop {
namespace {

namespace fs = std::filesystem;

/// In the handler, before anything else.
const std::string kHandler = "hop::cli::RequestLog log(request, response);";
const std::string kServe =
    "hop::cli::serveUntilSignal(server, socket, options);";

/// One folder for all mistakes: configuring it takes longer than each of them.
TEST(SlowClumsyLearner, IsToldWhatIsWrongBeforeAnythingIsJudged) {
  const Learner learner;
  learner.start("2");
  const auto told = [&] {
    const Said said = learner.say({"check"});
    EXPECT_EQ(said.code, 1) << said.out;
    return said.out + said.error;
  };

  learner.writeSpoilt("2", kServe, "hop::cli::serveUntilSignal(server)");
  const std::string wrong = told();
  EXPECT_PRED2(holds, wrong, "/main.cpp:");
  EXPECT_PRED2(holds, wrong, "Only the first error is shown");
  EXPECT_EQ(wrong.find("error:"), std::string::npos) << "one error, no log";
  EXPECT_TRUE(fs::exists(learner.work() / "compile_commands.json"));

  learner.writeSpoilt("2",
                      "void openSession(HTTPClientSession& session, "
                      "const Options& options) {",
                      "}  void declaredOnly();  namespace {\n"
                      "void openSession(HTTPClientSession& session, "
                      "const Options& options) { ::declaredOnly();");
  EXPECT_PRED2(holds, told(), "declaredOnly() is used and nowhere defined");

  learner.writeSpoilt("2", kServe, "(void)server;");
  EXPECT_PRED2(holds, told(), "it ends with exit code 0 instead of listening");

  learner.writeSpoilt("2", kServe, "std::abort();");
  EXPECT_PRED2(holds, told(), "it crashes before it listens: killed by signal");

  learner.writeSpoilt("2", kServe, "for (;;) Poco::Thread::sleep(1000);");
  EXPECT_PRED2(holds, told(), "never says that it listens");

  fs::remove(learner.work() / "main.cpp");
  EXPECT_PRED2(holds, told(), "main.cpp is missing: ./hop reset");
}

TEST(SlowClumsyLearner, IsToldWhatWentOverTheWire) {
  const Learner learner;
  learner.start("5");
  const auto check = [&] {
    const Said said = learner.say({"check"});
    EXPECT_EQ(said.code, 1) << said.out;
    return said.out;
  };

  learner.writeSpoilt("5", kHandler,
                      kHandler + " if (request.has(\"X-Hop\")) std::abort();");
  const std::string crash = check();
  EXPECT_PRED2(holds, crash, "your program broke down");

  // A wrong field: add it under another name.
  learner.writeSpoilt("5", "to.add(name, value);",
                      "to.add(\"Z\" + name, value);");
  const std::string field = check();
  EXPECT_PRED2(holds, field, "row 0");
  EXPECT_PRED2(holds, field, "upstream received (");
  EXPECT_PRED2(holds, field, "client received (");
  EXPECT_PRED2(holds, field, "curl --noproxy");
  EXPECT_PRED2(holds, field, "README.md, The idea");
  EXPECT_PRED2(holds, field, "RFC 91");
}

TEST(SlowClumsyLearner, IsToldThatItHangsAndNotForLong) {
  const Learner learner;
  learner.start("1");
  learner.writeSpoilt("1", "answer(request, HTTPResponse",
                      "Poco::Thread::sleep(3'600'000);\n"
                      "    answer(request, HTTPResponse");
  const Said said = learner.say({"check"});
  EXPECT_EQ(said.code, 1);
  EXPECT_PRED2(holds, said.out, "row 01-01");
  EXPECT_PRED2(holds, said.out, "client sent (");
}

/// Each patch makes a mistake that people make; the row it names must be the
/// one that the learner sees.
TEST(SlowClumsyLearner, IsShownTheRowThatASabotageBreaks) {
  const Learner learner;
  learner.start("5");
  for (const std::string name : {"05-list-only", "05-one-direction"}) {
    const auto source = learner.book().source(learner.manifest().find("5"));
    const auto patched = pages::runProgram(
        {"patch", "--silent", "--fuzz=0", "--output",
         (learner.work() / "main.cpp").string(), source.string(),
         std::string(HOP_ROOT_DIR) + "/tests/sabotage/" + name + ".patch"});
    ASSERT_EQ(patched.code, 0) << patched.output << patched.error;
    const Said said = learner.say({"check", "--json"});
    const std::string row = name == "05-list-only" ? "05-01" : "05-18";
    ASSERT_EQ(said.code, 1) << said.out << said.error;
    const auto first = said.json()->getObject("first");
    EXPECT_EQ(first->getValue<std::string>("id"), row);
    EXPECT_EQ(first->getValue<std::string>("reason"), "hop-by-hop-leaked");
    EXPECT_PRED2(holds, first->getValue<std::string>("octets"), "client sent");
    EXPECT_GE(first->getArray("read")->size(), 2U);
  }
}

}  // namespace
}  // namespace hop::workshop
