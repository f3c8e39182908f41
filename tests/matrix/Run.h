// SPDX-License-Identifier: MIT
#pragma once

#include "tools/cases/Cases.h"

#include <map>
#include <string>
#include <vector>

namespace hop::matrix {

using CaseName = cases::Name;
using Verdict = cases::Verdict;

/// Row id to verdict.
using Verdicts = std::map<std::string, Verdict>;

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

/// Runs the cases, several at a time.
[[nodiscard]] Verdicts run(const Job& job);

/// Runs again what is not green, and that verdict counts.
/// @param only no more than what is red for this reason; empty: all of it.
void runAgain(Job job, Verdicts& verdicts, const std::string& only = "");

}  // namespace hop::matrix
