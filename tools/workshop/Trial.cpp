// SPDX-License-Identifier: MIT
#include "tools/workshop/Trial.h"

#include "tools/process/ChildProcess.h"

#include <csignal>

namespace hop::workshop {

using namespace std::chrono_literals;

std::optional<Problem> tryStart(const std::filesystem::path& program,
                                std::chrono::milliseconds patience) {
  process::ChildProcess child({{program.string(), "--listen", "127.0.0.1:0",
                                "--upstream", "http://127.0.0.1:9"}});
  const auto line = child.firstLine(patience);
  const bool listens = line && line->find(" listening on ") != line->npos;
  // Before any signal of ours: has it ended by itself?
  const auto status = child.wait(listens ? 0ms : 100ms);
  if (listens && !status) {
    child.signal(SIGKILL);  // how it stops is judged by the cases
    child.wait(5s);
    return std::nullopt;
  }
  child.signal(SIGKILL);
  child.wait(5s);
  Problem problem{"start", "", "", child.standardError()};
  if (!status) {
    problem.text =
        "it builds and runs, but never says that it listens: is "
        "hop::cli::serveUntilSignal() reached?";
  } else if (status->signal != 0) {
    problem.text = "it crashes before it listens: " + status->text();
  } else {
    problem.text = "it ends with " + status->text() +
                   " instead of listening: main() has to bind a socket, make "
                   "a server and serve until a signal comes";
  }
  return problem;
}

}  // namespace hop::workshop
