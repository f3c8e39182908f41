// SPDX-License-Identifier: MIT
#pragma once

#include "tests/matrix/Run.h"

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace hop::matrix {

/// Step number to its verdicts; 0 is the canary before 01.
using Results = std::map<int, Verdicts>;

/// One line or column of the matrix: number and name.
using Steps = std::vector<std::pair<int, std::string>>;

/// docs/matrix.md: steps x suites with the number of green cases, once for
/// all rows and once for the core rows, as Markdown.
[[nodiscard]] std::string matrixPage(const Results& results,
                                     const Steps& steps);

/// The table alone, for a terminal.
[[nodiscard]] std::string matrixText(const Results& results,
                                     const Steps& steps);

/// One line per case: id, colour, reason.
void saveVerdicts(const std::string& path, const Verdicts& verdicts);
/// @throws std::runtime_error when the file is missing.
[[nodiscard]] Verdicts loadVerdicts(const std::string& path);

}  // namespace hop::matrix
