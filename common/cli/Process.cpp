// SPDX-License-Identifier: MIT
#include "common/cli/Process.h"

#include <sys/resource.h>

#include <csignal>

namespace hop::cli {

namespace {

sigset_t stopSignals() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGTERM);
  sigaddset(&set, SIGINT);
  return set;
}

void raiseDescriptorLimit() {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);  // a lower limit is a limit, not an error
}

}  // namespace

void prepareServerProcess() {
  const sigset_t set = stopSignals();
  pthread_sigmask(SIG_BLOCK, &set, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
  raiseDescriptorLimit();
}

void waitForStopSignal() {
  const sigset_t set = stopSignals();
  int received = 0;
  sigwait(&set, &received);
  pthread_sigmask(SIG_UNBLOCK, &set, nullptr);
}

}  // namespace hop::cli
