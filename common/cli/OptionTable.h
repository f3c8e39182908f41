// SPDX-License-Identifier: MIT
#pragma once

#include "common/cli/Options.h"

#include <span>
#include <string>
#include <string_view>

namespace hop::cli {

/// One option of the step programs, and the step that brings it.
struct OptionRow {
  std::string_view name;      ///< without "--"
  std::string_view argument;  ///< its name in the usage; empty: takes none
  int since;                  ///< number of the step that introduces it
  std::string_view help;
  bool repeatable;
  /// Stores the value; null for an option of a step that is not written yet.
  void (*store)(Options& options, const std::string& value);
  /// The names that it knows in this step, for an option that has names.
  std::string (*names)(int step) = nullptr;
};

/// Every option of every step, in the order of the usage text. It is the one
/// place where an option and the step that brings it are written down.
[[nodiscard]] std::span<const OptionRow> optionTable();

}  // namespace hop::cli
