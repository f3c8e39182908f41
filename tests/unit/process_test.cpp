// SPDX-License-Identifier: MIT
#include "tools/process/ChildProcess.h"

#include <gtest/gtest.h>
#include <poll.h>
#include <unistd.h>

#include <array>
#include <csignal>

namespace hop::process {
namespace {

using namespace std::chrono_literals;

Command shell(const std::string& script) {
  return {{"sh", "-c", script}};
}

TEST(ChildProcess, CollectsBothOutputsAndTheExitCode) {
  ChildProcess child(shell("echo out; echo err >&2; exit 3"));
  const auto status = child.wait(5s);
  ASSERT_TRUE(status);
  EXPECT_EQ(status->code, 3);
  EXPECT_EQ(status->signal, 0);
  EXPECT_EQ(child.standardOutput(), "out\n");
  EXPECT_EQ(child.standardError(), "err\n");
}

TEST(ChildProcess, ACrashIsASignalAndNoExitCode) {
  ChildProcess child(shell("kill -SEGV $$"));
  const auto status = child.wait(5s);
  ASSERT_TRUE(status);
  EXPECT_EQ(status->signal, SIGSEGV);
  EXPECT_FALSE(status->ok());
}

TEST(ChildProcess, FirstLineComesWhileTheChildRuns) {
  ChildProcess child(shell("echo ready; sleep 30"));
  EXPECT_EQ(child.firstLine(5s), "ready");
  EXPECT_FALSE(child.wait(0s));
}

TEST(ChildProcess, FirstLineIsEmptyWhenTheChildEnds) {
  ChildProcess child(shell("exit 1"));
  EXPECT_EQ(child.firstLine(5s), std::nullopt);
}

TEST(ChildProcess, IsEndedWithItsObject) {
  pid_t pid = 0;
  {
    ChildProcess child({{"sleep", "30"}});
    pid = child.pid();
  }
  EXPECT_NE(::kill(pid, 0), 0) << "the process still runs";
}

TEST(ChildProcess, KeepsNoneOfOurDescriptors) {
  std::array<int, 2> ends{};
  ASSERT_EQ(::pipe(ends.data()), 0);
  const ChildProcess child({{"sleep", "60"}});
  ::close(ends[1]);
  pollfd end{ends[0], POLLIN, 0};
  // Its last writer is gone, unless the child is one.
  EXPECT_EQ(::poll(&end, 1, 2000), 1);
  ::close(ends[0]);
}

TEST(ChildProcess, AProgramThatDoesNotExistIsAnError) {
  EXPECT_THROW(ChildProcess({{"/does/not/exist"}}), std::runtime_error);
}

TEST(ChildProcess, EnvironmentAndDirectoryReachTheChild) {
  ChildProcess child({{"sh", "-c", "echo $WORD; pwd"}, {{"WORD", "hop"}}, "/"});
  ASSERT_TRUE(child.wait(5s));
  EXPECT_EQ(child.standardOutput(), "hop\n/\n");
}

}  // namespace
}  // namespace hop::process
