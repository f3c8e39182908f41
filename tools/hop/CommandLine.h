// SPDX-License-Identifier: MIT
#pragma once

#include "tools/hop/Command.h"

#include <map>
#include <string>
#include <vector>

namespace hop::tool {

/// One option of a sub-command.
struct OptionSpec {
  std::string name;      ///< without "--"
  std::string argument;  ///< empty: it takes none
};

/// What to do with an option that the sub-command does not have.
enum class Unknown {
  Refuse,
  PassOn  ///< it, and the words after it, are for somebody else
};

/// The words of a sub-command, sorted.
struct CommandLine {
  std::vector<std::string> words;              ///< not options
  std::map<std::string, std::string> options;  ///< name to value
  Arguments passedOn;  ///< unknown options, and whatever follows "--"

  [[nodiscard]] bool has(const std::string& name) const {
    return options.contains(name);
  }
};

/// Sorts the arguments. @throws cli::UsageError with one sentence.
[[nodiscard]] CommandLine parseCommandLine(const Arguments& arguments,
                                           const std::vector<OptionSpec>& specs,
                                           Unknown unknown);

}  // namespace hop::tool
