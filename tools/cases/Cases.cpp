// SPDX-License-Identifier: MIT
#include "tools/cases/Cases.h"

#include "tools/process/ChildProcess.h"

#include <Poco/TemporaryFile.h>

#include <algorithm>
#include <atomic>
#include <cctype>
#include <csignal>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <thread>

namespace hop::cases {

namespace {

/// The line that the case has written about itself: id, colour, reason.
Verdict readReport(const std::string& path) {
  std::ifstream file(path);
  std::string text;
  if (!std::getline(file, text)) return {"error", "the case reported nothing"};
  std::istringstream cells(text);
  std::string id;
  Verdict verdict;
  std::getline(cells, id, '\t');
  std::getline(cells, verdict.colour, '\t');
  std::getline(cells, verdict.reason, '\t');
  return verdict;
}

}  // namespace

std::string rowIdOf(const std::string& name) {
  const bool numbered = name.size() > 1 && name[0] == 'R' &&
                        std::isdigit(static_cast<unsigned char>(name[1])) != 0;
  const bool two = numbered || name.starts_with("E_") || name.starts_with("P_");
  const auto first = name.find('_');
  std::string id = name.substr(0, two ? name.find('_', first + 1) : first);
  if (numbered) id.erase(0, 1);
  std::replace(id.begin(), id.end(), '_', '-');
  return id;
}

std::vector<Name> list(const std::string& program) {
  process::ChildProcess child({{program, "--gtest_list_tests"}});
  const auto status = child.wait(std::chrono::seconds(30));
  if (!status || !status->ok()) {
    throw std::runtime_error(program + " cannot list its cases");
  }
  std::vector<Name> names;
  std::istringstream lines(child.standardOutput());
  std::string suite;
  for (std::string line; std::getline(lines, line);) {
    if (line.ends_with('.')) suite = line;
    if (!line.starts_with("  ")) continue;
    const std::string name = line.substr(2);
    names.push_back({suite + name, rowIdOf(name)});
  }
  return names;
}

Verdict run(const Run& run) {
  const Poco::TemporaryFile report;
  process::Command command{{run.program, "--gtest_filter=" + run.filter,
                            "--gtest_brief=1", "--gtest_color=no"},
                           run.environment};
  command.environment.emplace_back("HOP_PROXY", run.proxy);
  command.environment.emplace_back("HOP_REPORT", report.path());
  process::ChildProcess child(command);
  const auto status = child.wait(run.limit);
  if (!status) {
    child.signal(SIGKILL);
    return {"error", "the case did not end"};
  }
  Verdict verdict = readReport(report.path());
  verdict.text = child.standardOutput();
  // GoogleTest ends with 1 for a failed case; everything else is a crash.
  const int expected = verdict.colour == "green" ? 0 : 1;
  if (status->signal != 0 || status->code != expected) {
    verdict.colour = "error";
    verdict.reason = "the case ended with " + status->text();
  }
  return verdict;
}

void inParallel(std::size_t workers, std::size_t count,
                const std::function<bool(std::size_t)>& work) {
  std::atomic<std::size_t> next{0};
  std::atomic<bool> enough{false};
  const auto worker = [&] {
    for (std::size_t i = next++; i < count && !enough; i = next++) {
      if (!work(i)) enough = true;
    }
  };
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < workers; ++i) threads.emplace_back(worker);
  for (auto& thread : threads) thread.join();
}

}  // namespace hop::cases
