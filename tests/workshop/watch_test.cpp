// SPDX-License-Identifier: MIT
#include "tests/workshop/Learner.h"

#include <csignal>
#include <thread>

namespace hop::workshop {
namespace {

using namespace std::chrono_literals;

/// The lines so far, once there are that many.
pages::Lines linesOnce(const process::ChildProcess& watch, std::size_t count) {
  const auto end = std::chrono::steady_clock::now() + 3min;
  pages::Lines lines;
  while (lines.size() < count && std::chrono::steady_clock::now() < end) {
    std::this_thread::sleep_for(50ms);
    lines = pages::splitLines(watch.standardOutput());
  }
  return lines;
}

Poco::JSON::Object::Ptr parsed(const std::string& line) {
  return Poco::JSON::Parser().parse(line).extract<Poco::JSON::Object::Ptr>();
}

TEST(SlowWatch, JudgesEverySave) {
  const Learner learner;
  learner.start("1");
  learner.writeSolution("1");
  process::ChildProcess watch(learner.command({"watch", "--json"}));
  auto lines = linesOnce(watch, 1);
  ASSERT_EQ(lines.size(), 1U) << watch.standardError();
  EXPECT_TRUE(parsed(lines[0])->getValue<bool>("green")) << lines[0];

  learner.write("int main() {\n");
  lines = linesOnce(watch, 2);
  ASSERT_EQ(lines.size(), 2U) << watch.standardError();
  const auto problem = parsed(lines[1])->getObject("problem");
  ASSERT_FALSE(problem.isNull()) << lines[1];
  EXPECT_EQ(problem->getValue<std::string>("kind"), "compile");

  watch.signal(SIGINT);
  const auto status = watch.wait(10s);
  ASSERT_TRUE(status.has_value());
  EXPECT_TRUE(status->ok()) << status->text();
}

}  // namespace
}  // namespace hop::workshop
