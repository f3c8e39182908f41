// SPDX-License-Identifier: MIT
#include "tools/hop/DemoPorts.h"

#include "common/cli/Listener.h"
#include "common/cli/UsageError.h"

namespace hop::tool {

bool isFree(Port port) {
  try {
    const auto socket = cli::bindListener({"127.0.0.1", port});
    return true;
  } catch (const cli::StartError&) {
    return false;
  }
}

std::optional<Port> firstTaken(const std::vector<Port>& ports) {
  for (const Port port : ports) {
    if (!isFree(port)) return port;
  }
  return std::nullopt;
}

}  // namespace hop::tool
