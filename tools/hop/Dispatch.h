// SPDX-License-Identifier: MIT
#pragma once

#include "tools/hop/Command.h"

#include <string_view>
#include <vector>

namespace hop::tool {

/// A sub-command and how it is called.
struct Entry {
  std::string_view name;
  std::string_view usage;  ///< its arguments
  std::string_view help;
  Run run;
};

/// Runs the sub-command that the command line names; what goes wrong is one
/// sentence on stderr. HOP_ROOT and HOP_BIN are set by ./hop; without them it
/// works on the checkout that it was built from.
/// @return the exit code of the program.
int dispatch(const std::vector<Entry>& commands, int argc, char** argv);

}  // namespace hop::tool
