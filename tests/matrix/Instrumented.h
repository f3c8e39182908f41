// SPDX-License-Identifier: MIT
#pragma once

#include "tests/matrix/Run.h"

#include <string>
#include <vector>

namespace hop::matrix {

/// How the cases ended on a step that is built with sanitizers.
struct Instrumented {
  Verdicts verdicts;
  std::vector<std::string> reports;  ///< what the sanitizers had to say
};

/// Runs the job, few cases at a time: deadlines are meant for programs that are
/// not slowed down. A case that is not green has a second chance, alone; a
/// sanitizer has none: each of its reports is kept, whoever caused it.
/// @param folder for the reports; it is emptied first.
[[nodiscard]] Instrumented runInstrumented(Job job, const std::string& folder);

}  // namespace hop::matrix
