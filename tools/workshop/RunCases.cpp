// SPDX-License-Identifier: MIT
#include "tools/process/ChildProcess.h"
#include "tools/workshop/Cases.h"

#include <Poco/TemporaryFile.h>

#include <atomic>
#include <csignal>
#include <fstream>
#include <mutex>
#include <sstream>
#include <thread>

namespace hop::workshop {

namespace {

using namespace std::chrono_literals;

/// A core case ends by its own deadlines long before.
constexpr auto kCaseLimit = 60s;
/// Most cases wait most of the time, so there may be more than there are cores.
constexpr std::size_t kAtOnce = 8;

/// The template that tests/support/Proxy.h fills in.
std::string proxyTemplate(const std::filesystem::path& program) {
  return "\"" + program.string() +
         "\" --listen {listen} --upstream {upstream} {options}";
}

/// The line that the case has written about itself: id, colour, reason.
void readReport(const std::string& path, Verdict& verdict) {
  std::ifstream file(path);
  std::string text;
  if (!std::getline(file, text)) {
    verdict.colour = "error";
    verdict.reason = "the case has reported nothing";
    return;
  }
  std::istringstream cells(text);
  std::string id;
  std::getline(cells, id, '\t');
  std::getline(cells, verdict.colour, '\t');
  std::getline(cells, verdict.reason, '\t');
}

Verdict runOne(const Case& one, const std::string& proxy) {
  const Poco::TemporaryFile report;
  Verdict verdict{one, "error", "the case did not end", ""};
  process::ChildProcess child(
      {{one.program.string(), "--gtest_filter=" + one.filter, "--gtest_brief=1",
        "--gtest_color=no"},
       {{"HOP_PROXY", proxy}, {"HOP_REPORT", report.path()}}});
  const auto status = child.wait(kCaseLimit);
  if (!status) {
    child.signal(SIGKILL);
    return verdict;
  }
  verdict.text = child.standardOutput();
  readReport(report.path(), verdict);
  // GoogleTest ends with 1 for a failed case; everything else is a crash.
  const int expected = verdict.green() ? 0 : 1;
  if (status->signal != 0 || status->code != expected) {
    verdict.colour = "error";
    verdict.reason = "the case ended with " + status->text();
  }
  return verdict;
}

}  // namespace

std::vector<Verdict> run(const Job& job, const Heard& heard) {
  const std::string proxy = proxyTemplate(job.proxy);
  std::vector<Verdict> verdicts;
  for (const Case& one : job.cases)
    verdicts.push_back({one, "not-run", "", ""});
  std::mutex mutex;
  std::atomic<std::size_t> next{0};
  std::atomic<bool> enough{false};
  std::size_t failures = 0;
  const auto work = [&] {
    while (!enough) {
      const std::size_t i = next++;
      if (i >= verdicts.size()) return;
      Verdict verdict = runOne(job.cases[i], proxy);
      const std::lock_guard lock(mutex);
      if (verdict.failed()) ++failures;
      if (job.mostFailures != 0 && failures >= job.mostFailures) enough = true;
      if (!heard(verdict)) enough = true;
      verdicts[i] = std::move(verdict);
    }
  };
  std::vector<std::thread> workers;
  for (std::size_t i = 0; i < kAtOnce; ++i) workers.emplace_back(work);
  for (auto& worker : workers) worker.join();
  return verdicts;
}

}  // namespace hop::workshop
