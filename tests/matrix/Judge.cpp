// SPDX-License-Identifier: MIT
#include "tests/matrix/Judge.h"

#include <Poco/Version.h>

#include <algorithm>
#include <set>

namespace hop::matrix {

namespace {

bool contains(const std::vector<std::string>& list, const std::string& word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

std::string joined(const std::vector<std::string>& list) {
  std::string text;
  for (const auto& word : list) text += (text.empty() ? "" : " or ") + word;
  return text;
}

/// The red of a row may be promised for one version of POCO only, "1.11": a
/// newer one may have repaired the fault that the step before still has.
bool isRedPromised(const test::Row& row) {
  constexpr unsigned kMajor = POCO_VERSION >> 24U;
  constexpr unsigned kMinor = (POCO_VERSION >> 16U) & 0xffU;
  return row.poco == "all" ||
         row.poco == std::to_string(kMajor) + "." + std::to_string(kMinor);
}

/// Empty when the verdict keeps the rule.
std::string complaint(int step, const test::Row& row, const Verdict& verdict) {
  if (verdict.colour == "error") return "error: " + verdict.reason;
  if (step >= row.since) {
    if (verdict.colour == "green") return "";
    return "is red [" + verdict.reason + "] and must be green from step " +
           std::to_string(row.since) + " on";
  }
  if (!isRedPromised(row)) return "";
  if (verdict.colour == "green") {
    if (!row.guard.empty()) return "";
    return "is green too early: it proves nothing about step " +
           std::to_string(row.since);
  }
  if (step == row.since - 1 && row.guard.empty() &&
      !contains(row.reasons, verdict.reason)) {
    return "is red for another reason: [" + verdict.reason + "] instead of [" +
           joined(row.reasons) + "]";
  }
  return "";
}

}  // namespace

std::vector<std::string> judge(int step, const Verdicts& verdicts) {
  std::vector<std::string> complaints;
  for (const auto& [id, verdict] : verdicts) {
    const test::Row* row = test::findRow(id);
    const std::string text = row == nullptr ? "has no row in tests/rows.tsv"
                                            : complaint(step, *row, verdict);
    if (!text.empty()) complaints.push_back(id + " " + text);
  }
  return complaints;
}

std::vector<std::string> forgotten(const std::vector<CaseName>& cases,
                                   int newestStep) {
  std::vector<std::string> complaints;
  std::set<std::string> ids;
  for (const CaseName& name : cases) {
    const test::Row* row = test::findRow(name.id);
    if (!ids.insert(name.id).second) {
      complaints.push_back(name.id + " has two cases");
    }
    if (row == nullptr) complaints.push_back(name.id + " has no row");
    if (row != nullptr && !row->waiver.empty()) {
      complaints.push_back(name.id + " is waived and has a case");
    }
  }
  for (const test::Row& row : test::rows()) {
    const bool due = row.since <= newestStep && row.waiver.empty();
    if (due && ids.count(row.id) == 0) {
      complaints.push_back(row.id + " has no case: " + row.sentence);
    }
  }
  return complaints;
}

}  // namespace hop::matrix
