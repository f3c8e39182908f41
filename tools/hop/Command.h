// SPDX-License-Identifier: MIT
#pragma once

#include "tools/manifest/Manifest.h"

#include <filesystem>
#include <string>
#include <vector>

namespace hop::tool {

/// Where the tool works: the checkout and the built programs.
struct Context {
  std::filesystem::path root;  ///< the checkout (HOP_ROOT)
  std::filesystem::path bin;   ///< built programs (HOP_BIN)
  manifest::Manifest manifest;
};

/// The words after the sub-command.
using Arguments = std::vector<std::string>;

/// A sub-command returns the exit code of the tool: 0 good, 1 it failed, 2 the
/// command line was not understood. It may throw std::exception (printed,
/// exit 1) and hop::cli::UsageError (printed with its usage, exit 2).
using Run = int (*)(const Context& context, const Arguments& arguments);

int runDemo(const Context& context, const Arguments& arguments);
int runWire(const Context& context, const Arguments& arguments);
int runLab(const Context& context, const Arguments& arguments);
int runDiff(const Context& context, const Arguments& arguments);
int runPresent(const Context& context, const Arguments& arguments);
int runRecord(const Context& context, const Arguments& arguments);
int runCarry(const Context& context, const Arguments& arguments);

int runStart(const Context& context, const Arguments& arguments);
int runCheck(const Context& context, const Arguments& arguments);
int runWatch(const Context& context, const Arguments& arguments);
int runTry(const Context& context, const Arguments& arguments);
int runHint(const Context& context, const Arguments& arguments);
int runSolution(const Context& context, const Arguments& arguments);
int runReset(const Context& context, const Arguments& arguments);
int runStatus(const Context& context, const Arguments& arguments);

}  // namespace hop::tool
