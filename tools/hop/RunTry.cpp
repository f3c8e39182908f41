// SPDX-License-Identifier: MIT
#include "common/cli/UsageError.h"
#include "tools/hop/CommandLine.h"
#include "tools/hop/Room.h"
#include "tools/hop/Signals.h"
#include "tools/process/ChildProcess.h"
#include "tools/workshop/Report.h"

#include <iostream>

namespace hop::tool {

namespace {

using namespace std::chrono_literals;

/// "http://127.0.0.1:9000" in "demo-upstream listening on
/// http://127.0.0.1:9000".
std::string urlIn(const std::string& line) {
  const auto at = line.find("http://");
  return line.substr(at, line.find(',', at) - at);
}

/// The first line of a program that has to listen.
std::string readiness(process::ChildProcess& child, const std::string& name) {
  const auto line = child.firstLine(10s);
  if (line && line->find("http://") != line->npos) return *line;
  throw workshop::NotReady(name + " does not listen. Its last words:\n" +
                           child.standardError());
}

void printTries(const manifest::Step& step, const std::string& url) {
  for (std::string text : step.tries) {
    const std::string usual = "http://127.0.0.1:8080";
    const auto at = text.find(usual);
    if (at == text.npos) continue;  // with TLS: the step's page tells more
    std::cout << "  " << text.replace(at, usual.size(), url) << "\n";
  }
}

/// Until Ctrl-C, or until the program breaks down.
int serve(process::ChildProcess& proxy, const Signals& signals) {
  for (;;) {
    const auto news = signals.wait();
    if (news != Signals::News::ChildEnded) return 0;
    if (const auto status = proxy.wait(0ms)) {
      std::cerr << "Your program has ended: " << status->text() << "\n";
      return 1;
    }
  }
}

}  // namespace

int runTry(const Context& context, const Arguments& arguments) {
  const auto line =
      parseCommandLine(arguments, {{"port", "N"}}, Unknown::PassOn);
  const std::string port = line.has("port") ? line.options.at("port") : "8080";
  const Signals signals;
  const Room room(context);
  const auto& step = room.step();
  if (const auto problem = workshop::compile(room.shop, step)) {
    std::cout << problemText(*problem, room.terminal);
    return 1;
  }
  process::ChildProcess upstream({{(room.shop.bin / "demo-upstream").string(),
                                   "--listen", "127.0.0.1:0", "--quiet"}});
  process::Command command{{room.folder.program(step.slug).string(), "--listen",
                            "127.0.0.1:" + port, "--upstream",
                            urlIn(readiness(upstream, "demo-upstream"))}};
  command.argv.insert(command.argv.end(), line.passedOn.begin(),
                      line.passedOn.end());
  command.inheritError = true;
  process::ChildProcess proxy(command);
  const std::string ready = readiness(proxy, "your program");
  std::cout << ready << "\n";
  printTries(step, urlIn(ready));
  std::cout << "Ctrl-C ends.\n" << std::flush;
  return serve(proxy, signals);
}

}  // namespace hop::tool
