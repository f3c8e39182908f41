// SPDX-License-Identifier: MIT
#include "tests/matrix/PeerRun.h"

#include "tests/matrix/Canaries.h"
#include "tests/matrix/PeerPage.h"
#include "tests/matrix/Run.h"
#include "tests/matrix/Table.h"
#include "tests/support/Rows.h"
#include "tools/process/ChildProcess.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <iostream>
#include <regex>
#include <stdexcept>
#include <utility>

namespace hop::matrix {

namespace {

/// E rows are about our own options, messages and exit codes, slow ones about
/// our own memory.
bool concernsPeers(const CaseName& name) {
  const auto* row = test::findRow(name.id);
  return row != nullptr && !row->id.starts_with("E-") && !row->slow;
}

/// @return its version, "1.22.1".
std::string requirePeer(const std::string& name, const std::string& program) {
  process::ChildProcess child({{program, name, "--version"}});
  const auto status = child.wait(std::chrono::seconds(10));
  if (!status || !status->ok()) throw std::runtime_error(child.standardError());
  std::cout << child.standardOutput();
  std::smatch found;
  const std::string said = child.standardOutput();
  std::regex_search(said, found, std::regex(R"(\d+\.\d+(\.\d+)?)"));
  return found.str();
}

/// What stands in the text of an error, and the code for it: a text has ports
/// and paths in it that are others every time.
const std::array<std::pair<const char*, const char*>, 4> kCodes{{
    {"the proxy did not start", "not-started"},
    {"the proxy does not stop", "not-stopped"},
    {"the proxy ended with", "crashed"},
    {"cannot connect to", "connection-refused"},
}};

/// An error of the peer is a red with a code. One of the case stays an error.
Verdict withCode(const Verdict& verdict) {
  if (verdict.colour != "error") return verdict;
  for (const auto& [text, code] : kCodes) {
    if (verdict.reason.find(text) != verdict.reason.npos) return {"red", code};
  }
  return verdict;
}

Verdicts runPeer(const std::string& name, const PeerPlaces& places) {
  const std::string program = places.bin + "/hop-peer";
  Job job{places.cases, proxyTemplate(program, name), {}, 4};
  for (const auto& one : cases::list(places.cases)) {
    if (concernsPeers(one)) job.cases.push_back(one);
  }
  Verdicts verdicts = run(job);
  // With many programs at once a deadline may be missed that is nobody's fault.
  job.workers = 2;
  runAgain(job, verdicts);
  ::setenv("HOP_HTTP2_ONLY", "1", 1);  // for the cases and for hop-peer
  runAgain(job, verdicts, "http2-unspoken");
  ::unsetenv("HOP_HTTP2_ONLY");
  for (auto& [id, verdict] : verdicts) {
    verdict = withCode(verdict);
    if (verdict.colour != "error") continue;
    throw std::runtime_error(id + " is our own fault: " + verdict.reason);
  }
  return verdicts;
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
  requirePeer(name, places.bin + "/hop-peer");
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
  const auto version = requirePeer(name, places.bin + "/hop-peer");
  const Verdicts verdicts = runPeer(name, places);
  printCount(name, verdicts);
  saveVerdicts(declaredFile(name, places), verdicts);
  saveVersion(places.root, name, version);
  return 0;
}

}  // namespace hop::matrix
