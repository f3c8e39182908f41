// SPDX-License-Identifier: MIT
#include "tests/matrix/Sabotage.h"

#include "tests/matrix/Canaries.h"
#include "tests/matrix/Run.h"

#include <fstream>
#include <map>
#include <sstream>
#include <stdexcept>

namespace hop::matrix {

namespace {

/// Row id to the reason for which it must be red.
std::map<std::string, std::string> namedRows(const std::string& patch) {
  std::ifstream file(std::string(HOP_ROOT_DIR) + "/tests/sabotage/" + patch +
                     ".patch");
  if (!file) throw std::runtime_error("no patch " + patch);
  std::map<std::string, std::string> rows;
  for (std::string text; std::getline(file, text);) {
    if (!text.starts_with("Rows: ")) continue;
    std::istringstream words(text.substr(6));
    std::string id;
    words >> id >> rows[id];
  }
  rows.erase("");
  if (rows.empty()) throw std::runtime_error(patch + " names no row");
  return rows;
}

}  // namespace

std::vector<std::string> checkSabotage(const std::string& cases,
                                       const std::string& bin,
                                       const std::string& patch) {
  const auto rows = namedRows(patch);
  Job job{cases, proxyTemplate(bin + "/sabotage-" + patch), {}};
  for (const auto& name : cases::list(cases)) {
    if (rows.count(name.id) != 0) job.cases.push_back(name);
  }
  std::vector<std::string> complaints;
  if (job.cases.size() != rows.size()) {
    complaints.push_back(patch + " names a row that has no case");
  }
  for (const auto& [id, verdict] : run(job)) {
    if (verdict.colour == "red" && verdict.reason == rows.at(id)) continue;
    complaints.push_back(id + " should be red [" + rows.at(id) + "] with " +
                         patch + " and is " + verdict.colour + " [" +
                         verdict.reason + "]");
  }
  return complaints;
}

}  // namespace hop::matrix
