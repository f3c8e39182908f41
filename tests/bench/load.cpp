// SPDX-License-Identifier: MIT
/// @file
/// hop-bench-load NAME=COMMAND...: what a proxied request costs. Every round
/// gives each proxy the same number of requests, one proxy after the other,
/// so that what else the machine does hits all of them; ratios are against
/// the first one. Fails only for a response that is lost or wrong.

#include "tests/bench/Arguments.h"
#include "tests/bench/Figures.h"
#include "tests/bench/Peers.h"
#include "tests/bench/Responder.h"
#include "tests/bench/Swarm.h"

#include <iomanip>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

namespace {

using namespace hop::bench;

constexpr double kMicro = 1e6;

/// One value for each round.
struct Series {
  std::vector<double> cpu{};     ///< µs of processor time per request
  std::vector<double> system{};  ///< µs of that in the kernel
  std::vector<double> rate{};    ///< requests per second
  std::vector<double> p50{};     ///< ms
  std::vector<double> p99{};     ///< ms
  std::size_t lost = 0;
  std::size_t wrong = 0;
};

struct Contestant {
  std::unique_ptr<RunningProxy> proxy;
  Series series{};
};

/// Connecting and the first requests of each client are not counted.
void playRound(Contestant& contestant, std::size_t clients,
               std::size_t requests) {
  const RunningProxy& proxy = *contestant.proxy;
  Series& series = contestant.series;
  Swarm swarm(proxy.port(), clients);
  const Outcome warmUp = swarm.run(4 * clients);
  const CpuTime before = proxy.cpu();
  const Outcome outcome = swarm.run(requests);
  const CpuTime after = proxy.cpu();
  const auto count = static_cast<double>(requests);
  series.cpu.push_back((after.total() - before.total()) / count * kMicro);
  series.system.push_back((after.system - before.system) / count * kMicro);
  series.rate.push_back(static_cast<double>(outcome.done) / outcome.seconds);
  series.p50.push_back(percentile(outcome.milliseconds, 0.5));
  series.p99.push_back(percentile(outcome.milliseconds, 0.99));
  series.lost += outcome.lost + warmUp.lost;
  series.wrong += outcome.wrong + warmUp.wrong;
}

/// The median of the ratios of each round.
double ratioTo(const Series& first, const Series& other) {
  std::vector<double> ratios;
  for (std::size_t i = 0; i < first.cpu.size(); ++i) {
    ratios.push_back(first.cpu[i] > 0 ? other.cpu[i] / first.cpu[i] : 0);
  }
  return median(ratios);
}

void print(const Contestant& contestant, const Series& first) {
  const Series& series = contestant.series;
  std::cout << std::left << std::setw(12) << contestant.proxy->name()
            << std::right;
  for (const double figure :
       {median(series.cpu), median(series.system), ratioTo(first, series),
        median(series.rate), median(series.p50), median(series.p99),
        contestant.proxy->residentMiB()}) {
    std::cout << std::setw(10) << figure;
  }
  std::cout << std::setw(8) << contestant.proxy->threads() << std::setw(6)
            << series.lost << std::setw(7) << series.wrong << "   [";
  for (const double figure : series.cpu) std::cout << " " << figure;
  std::cout << " ]\n";
}

void printAll(const std::vector<Contestant>& contestants, std::size_t clients) {
  std::cout << "\n"
            << clients << " keep-alive clients; medians of the rounds\n"
            << "proxy         CPU us/r    system     ratio   requests/s "
               "p50 ms    p99 ms  resident threads  lost  wrong   "
               "[CPU us/r of each round]\n";
  for (const auto& contestant : contestants) {
    print(contestant, contestants.front().series);
  }
  std::cout << std::flush;
}

/// @return responses lost or wrong.
std::size_t contest(const Arguments& arguments, std::size_t clients,
                    std::uint16_t upstreamPort) {
  std::vector<Contestant> contestants;
  for (const auto& candidate : arguments.candidates) {
    contestants.push_back(
        {std::make_unique<RunningProxy>(candidate, upstreamPort)});
  }
  for (std::size_t i = 0; i < arguments.number("--rounds"); ++i) {
    for (auto& contestant : contestants) {
      playRound(contestant, clients, arguments.number("--requests"));
    }
  }
  printAll(contestants, clients);
  std::size_t bad = 0;
  for (const auto& contestant : contestants) {
    bad += contestant.series.lost + contestant.series.wrong;
  }
  return bad;
}

int bench(const Arguments& given) {
  const TemporaryDirectory directory;
  Arguments arguments = given;
  if (arguments.peers) {
    for (auto& peer : installedPeers(directory)) {
      arguments.candidates.push_back(std::move(peer));
    }
  }
  const Responder upstream;
  std::size_t bad = 0;
  for (const auto clients : arguments.numbers.at("--clients")) {
    bad += contest(arguments, clients, upstream.port());
  }
  if (bad > 0) std::cout << bad << " responses lost or wrong\n";
  return bad == 0 ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  Arguments defaults;
  defaults.numbers["--clients"] = {32, 256};
  defaults.numbers["--requests"] = {20'000};
  defaults.numbers["--rounds"] = {3};
  return runBench(argc, argv, defaults, bench);
}
