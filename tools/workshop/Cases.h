// SPDX-License-Identifier: MIT
#pragma once

#include "tools/workshop/Shop.h"

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace hop::workshop {

/// A case that judges a row of tests/rows.tsv.
struct Case {
  std::string id;        ///< row, "05-01"
  std::string sentence;  ///< what holds
  int step = 0;          ///< since which step
  std::filesystem::path program;
  std::string filter;  ///< "Step05.R05_01_FieldNamedByConnection"
};

/// How a case ended.
struct Verdict {
  Case about;
  std::string colour;  ///< "green", "red", "error" (a crash) or "not-run"
  std::string reason;  ///< the reason code of a red, the text of an error
  std::string text;    ///< what the case has printed

  [[nodiscard]] bool green() const { return colour == "green"; }
  [[nodiscard]] bool failed() const { return !green() && colour != "not-run"; }
};

enum class Rows {
  Core,  ///< at most six per step
  All    ///< but not the slow ones
};

/// The cases of steps 1 to @p step, in the order of steps and rows.
/// @throws NotReady when their programs are not built.
[[nodiscard]] std::vector<Case> casesUpTo(const Shop& shop, int step,
                                          Rows rows);

/// What to run.
struct Job {
  std::vector<Case> cases;
  std::filesystem::path proxy;   ///< the learner's program
  std::size_t mostFailures = 0;  ///< after so many no more are begun; 0: all
};

/// Told after each case, by one thread at a time. False: begin no more.
using Heard = std::function<bool(const Verdict&)>;

/// Runs every case in a process of its own, several at a time.
/// @return one verdict per case, in the order of the job.
[[nodiscard]] std::vector<Verdict> run(const Job& job, const Heard& heard);

}  // namespace hop::workshop
