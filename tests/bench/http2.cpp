// SPDX-License-Identifier: MIT
/// @file
/// hop-bench-http2 NAME=COMMAND...: processor time of a proxied request when
/// the client speaks HTTP/2 (h2load), against the same proxy over HTTP/1.1, and
/// beside nghttpx. Everything is done with an upstream of HTTP/1.1 and with one
/// of h2c. In each round all of them take turns. Fails for a request that
/// fails.

#include "tests/bench/Arguments.h"
#include "tests/bench/Figures.h"
#include "tests/bench/H2Load.h"
#include "tests/bench/H2Responder.h"
#include "tests/bench/Peers.h"
#include "tests/bench/Responder.h"

#include <iomanip>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

namespace {

using namespace hop::bench;

constexpr double kMicro = 1e6;
constexpr std::size_t kWarmUp = 200;  // requests

/// A proxy with one kind of upstream, and one value for each load and round.
struct Contestant {
  std::unique_ptr<RunningProxy> proxy;
  std::string upstream;
  std::vector<std::vector<double>> cpu;  ///< µs per request
  std::vector<std::vector<double>> rate;
  std::vector<std::size_t> failed;
};

void playRound(Contestant& one, std::size_t requests) {
  for (std::size_t i = 0; i < h2Loads().size(); ++i) {
    (void)runH2Load(h2Loads()[i], one.proxy->port(), kWarmUp);
    const double before = one.proxy->cpu().total();
    const H2Result result =
        runH2Load(h2Loads()[i], one.proxy->port(), requests);
    const double used = one.proxy->cpu().total() - before;
    one.cpu[i].push_back(used / static_cast<double>(requests) * kMicro);
    one.rate[i].push_back(result.rate);
    one.failed[i] += result.failed;
  }
}

/// The median of the ratios of each round.
double ratio(const std::vector<double>& one, const std::vector<double>& other) {
  std::vector<double> ratios;
  for (std::size_t i = 0; i < one.size(); ++i) {
    ratios.push_back(other[i] > 0 ? one[i] / other[i] : 0);
  }
  return median(ratios);
}

const Contestant* nghttpxBeside(const std::vector<Contestant>& all,
                                const Contestant& one) {
  for (const auto& other : all) {
    if (other.proxy->name() == "nghttpx" && other.upstream == one.upstream) {
      return &other;
    }
  }
  return nullptr;
}

void print(const std::vector<Contestant>& all) {
  std::cout << "\nmedians of the rounds; x HTTP/1.1: to the same proxy's first "
               "line; x nghttpx: to its same line\n"
            << "proxy       upstream  load                CPU us/r  x HTTP/1.1"
               "   x nghttpx  requests/s  failed\n";
  for (const auto& one : all) {
    const Contestant* peer = nghttpxBeside(all, one);
    for (std::size_t i = 0; i < h2Loads().size(); ++i) {
      std::cout << std::left << std::setw(12) << one.proxy->name()
                << std::setw(10) << one.upstream << std::setw(18)
                << h2Loads()[i].name << std::right << std::setw(10)
                << median(one.cpu[i]) << std::setw(12)
                << ratio(one.cpu[i], one.cpu[0]) << std::setw(12);
      if (peer == nullptr) {
        std::cout << "-";
      } else {
        std::cout << ratio(one.cpu[i], peer->cpu[i]);
      }
      std::cout << std::setw(12) << median(one.rate[i]) << std::setw(8)
                << one.failed[i] << "\n";
    }
  }
}

int bench(const Arguments& given) {
  std::vector<Candidate> candidates = given.candidates;
  if (given.peers) {
    std::vector<std::string> missing;
    if (auto peer = installedNghttpx(missing)) {
      candidates.push_back(std::move(*peer));
    }
    for (const auto& line : missing) std::cout << line << "\n";
  }
  const Responder http1(Responder::Manner::Closes);
  const H2Responder h2c;
  std::vector<Contestant> all;
  for (const auto& candidate : candidates) {
    for (const std::string scheme : {"http", "h2c"}) {
      const auto port = scheme == "http" ? http1.port() : h2c.port();
      const std::vector<std::vector<double>> none(h2Loads().size());
      all.push_back({std::make_unique<RunningProxy>(candidate, port, scheme),
                     scheme, none, none,
                     std::vector<std::size_t>(h2Loads().size())});
    }
  }
  for (std::size_t i = 0; i < given.number("--rounds"); ++i) {
    for (auto& one : all) playRound(one, given.number("--requests"));
  }
  print(all);
  std::size_t failed = 0;
  for (const auto& one : all) {
    for (const auto count : one.failed) failed += count;
  }
  if (failed > 0) std::cout << failed << " requests failed\n";
  return failed == 0 ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  Arguments defaults;
  defaults.numbers["--requests"] = {20'000};
  defaults.numbers["--rounds"] = {5};
  return runBench(argc, argv, defaults, bench);
}
