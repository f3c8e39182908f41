// SPDX-License-Identifier: MIT
/// @file
/// hop-matrix runs the cases on the steps and judges the colours.
///
///   hop-matrix all          all of that on all steps; writes docs/matrix.md
///   hop-matrix step N       run every case on step N (0: the canary), judge
///   hop-matrix table MODE   the matrix from all results: print, write, check
///   hop-matrix peer NAME    a real proxy, compared with what is declared
///   hop-matrix declare NAME the same, and writes down what it did
///   hop-matrix peers MODE    docs/peers.md from what is declared, and its
///                           reasons: print, write, check
///   hop-matrix canaries     programs that must never pass
///   hop-matrix sabotage P   one patched step, its named rows must be red
///   hop-matrix forgotten    every row has a case and every case a row
///
/// HOP_QUICK=1 leaves out the slow rows. HOP_BIN is another directory with the
/// steps; HOP_SANITIZED=1 says that they are instrumented: few cases at a time,
/// a second chance for a missed deadline, nothing about memory, and a step's
/// own rows only (the newest still gets all). Exit code 0: the rule is kept.

#include "tests/matrix/Canaries.h"
#include "tests/matrix/Instrumented.h"
#include "tests/matrix/Judge.h"
#include "tests/matrix/PeerPage.h"
#include "tests/matrix/PeerRun.h"
#include "tests/matrix/Run.h"
#include "tests/matrix/Sabotage.h"
#include "tests/matrix/Table.h"
#include "tests/support/Sanitized.h"
#include "tools/manifest/Manifest.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>

namespace {

using namespace hop::matrix;

const std::string kBin = HOP_BIN_DIR;
/// The steps may come from another build, one with sanitizers.
const std::string kSteps =
    std::getenv("HOP_BIN") == nullptr ? kBin : std::getenv("HOP_BIN");
const std::string kRoot = HOP_ROOT_DIR;
const std::string kCases = kBin + "/hop-cases";

std::string resultsPath(int step) {
  const std::string folder = kSteps + "/../matrix";
  std::filesystem::create_directories(folder);
  return folder + "/" + std::to_string(step) + ".tsv";
}

/// Slow rows run on their own step and on the newest one only.
bool wanted(const CaseName& name, int step, int newest) {
  const auto* row = hop::test::findRow(name.id);
  if (row == nullptr) return true;
  const bool own = step == row->since || step == newest;
  if (!own && hop::test::sanitized()) return false;
  if (!row->slow) return true;
  if (std::getenv("HOP_QUICK") != nullptr) return false;
  return own;
}

int report(const std::vector<std::string>& complaints) {
  for (const auto& text : complaints) std::cout << "  " << text << "\n";
  return complaints.empty() ? 0 : 1;
}

int runStep(int step, const hop::manifest::Manifest& manifest) {
  Job job{kCases, canaryCommand(kBin, "close"), {}};
  if (step > 0) {
    job.proxy =
        proxyTemplate(kSteps + "/" + manifest.find(std::to_string(step)).slug);
  }
  for (const auto& name : hop::cases::list(kCases)) {
    if (wanted(name, step, manifest.newest().number)) job.cases.push_back(name);
  }
  Instrumented ran;
  if (hop::test::sanitized()) {
    ran = runInstrumented(job, kSteps + "/../reports");
  } else {
    ran.verdicts = run(job);
  }
  saveVerdicts(resultsPath(step), ran.verdicts);
  auto complaints = judge(step, ran.verdicts);
  complaints.insert(complaints.end(), ran.reports.begin(), ran.reports.end());
  std::cout << ran.verdicts.size() << " cases on step " << step << ", "
            << complaints.size() << " break the rule\n";
  return report(complaints);
}

int showTable(const std::string& mode,
              const hop::manifest::Manifest& manifest) {
  Results results;
  Steps steps;
  results[0] = loadVerdicts(resultsPath(0));
  for (const auto& step : manifest.written()) {
    steps.emplace_back(step.number, step.slug);
    results[step.number] = loadVerdicts(resultsPath(step.number));
  }
  const std::string path = kRoot + "/docs/matrix.md";
  const std::string page = matrixPage(results, steps);
  std::cout << matrixText(results, steps);
  if (mode == "write") std::ofstream(path) << page;
  if (mode != "check") return 0;
  std::ifstream file(path);
  const std::string stored{std::istreambuf_iterator<char>(file), {}};
  if (stored == page) return 0;
  std::cout << "docs/matrix.md is not what this run gives: run ./hop matrix\n";
  return 1;
}

/// Everything, and docs/matrix.md from it.
int runAll(const hop::manifest::Manifest& manifest) {
  int result = runStep(0, manifest);
  for (const auto& step : manifest.written()) {
    result |= runStep(step.number, manifest);
  }
  return showTable("write", manifest) | result;
}

int usage() {
  std::cerr
      << "usage: hop-matrix all | step N | table print|write|check | canaries "
         "| sabotage PATCH | forgotten | peer NAME | declare NAME | peers "
         "print|write|check\n";
  return 2;
}

int dispatch(const std::vector<std::string>& words) {
  const hop::manifest::Manifest manifest(kRoot);
  const std::string verb = words.empty() ? "" : words[0];
  if (verb == "all") return runAll(manifest);
  if (verb == "canaries") return report(checkCanaries(kCases, kBin));
  if (verb == "forgotten") {
    return report(
        forgotten(hop::cases::list(kCases), manifest.newest().number));
  }
  if (words.size() != 2) return usage();
  if (verb == "step") return runStep(std::stoi(words[1]), manifest);
  if (verb == "table") return showTable(words[1], manifest);
  if (verb == "peer") return report(judgePeer(words[1], {kCases, kBin, kRoot}));
  if (verb == "peers") return peerPage(kRoot, words[1]);
  if (verb == "declare") return declarePeer(words[1], {kCases, kBin, kRoot});
  if (verb == "sabotage") {
    return report(checkSabotage(kCases, kBin, words[1]));
  }
  return usage();
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return dispatch({argv + 1, argv + argc});
  } catch (const std::exception& error) {
    std::cerr << "hop-matrix: " << error.what() << "\n";
    return 1;
  }
}
