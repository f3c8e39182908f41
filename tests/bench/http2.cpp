// SPDX-License-Identifier: MIT
/// @file
/// hop-bench-http2 NAME=COMMAND...: processor time of a proxied request when
/// the client speaks HTTP/2 (h2load), against the same proxy over HTTP/1.1, and
/// beside nghttpx. Everything is done with an upstream of HTTP/1.1 and with one
/// of h2c. In each round all of them take turns. Fails for a request that
/// fails.

#include "tests/bench/Arguments.h"
#include "tests/bench/Figures.h"
#include "tests/bench/H2Responder.h"
#include "tests/bench/Peers.h"
#include "tests/bench/Responder.h"
#include "tools/process/FindProgram.h"

#include <algorithm>
#include <chrono>
#include <iomanip>
#include <iostream>
#include <memory>
#include <regex>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

using namespace hop::bench;

constexpr double kMicro = 1e6;
constexpr std::size_t kWarmUp = 200;  // requests
constexpr auto kPatience = std::chrono::minutes(2);

/// How h2load asks. The first one is what the others are compared with.
struct Load {
  std::string name;
  std::vector<std::string> options;
};

const std::vector<Load>& loads() {
  static const std::vector<Load> all{
      {"HTTP/1.1, 100 x 1", {"--h1", "-c", "100"}},
      {"HTTP/2, 1 x 100", {"-c", "1", "-m", "100"}},
      {"HTTP/2, 10 x 10", {"-c", "10", "-m", "10"}}};
  return all;
}

/// The number in front of a word of h2load's report; 0 when it says nothing.
double numberBefore(const std::string& report, const std::string& word) {
  std::smatch found;
  const std::regex pattern("([0-9.]+) " + word);
  return std::regex_search(report, found, pattern) ? std::stod(found[1]) : 0;
}

struct Result {
  std::size_t failed = 0;
  double rate = 0;
};

Result runLoad(const Load& load, std::uint16_t port, std::size_t requests) {
  hop::process::Command command{{"h2load", "-n", std::to_string(requests)}};
  command.argv.insert(command.argv.end(), load.options.begin(),
                      load.options.end());
  command.argv.push_back("http://127.0.0.1:" + std::to_string(port) +
                         "/00000000");
  hop::process::ChildProcess child(command);
  if (!child.wait(kPatience)) throw std::runtime_error("h2load does not end");
  const std::string report = child.standardOutput();
  const auto good = static_cast<std::size_t>(numberBefore(report, "2xx"));
  return {requests - std::min(requests, good), numberBefore(report, "req/s")};
}

/// A proxy with one kind of upstream, and one value for each load and round.
struct Contestant {
  std::unique_ptr<RunningProxy> proxy;
  std::string upstream;
  std::vector<std::vector<double>> cpu;  ///< µs per request
  std::vector<std::vector<double>> rate;
  std::vector<std::size_t> failed;
};

void playRound(Contestant& one, std::size_t requests) {
  for (std::size_t i = 0; i < loads().size(); ++i) {
    (void)runLoad(loads()[i], one.proxy->port(), kWarmUp);
    const double before = one.proxy->cpu().total();
    const Result result = runLoad(loads()[i], one.proxy->port(), requests);
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
    for (std::size_t i = 0; i < loads().size(); ++i) {
      std::cout << std::left << std::setw(12) << one.proxy->name()
                << std::setw(10) << one.upstream << std::setw(18)
                << loads()[i].name << std::right << std::setw(10)
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
  if (!hop::process::findProgram("h2load")) {
    throw std::runtime_error("h2load is missing (Debian: nghttp2-client)");
  }
  std::vector<Candidate> candidates = given.candidates;
  if (given.peers) {
    if (auto peer = installedNghttpx()) candidates.push_back(std::move(*peer));
  }
  const Responder http1(Responder::Manner::Closes);
  const H2Responder h2c;
  std::vector<Contestant> all;
  for (const auto& candidate : candidates) {
    for (const std::string scheme : {"http", "h2c"}) {
      const auto port = scheme == "http" ? http1.port() : h2c.port();
      const std::vector<std::vector<double>> none(loads().size());
      all.push_back({std::make_unique<RunningProxy>(candidate, port, scheme),
                     scheme, none, none,
                     std::vector<std::size_t>(loads().size())});
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
