// SPDX-License-Identifier: MIT
#pragma once

#include "tests/bench/Candidate.h"

#include <cstdint>
#include <string>
#include <vector>

namespace hop::bench {

/// What a proxied request asks of the system and of the library.
struct Toll {
  double calls = 0;        ///< of the system, per request; 0: not measured
  double allocations = 0;  ///< malloc() and its kin, per request; 0: none seen
};

/// Counts both, in runs of their own, because counting is slow: calls with
/// strace, allocations with libhop-bench-allocations.so.
/// @param upstreamPort of a Responder.
[[nodiscard]] Toll tollOf(const Candidate& candidate,
                          std::uint16_t upstreamPort);

/// What is missing here to count with, in words; empty if nothing is.
[[nodiscard]] std::vector<std::string> missingForToll();

}  // namespace hop::bench
