// SPDX-License-Identifier: MIT
#pragma once

#include "tools/hop/DemoOrder.h"
#include "tools/hop/DemoProgram.h"

#include <string>
#include <vector>

namespace hop::tool {

/// What a reader can reach.
struct DemoUrls {
  std::string proxy;                  ///< "http://127.0.0.1:8080"
  std::string secureProxy;            ///< the same step with TLS; or empty
  std::string upstream;               ///< as the step was told: perhaps h2c://
  std::vector<Place> upstreamPlaces;  ///< as a reader asks it without the proxy
};

/// The manifest's lines to try, for the real ports and below the prefix;
/// --noproxy '*' where a proxy variable is set: curl would send even
/// 127.0.0.1 to a company's proxy.
[[nodiscard]] std::vector<std::string> tryLines(const manifest::Step& step,
                                                const DemoUrls& urls,
                                                const std::string& prefix);

/// A command line for the terminal: curl in it gets what it needs on this
/// machine.
[[nodiscard]] std::string forThisMachine(std::string line);

/// What stands on the screen while one step runs.
void printDemo(const DemoOrder& order, const DemoUrls& urls);

}  // namespace hop::tool
