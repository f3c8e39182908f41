// SPDX-License-Identifier: MIT
#include "tools/hop/DemoServers.h"

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstddef>
#include <iostream>

namespace hop::tool {

namespace {

using namespace std::chrono_literals;

std::string address(Port port) {
  return "127.0.0.1:" + std::to_string(port);
}

}  // namespace

bool speaksHttp2(const manifest::Step& step) {
  return step.number >= 10;
}

void DemoServers::startUpstream(Port port, std::optional<Port> tls) {
  Arguments options{"--listen", address(port)};
  if (tls) {
    options.insert(options.end(),
                   {"--tls-listen", address(*tls), "--self-signed"});
  }
  start("demo-upstream", options, tls ? 2 : 1);
}

std::string DemoServers::upstreamUrl(const manifest::Step& step) const {
  return upstream().front().urlAs(speaksHttp2(step) ? "h2c" : "http");
}

Place DemoServers::startStep(const manifest::Step& step, Port port,
                             const Arguments& options) {
  Arguments all{"--listen", address(port), "--upstream", upstreamUrl(step)};
  all.insert(all.end(), options.begin(), options.end());
  return start(step.slug, all, 1).places().front();
}

DemoProgram& DemoServers::start(const std::string& program,
                                const Arguments& options, std::size_t places) {
  process::Command command;
  command.argv = {(bin_ / program).string()};
  command.argv.insert(command.argv.end(), options.begin(), options.end());
  command.inheritError = true;
  return programs_.emplace_back(command, places);
}

int DemoServers::serveUntilStopped(const Signals& signals) {
  while (true) {
    const auto news = signals.wait();
    if (news == Signals::News::ChildEnded) {
      if (hasOneEnded()) return 1;
      continue;
    }
    if (news == Signals::News::Interrupt) awaitOwnEnd();
    stop();
    return 0;
  }
}

bool DemoServers::hasOneEnded() {
  for (DemoProgram& program : programs_) {
    if (const auto status = program.child().wait(0ms)) {
      std::cerr << program.name() << " ended by itself: " << status->text()
                << "\n";
      return true;
    }
  }
  return false;
}

/// After Ctrl-C they are stopping already, and a second signal would cut the
/// requests that are still in flight.
void DemoServers::awaitOwnEnd() {
  const auto deadline = std::chrono::steady_clock::now() + 400ms;
  for (DemoProgram& program : programs_) {
    const auto left = deadline - std::chrono::steady_clock::now();
    program.child().wait(std::max(
        0ms, std::chrono::duration_cast<std::chrono::milliseconds>(left)));
  }
}

void DemoServers::stop() {
  // The steps first: a request in flight still has its upstream.
  for (std::size_t i = programs_.size(); i-- > 0;) {
    programs_[i].child().signal(SIGTERM);
  }
  for (DemoProgram& program : programs_) program.child().wait(6s);
  programs_.clear();
}

}  // namespace hop::tool
