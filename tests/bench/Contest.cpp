// SPDX-License-Identifier: MIT
#include "tests/bench/Contest.h"

#include "tests/bench/Figures.h"
#include "tests/bench/Responder.h"

namespace hop::bench {

namespace {

constexpr double kMicro = 1e6;

/// Connecting and the first requests of each client are not counted.
void playRound(Contestant& contestant, const Load& load) {
  const RunningProxy& proxy = *contestant.proxy;
  Series& series = contestant.series;
  Swarm swarm(proxy.port(), load.clients,
              contestant.relaysBodies ? load.body : 0);
  const std::size_t each = load.body > kTargetSize ? 1 : 4;
  const Outcome warmUp = swarm.run(each * load.clients);
  const CpuTime before = proxy.cpu();
  const Outcome outcome = swarm.run(load.requests);
  const CpuTime after = proxy.cpu();
  const auto count = static_cast<double>(load.requests);
  series.cpu.push_back((after.total() - before.total()) / count * kMicro);
  series.system.push_back((after.system - before.system) / count * kMicro);
  series.rate.push_back(static_cast<double>(outcome.done) / outcome.seconds);
  series.p50.push_back(percentile(outcome.milliseconds, 0.5));
  series.p99.push_back(percentile(outcome.milliseconds, 0.99));
  series.lost += outcome.lost + warmUp.lost;
  series.wrong += outcome.wrong + warmUp.wrong;
}

}  // namespace

std::vector<Contestant> contest(const std::vector<Candidate>& candidates,
                                std::uint16_t upstreamPort, const Load& load,
                                std::size_t rounds) {
  std::vector<Contestant> contestants;
  contestants.reserve(candidates.size());
  for (const auto& candidate : candidates) {
    contestants.push_back(
        {std::make_unique<RunningProxy>(candidate, upstreamPort),
         candidate.relaysBodies});
  }
  for (std::size_t i = 0; i < rounds; ++i) {
    for (auto& contestant : contestants) playRound(contestant, load);
  }
  return contestants;
}

double ratioTo(const Series& first, const Series& other) {
  std::vector<double> ratios;
  for (std::size_t i = 0; i < first.cpu.size(); ++i) {
    ratios.push_back(first.cpu[i] > 0 ? other.cpu[i] / first.cpu[i] : 0);
  }
  return median(ratios);
}

std::size_t countBad(const std::vector<Contestant>& contestants) {
  std::size_t bad = 0;
  for (const auto& contestant : contestants) {
    bad += contestant.series.lost + contestant.series.wrong;
  }
  return bad;
}

}  // namespace hop::bench
