// SPDX-License-Identifier: MIT
#pragma once

#include "tools/hop/DemoOrder.h"
#include "tools/hop/DemoServers.h"
#include "tools/hop/Signals.h"

#include <string>

namespace hop::tool {

/// One step and its upstream, until Ctrl-C. A taken port moves both, unless
/// it was asked for by name. @return exit code.
int runDemoOne(const Context& context, const DemoOrder& order,
               const Signals& signals);

/// One request through one step. @return 0 when the response is right.
int runDemoSmoke(const Context& context, const DemoOrder& order);

/// Every step beside each other, until Ctrl-C. A taken port moves the whole
/// block by 100. @return exit code.
int runDemoAll(const Context& context, const DemoOrder& order,
               const Signals& signals);

/// A block that runs.
struct DemoBlock {
  int base = 0;      ///< where its upstream listens; step N listens N higher
  std::string text;  ///< what the reader is told about it
};

/// Starts that block, at @p base or above it.
/// @throws cli::StartError, wire::ProgramFailed, wire::Interrupted.
DemoBlock startDemoBlock(DemoServers& servers,
                         const manifest::Manifest& manifest, int base);

}  // namespace hop::tool
