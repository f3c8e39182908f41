// SPDX-License-Identifier: MIT
#include "tests/matrix/Run.h"

#include <exception>
#include <mutex>

namespace hop::matrix {

namespace {

/// No case may take longer: then it hangs, and that is an error.
constexpr std::chrono::seconds kCaseLimit{120};

cases::Run runOf(const Job& job, const CaseName& name) {
  cases::Run run{job.program, name.filter, job.proxy, kCaseLimit};
  if (job.sanitizerLog.empty()) return run;
  // The proxy has the environment of its case.
  const std::string log = "log_path=" + job.sanitizerLog;
  run.environment = {{"ASAN_OPTIONS", log},
                     {"UBSAN_OPTIONS", "print_stacktrace=1:" + log},
                     {"TSAN_OPTIONS", log + ":suppressions=" HOP_ROOT_DIR
                                            "/tests/matrix/tsan.supp"}};
  return run;
}

}  // namespace

Verdicts run(const Job& job) {
  Verdicts verdicts;
  std::mutex mutex;
  cases::inParallel(job.workers, job.cases.size(), [&](std::size_t i) {
    Verdict verdict;
    try {
      verdict = cases::run(runOf(job, job.cases[i]));
    } catch (const std::exception& error) {
      verdict = {"error", error.what()};
    }
    const std::lock_guard lock(mutex);
    verdicts[job.cases[i].id] = verdict;
    return true;
  });
  return verdicts;
}

void runAgain(Job job, Verdicts& verdicts, const std::string& only) {
  std::erase_if(job.cases, [&](const CaseName& name) {
    const Verdict& verdict = verdicts.at(name.id);
    return verdict.colour == "green" ||
           (!only.empty() && verdict.reason != only);
  });
  for (const auto& [id, verdict] : run(job)) verdicts[id] = verdict;
}

}  // namespace hop::matrix
