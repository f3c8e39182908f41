// SPDX-License-Identifier: MIT
#pragma once

#include "tests/bench/Candidate.h"
#include "tests/bench/Swarm.h"

#include <cstddef>
#include <memory>
#include <vector>

namespace hop::bench {

/// What is asked of every proxy.
struct Load {
  std::size_t clients = 32;       ///< keep-alive connections
  std::size_t requests = 20'000;  ///< in each round, all clients together
  std::size_t body = 9;           ///< octets of the body of a response
};

/// One value for each round.
struct Series {
  std::vector<double> cpu{};     ///< us of processor time per request
  std::vector<double> system{};  ///< us of that in the kernel
  std::vector<double> rate{};    ///< requests per second
  std::vector<double> p50{};     ///< ms
  std::vector<double> p99{};     ///< ms
  std::size_t lost = 0;
  std::size_t wrong = 0;
};

/// A proxy that runs, and what was measured.
struct Contestant {
  std::unique_ptr<RunningProxy> proxy;
  bool relaysBodies = true;
  Series series{};
};

/// In every round each proxy gets the same number of requests, one proxy after
/// the other, so that what else the machine does hits all of them.
/// @throws std::runtime_error when one does not start.
[[nodiscard]] std::vector<Contestant> contest(
    const std::vector<Candidate>& candidates, std::uint16_t upstreamPort,
    const Load& load, std::size_t rounds);

/// The median of the ratios of each round, of processor time.
[[nodiscard]] double ratioTo(const Series& first, const Series& other);

/// Responses that were lost or wrong.
[[nodiscard]] std::size_t countBad(const std::vector<Contestant>& contestants);

}  // namespace hop::bench
