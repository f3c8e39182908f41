// SPDX-License-Identifier: MIT
#pragma once

#include "tools/wire/Lane.h"
#include "tools/wire/RawClient.h"
#include "tools/wire/Scenario.h"

#include <cstdint>
#include <filesystem>
#include <string>

namespace hop::wire {

/// The step program that is looked at.
struct StepProgram {
  int number = 0;
  std::string slug;  ///< "05-hop-by-hop"
  std::filesystem::path program;

  /// No proxy at all: the client talks to the upstream itself.
  [[nodiscard]] static StepProgram none() { return {0, "00-no-proxy", {}}; }
};

/// One scenario through one step: what was seen at the four places.
struct Exchange {
  StepProgram step;
  Scenario scenario;
  Lanes lanes;
  Outcome outcome = Outcome::Running;
  std::string log{};  ///< what the step wrote to stderr
  std::uint16_t proxyPort = 0;
  std::uint16_t upstreamPort = 0;  ///< the one that the proxy connects to
};

/// What an exchange finds when it begins.
struct Surroundings {
  /// Port of a running demo upstream; 0 when the scenario does not need one.
  std::uint16_t demoUpstream = 0;
  Cancelled cancelled{};
};

/// Starts the step, sends the scenario's request through it and a tap to its
/// upstream, and stops the step again. Takes a few seconds at the longest.
/// @param recorder a new one; what it has seen so far may be looked at from
///   another thread meanwhile.
/// @throws ProgramFailed, Interrupted, Poco::Exception.
[[nodiscard]] Exchange runExchange(const StepProgram& step,
                                   const Scenario& scenario,
                                   const Surroundings& surroundings,
                                   Recorder& recorder);

}  // namespace hop::wire
