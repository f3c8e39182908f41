// SPDX-License-Identifier: MIT
#include "tests/matrix/Instrumented.h"

#include <filesystem>
#include <fstream>
#include <iterator>

namespace hop::matrix {

namespace {

namespace fs = std::filesystem;

constexpr unsigned kFewWorkers = 3;

std::vector<std::string> reportsIn(const std::string& folder) {
  std::vector<std::string> reports;
  for (const auto& entry : fs::directory_iterator(folder)) {
    std::ifstream file(entry.path());
    reports.emplace_back(std::istreambuf_iterator<char>(file),
                         std::istreambuf_iterator<char>());
  }
  return reports;
}

}  // namespace

Instrumented runInstrumented(Job job, const std::string& folder) {
  fs::remove_all(folder);
  fs::create_directories(folder);
  job.sanitizerLog = folder + "/report";
  job.workers = kFewWorkers;
  Instrumented result{run(job), {}};
  job.workers = 1;
  runAgain(job, result.verdicts);
  result.reports = reportsIn(folder);
  return result;
}

}  // namespace hop::matrix
