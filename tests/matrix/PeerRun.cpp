// SPDX-License-Identifier: MIT
#include "tests/matrix/PeerRun.h"

#include "tests/matrix/Canaries.h"
#include "tests/matrix/Run.h"
#include "tests/matrix/Table.h"
#include "tests/support/Rows.h"
#include "tools/process/ChildProcess.h"

#include <algorithm>
#include <chrono>
#include <iostream>
#include <stdexcept>

namespace hop::matrix {

namespace {

/// E rows are about our own options, messages and exit codes, slow ones about
/// our own memory.
bool concernsPeers(const CaseName& name) {
  const auto* row = test::findRow(name.id);
  return row != nullptr && !row->id.starts_with("E-") && !row->slow;
}

void requirePeer(const std::string& name, const std::string& program) {
  process::ChildProcess child({{program, name, "--version"}});
  const auto status = child.wait(std::chrono::seconds(10));
  if (!status || !status->ok()) throw std::runtime_error(child.standardError());
  std::cout << child.standardOutput();
}

Verdicts runPeer(const std::string& name, const PeerPlaces& places) {
  const std::string program = places.bin + "/hop-peer";
  requirePeer(name, program);
  Job job{places.cases, proxyTemplate(program, name), {}};
  for (const auto& one : cases::list(places.cases)) {
    if (concernsPeers(one)) job.cases.push_back(one);
  }
  return run(job);
}

std::string declaredFile(const std::string& name, const PeerPlaces& places) {
  return places.root + "/tests/peers/" + name + ".tsv";
}

void printCount(const std::string& name, const Verdicts& verdicts) {
  const auto green = std::count_if(
      verdicts.begin(), verdicts.end(),
      [](const auto& each) { return each.second.colour == "green"; });
  std::cout << name << ": " << green << " of " << verdicts.size()
            << " cases are green\n";
}

}  // namespace

std::vector<std::string> judgePeer(const std::string& name,
                                   const PeerPlaces& places) {
  const Verdicts declared = loadVerdicts(declaredFile(name, places));
  const Verdicts seen = runPeer(name, places);
  printCount(name, seen);
  std::vector<std::string> complaints;
  for (const auto& [id, verdict] : seen) {
    const auto found = declared.find(id);
    if (found == declared.end()) {
      complaints.push_back(id + " is " + verdict.colour + ", not declared");
    } else if (found->second.colour != verdict.colour) {
      complaints.push_back(id + " is " + verdict.colour + " [" +
                           verdict.reason + "], declared as " +
                           found->second.colour);
    }
  }
  return complaints;
}

int declarePeer(const std::string& name, const PeerPlaces& places) {
  const Verdicts verdicts = runPeer(name, places);
  printCount(name, verdicts);
  saveVerdicts(declaredFile(name, places), verdicts);
  return 0;
}

}  // namespace hop::matrix
