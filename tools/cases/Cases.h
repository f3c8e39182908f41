// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace hop::cases {

/// A case of a program such as hop-cases; see the macro CASE of tests/support.
struct Name {
  std::string filter;  ///< "Step05.R05_01_FieldNamedByConnection..."
  std::string id;      ///< of the row that it judges, "05-01"
};

/// How a case ended on one proxy.
struct Verdict {
  std::string colour;  ///< "green", "red" or "error"
  std::string reason;  ///< reason code of a red, text of an error
  std::string text{};  ///< what the case has printed
};

/// One run of one case.
struct Run {
  std::string program;
  std::string filter;
  /// Command template of the proxy, see tests/support/Proxy.h.
  std::string proxy;
  std::chrono::seconds limit;  ///< then it hangs, and that is an error
  std::vector<std::pair<std::string, std::string>> environment{};  ///< added
};

/// The id in tests/rows.tsv of what is named "R05_01_Words" or "R05_01" (row
/// 05-01), "CL28_Words" (CL28), "E_01_Words" (E-01).
[[nodiscard]] std::string rowIdOf(const std::string& name);

/// All cases that a program has.
/// @throws std::runtime_error when it cannot say.
[[nodiscard]] std::vector<Name> list(const std::string& program);

/// Runs a case in a process of its own. When that crashes, hangs or reports
/// nothing, the verdict is "error": it is never missing and never a pass.
[[nodiscard]] Verdict run(const Run& run);

/// Calls work(0) to work(count - 1), several at a time, until it says false.
void inParallel(std::size_t workers, std::size_t count,
                const std::function<bool(std::size_t)>& work);

}  // namespace hop::cases
