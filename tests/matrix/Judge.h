// SPDX-License-Identifier: MIT
#pragma once

#include "tests/matrix/Run.h"
#include "tests/support/Rows.h"

#include <string>
#include <vector>

namespace hop::matrix {

/// Compares the verdicts of one step with the rule: green from its step on,
/// red before, and red for the right reason.
/// - an error is never accepted;
/// - at its step and later a case is green;
/// - before, it is red, unless the row is a guard;
/// - at the step just before, the reason is one of the row's own.
/// @param step number of the step that was run; 0 is the canary before 01.
/// @return one sentence for each case that breaks the rule.
[[nodiscard]] std::vector<std::string> judge(int step,
                                             const Verdicts& verdicts);

/// Rows without a case, cases without a row, and rows with both a case and a
/// waiver; as sentences.
[[nodiscard]] std::vector<std::string> forgotten(
    const std::vector<CaseName>& cases, int newestStep);

}  // namespace hop::matrix
