// SPDX-License-Identifier: MIT
/// @file
/// hop-bench-load NAME=COMMAND...: what a proxied request costs. Every round
/// gives each proxy the same number of requests, one proxy after the other,
/// so that what else the machine does hits all of them; ratios are against
/// the first one. Fails only for a response that is lost or wrong.

#include "tests/bench/Arguments.h"
#include "tests/bench/Contest.h"
#include "tests/bench/Figures.h"
#include "tests/bench/Peers.h"
#include "tests/bench/Responder.h"

#include <iomanip>
#include <iostream>
#include <string>
#include <vector>

namespace {

using namespace hop::bench;

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

int bench(const Arguments& given) {
  const TemporaryDirectory directory;
  Arguments arguments = given;
  if (arguments.peers) {
    std::vector<std::string> missing;
    for (auto& peer : installedPeers(directory, missing)) {
      arguments.candidates.push_back(std::move(peer));
    }
    for (const auto& line : missing) std::cout << line << "\n";
  }
  const Responder upstream;
  std::size_t bad = 0;
  for (const auto clients : arguments.numbers.at("--clients")) {
    const Load load{clients, arguments.number("--requests")};
    const auto contestants = contest(arguments.candidates, upstream.port(),
                                     load, arguments.number("--rounds"));
    printAll(contestants, clients);
    bad += countBad(contestants);
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
