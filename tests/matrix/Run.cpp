// SPDX-License-Identifier: MIT
#include "tests/matrix/Run.h"

#include "tests/support/Case.h"
#include "tools/process/ChildProcess.h"

#include <unistd.h>

#include <atomic>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <sstream>
#include <stdexcept>
#include <thread>

namespace hop::matrix {

namespace {

using namespace std::chrono_literals;
namespace fs = std::filesystem;

/// No case may take longer: then it hangs, and that is an error.
constexpr auto kCaseLimit = 120s;

std::string cell(std::istream& line) {
  std::string text;
  std::getline(line, text, '\t');
  return text;
}

/// The one line that the case wrote about itself.
Verdict readReport(const fs::path& path) {
  std::ifstream file(path);
  std::string text;
  if (!std::getline(file, text)) return {"error", "the case reported nothing"};
  std::istringstream line(text);
  cell(line);
  const std::string colour = cell(line);
  return {colour, cell(line)};
}

using Environment = std::vector<std::pair<std::string, std::string>>;

/// The environment of a case; its proxy has the same.
Environment environment(const Job& job, const fs::path& report) {
  Environment result{{"HOP_PROXY", job.proxy}, {"HOP_REPORT", report.string()}};
  if (!job.sanitizerLog.empty()) {
    const std::string log = "log_path=" + job.sanitizerLog;
    result.emplace_back("ASAN_OPTIONS", log);
    result.emplace_back("UBSAN_OPTIONS", "print_stacktrace=1:" + log);
    result.emplace_back("TSAN_OPTIONS", log);
  }
  return result;
}

Verdict runOne(const Job& job, const CaseName& name, const fs::path& report) {
  process::ChildProcess child(
      {{job.program, "--gtest_filter=" + name.filter, "--gtest_brief=1"},
       environment(job, report)});
  const auto status = child.wait(kCaseLimit);
  if (!status) {
    child.signal(SIGKILL);
    return {"error", "the case did not end"};
  }
  const Verdict verdict = readReport(report);
  fs::remove(report);
  // GoogleTest ends with 1 for a failed case; everything else is a crash.
  const int expected = verdict.colour == "green" ? 0 : 1;
  if (status->signal != 0 || status->code != expected) {
    return {"error", "the case ended with " + status->text()};
  }
  return verdict;
}

}  // namespace

std::vector<CaseName> listCases(const std::string& program) {
  process::ChildProcess child({{program, "--gtest_list_tests"}});
  const auto status = child.wait(30s);
  if (!status || !status->ok()) {
    throw std::runtime_error(program + " cannot list its cases");
  }
  std::vector<CaseName> cases;
  std::istringstream lines(child.standardOutput());
  std::string suite;
  for (std::string line; std::getline(lines, line);) {
    if (line.ends_with('.')) suite = line;
    if (!line.starts_with("  ")) continue;
    const std::string name = line.substr(2);
    // "R05_01_Words" is row R05_01, "CL28_Words" row CL28, "E_01_Words" E_01.
    const bool split =
        name[0] == 'R' ? std::isdigit(name[1]) != 0 : name.starts_with("E_");
    const auto first = name.find('_');
    const auto end = split ? name.find('_', first + 1) : first;
    cases.push_back({suite + name, test::rowIdOf(name.substr(0, end))});
  }
  return cases;
}

Verdicts run(const Job& job) {
  Verdicts verdicts;
  std::mutex mutex;
  std::atomic<std::size_t> next{0};
  const auto work = [&](unsigned worker) {
    const fs::path report =
        fs::temp_directory_path() / ("hop-case-" + std::to_string(::getpid()) +
                                     "-" + std::to_string(worker));
    for (std::size_t i = next++; i < job.cases.size(); i = next++) {
      Verdict verdict;
      try {
        verdict = runOne(job, job.cases[i], report);
      } catch (const std::exception& error) {
        verdict = {"error", error.what()};
      }
      const std::lock_guard lock(mutex);
      verdicts[job.cases[i].id] = verdict;
    }
  };
  std::vector<std::thread> workers;
  for (unsigned i = 0; i < job.workers; ++i) workers.emplace_back(work, i);
  for (auto& worker : workers) worker.join();
  return verdicts;
}

}  // namespace hop::matrix
