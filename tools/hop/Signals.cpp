// SPDX-License-Identifier: MIT
#include "tools/hop/Signals.h"

#include "common/cli/Process.h"

#include <initializer_list>

namespace hop::tool {

Signals::Signals() {
  cli::prepareServerProcess();
  // Without a handler some systems drop a SIGCHLD though it is blocked.
  std::signal(SIGCHLD, [](int) {});
  sigemptyset(&watched_);
  for (const int number : {SIGINT, SIGTERM, SIGHUP, SIGCHLD}) {
    sigaddset(&watched_, number);
  }
  pthread_sigmask(SIG_BLOCK, &watched_, nullptr);
}

Signals::News Signals::wait() const {
  int number = 0;
  sigwait(&watched_, &number);
  if (number == SIGCHLD) return News::ChildEnded;
  return number == SIGINT ? News::Interrupt : News::Terminate;
}

bool Signals::stopRequested() {
  sigset_t pending;
  sigpending(&pending);
  return sigismember(&pending, SIGINT) == 1 ||
         sigismember(&pending, SIGTERM) == 1 ||
         sigismember(&pending, SIGHUP) == 1;
}

}  // namespace hop::tool
