// SPDX-License-Identifier: MIT
#include "tests/matrix/Canaries.h"

#include "tests/matrix/Run.h"
#include "tests/support/Rows.h"

#include <array>
#include <set>

namespace hop::matrix {

namespace {

/// A broken proxy and the core rows that it may pass nevertheless.
struct Canary {
  std::string mode;
  std::set<std::string> mayPass;
};

/// A correct empty response is a correct response.
const std::array<Canary, 5> kCanaries{
    Canary{"crash", {}}, Canary{"hang", {}}, Canary{"reset", {}},
    Canary{"half", {}},
    Canary{"empty200", {"01-01", "01-02", "01-03", "01-07"}}};

std::vector<CaseName> coreCases(const std::string& program) {
  std::vector<CaseName> core;
  for (const auto& name : cases::list(program)) {
    const auto* row = test::findRow(name.id);
    if (row != nullptr && row->tier == "core" && !row->slow) {
      core.push_back(name);
    }
  }
  return core;
}

}  // namespace

std::string proxyTemplate(const std::string& program,
                          const std::string& words) {
  return "\"" + program + "\" " + words +
         " --listen {listen} --upstream {upstream} {options}";
}

std::string canaryCommand(const std::string& bin, const std::string& mode) {
  // The mode comes last, so that the options stand where they always stand.
  return proxyTemplate(bin + "/hop-canary-" + mode);
}

std::vector<std::string> checkCanaries(const std::string& cases,
                                       const std::string& bin) {
  std::vector<std::string> complaints;
  for (const auto& [mode, mayPass] : kCanaries) {
    const Job job{cases, canaryCommand(bin, mode), coreCases(cases), 16};
    if (job.cases.empty()) complaints.push_back("there are no core rows");
    for (const auto& [id, verdict] : run(job)) {
      if (mayPass.count(id) != 0) continue;
      if (verdict.colour == "green") {
        complaints.push_back(id + " passes on the canary '" + mode + "'");
      }
      if (mode == "crash" && verdict.colour == "red") {
        complaints.push_back(id + " takes a crash for a red [" +
                             verdict.reason + "]");
      }
    }
  }
  return complaints;
}

}  // namespace hop::matrix
