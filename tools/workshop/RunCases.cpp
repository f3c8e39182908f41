// SPDX-License-Identifier: MIT
#include "tools/cases/Cases.h"
#include "tools/workshop/Cases.h"

#include <mutex>
#include <utility>

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

Verdict runOne(const Case& one, const std::string& proxy) {
  const auto verdict =
      cases::run({one.program.string(), one.filter, proxy, kCaseLimit});
  return {one, verdict.colour, verdict.reason, verdict.text};
}

}  // namespace

std::vector<Verdict> run(const Job& job, const Heard& heard) {
  const std::string proxy = proxyTemplate(job.proxy);
  std::vector<Verdict> verdicts;
  for (const Case& one : job.cases)
    verdicts.push_back({one, "not-run", "", ""});
  std::mutex mutex;
  std::size_t failures = 0;
  cases::inParallel(kAtOnce, verdicts.size(), [&](std::size_t i) {
    Verdict verdict = runOne(job.cases[i], proxy);
    const std::lock_guard lock(mutex);
    if (verdict.failed()) ++failures;
    const bool many = job.mostFailures != 0 && failures >= job.mostFailures;
    const bool goOn = heard(verdict);
    verdicts[i] = std::move(verdict);
    return goOn && !many;
  });
  return verdicts;
}

}  // namespace hop::workshop
