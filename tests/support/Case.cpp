// SPDX-License-Identifier: MIT
#include "tests/support/Case.h"

#include "tests/support/Repeat.h"
#include "tests/support/Rows.h"
#include "tools/cases/Cases.h"

#include <cstdlib>
#include <fstream>

namespace hop::test {

namespace {

/// One line per case in the file that HOP_REPORT names: id, verdict, reason.
void writeVerdict(const std::string& id, const std::string& verdict,
                  const std::string& reason) {
  const char* path = std::getenv("HOP_REPORT");
  if (path == nullptr) return;
  std::ofstream(path, std::ios::app)
      << id << "\t" << verdict << "\t" << reason << "\n";
}

std::string describe(const std::string& id) {
  const Row* row = findRow(id);
  if (row == nullptr) return "row " + id + " (not in tests/rows.tsv)";
  return "row " + id + ": " + row->sentence + " (" + row->rfc + ")";
}

std::string explanation(const std::string& id, const std::string& what,
                        Stage& stage) {
  const std::string command = stage.lanes().command();
  return what + "\n  " + describe(id) + "\n" + stage.lanes().report() +
         (command.empty() ? howToRepeat(stage.lanes().text(Lane::ClientSent))
                          : howToRepeatWith(command));
}

}  // namespace

void runCase(const std::string& rowId, void (*body)(Stage& stage)) {
  const std::string id = cases::rowIdOf(rowId);
  Stage stage;
  std::string verdict = "green";
  std::string reason;
  try {
    body(stage);
  } catch (const CaseFailed& failure) {
    verdict = "red";
    reason = failure.reason();
    ADD_FAILURE() << explanation(id, "[" + reason + "] " + failure.what(),
                                 stage);
  } catch (const std::exception& error) {
    verdict = "error";
    reason = error.what();
  }
  try {
    stage.finish();
  } catch (const std::exception& error) {
    verdict = "error";
    reason = error.what();
  }
  if (verdict == "error") {
    ADD_FAILURE() << explanation(id, "[error] " + reason, stage);
    std::replace(reason.begin(), reason.end(), '\n', ' ');
    std::replace(reason.begin(), reason.end(), '\t', ' ');
  }
  writeVerdict(id, verdict, reason);
}

}  // namespace hop::test
