// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>
#include <vector>

namespace hop::matrix {

/// A case of the program hop-cases.
struct CaseName {
  std::string filter;  ///< "Step05.R05_01_FieldNamedByConnection..."
  std::string id;      ///< row id, "05-01"
};

/// How a case ended on one proxy.
struct Verdict {
  std::string colour;  ///< "green", "red" or "error"
  std::string reason;  ///< reason code of a red, text of an error
};

/// Row id to verdict.
using Verdicts = std::map<std::string, Verdict>;

/// All cases that hop-cases has.
/// @param program path of hop-cases.
[[nodiscard]] std::vector<CaseName> listCases(const std::string& program);

/// What to run, on what.
struct Job {
  std::string program;  ///< path of hop-cases
  std::string proxy;    ///< command template, see tests/support/Proxy.h
  std::vector<CaseName> cases;
  unsigned workers = 8;  ///< cases at the same time; most of them wait
  /// Where an instrumented proxy writes what it found: "folder/report". Empty:
  /// to its stderr, where the case looks for it.
  std::string sanitizerLog{};
};

/// Runs each case in a process of its own, several at a time. A case whose
/// process crashes, hangs or reports nothing has the verdict "error": it is
/// never missing and never a pass.
[[nodiscard]] Verdicts run(const Job& job);

}  // namespace hop::matrix
