// SPDX-License-Identifier: MIT
/// @file
/// hop-bench-compare NAME=COMMAND...: ./hop bench. All proxies, the installed
/// peers beside them, under several loads: few and many connections, small and
/// large bodies, HTTP/1.1 and HTTP/2. The last one named is what the others are
/// compared with, and takes part twice: how far it is from itself is the noise
/// of this machine. Prints Markdown; with --docs
/// it writes the page and its plot. Fails for a response that is lost or wrong.

#include "tests/bench/Arguments.h"
#include "tests/bench/Contest.h"
#include "tests/bench/Figures.h"
#include "tests/bench/H2Load.h"
#include "tests/bench/Peers.h"
#include "tests/bench/Report.h"
#include "tests/bench/Responder.h"
#include "tests/bench/Toll.h"
#include "tools/process/FindProgram.h"

#include <algorithm>
#include <cmath>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

namespace {

using namespace hop::bench;

constexpr std::size_t kMiB = std::size_t{1} << 20;
constexpr const char* kAgain = " again";
constexpr std::size_t kCounted = 32;  ///< clients where calls are counted

struct Results {
  std::vector<Table> tables{};
  std::vector<std::string> missing{};
  std::string reference{};  ///< what all are compared with
  std::size_t bad = 0;
};

std::string titleOf(const Load& load) {
  return "HTTP/1.1, " + std::to_string(load.clients) +
         (load.clients == 1 ? " connection, " : " connections, ") +
         (load.body == kMiB ? "bodies of 1 MiB" : "responses of 73 octets");
}

bool isAgain(const std::string& name) {
  return name.ends_with(kAgain);
}

const Contestant& named(const std::vector<Contestant>& all,
                        const std::string& name) {
  const auto found = std::find_if(all.begin(), all.end(), [&](const auto& one) {
    return one.proxy->name() == name;
  });
  return found == all.end() ? all.front() : *found;
}

void add(Results& results, const std::string& title,
         const std::vector<Contestant>& all) {
  Table table{title, {}, 0};
  const Series& first = named(all, results.reference).series;
  for (const auto& one : all) {
    const Series& series = one.series;
    const double ratio = ratioTo(first, series);
    if (isAgain(one.proxy->name())) {
      table.noise = std::abs(ratio - 1);
      continue;
    }
    table.lines.push_back({one.proxy->name(), median(series.cpu),
                           median(series.system), ratio, median(series.rate),
                           median(series.p50), median(series.p99),
                           one.proxy->residentMiB()});
  }
  results.tables.push_back(table);
  results.bad += countBad(all);
}

/// The one of that name (or else the first) once more, for the noise.
Candidate again(const std::vector<Candidate>& all, const std::string& name) {
  const auto found = std::find_if(all.begin(), all.end(), [&](const auto& one) {
    return one.name == name;
  });
  Candidate copy = found == all.end() ? all.front() : *found;
  copy.name += kAgain;
  return copy;
}

Load small(std::size_t clients, std::size_t requests) {
  return {clients, requests, kTargetSize};
}

/// A body of 1 MiB is worth many small ones.
Load large(std::size_t clients, std::size_t requests) {
  constexpr std::size_t worth = 25;
  return {clients, std::max<std::size_t>(1, requests / worth), kMiB};
}

/// What each of them asks of the system, once: it does not depend on chance.
void addTolls(const std::vector<Candidate>& candidates, std::uint16_t upstream,
              Table& table) {
  for (Line& line : table.lines) {
    for (const auto& candidate : candidates) {
      if (candidate.name != line.proxy) continue;
      const Toll toll = tollOf(candidate, upstream);
      line.calls = toll.calls;
      line.allocations = toll.allocations;
    }
  }
}

void contestHttp1(const Arguments& arguments, Results& results) {
  auto candidates = arguments.candidates;
  candidates.push_back(again(candidates, results.reference));
  const auto requests = arguments.number("--requests");
  for (const Load& load :
       {small(1, requests), small(32, requests), small(256, requests),
        large(1, requests), large(32, requests)}) {
    std::cerr << titleOf(load) << "\n";
    const Responder upstream(Responder::Manner::AsAsked, load.body);
    add(results, titleOf(load),
        contest(candidates, upstream.port(), load,
                arguments.number("--rounds")));
    if (load.clients == kCounted && load.body == kTargetSize) {
      addTolls(arguments.candidates, upstream.port(), results.tables.back());
    }
  }
  for (auto& line : missingForToll()) results.missing.push_back(line);
}

/// Does it speak HTTP/2 on a port without TLS?
bool speaksHttp2(const Candidate& candidate, std::uint16_t upstream) {
  constexpr std::size_t few = 10;
  const RunningProxy proxy(candidate, upstream);
  H2Load load = h2Loads()[1];
  // Who does not understand the preface may wait for the rest of a request.
  load.options.emplace_back("--connection-inactivity-timeout=2s");
  return runH2Load(load, proxy.port(), few).failed == 0;
}

/// Those that speak HTTP/2, nghttpx, and the reference or, if it does not, the
/// first of them again.
std::vector<Candidate> http2Candidates(std::vector<Candidate> candidates,
                                       std::uint16_t upstream,
                                       Results& results) {
  if (auto peer = installedNghttpx(results.missing)) {
    candidates.push_back(std::move(*peer));
  }
  std::vector<Candidate> able;
  std::string others;
  for (const auto& candidate : candidates) {
    if (speaksHttp2(candidate, upstream)) {
      able.push_back(candidate);
    } else {
      others += (others.empty() ? "" : ", ") + candidate.name;
    }
  }
  if (!others.empty()) {
    results.missing.push_back(
        "no HTTP/2 on a port without TLS, as set up "
        "here: " +
        others);
  }
  if (!able.empty()) able.push_back(again(able, results.reference));
  return able;
}

void playRound(Contestant& one, const H2Load& load, std::size_t requests) {
  const CpuTime before = one.proxy->cpu();
  const H2Result result = runH2Load(load, one.proxy->port(), requests);
  const CpuTime after = one.proxy->cpu();
  const double perRequest = 1e6 / static_cast<double>(requests);
  one.series.cpu.push_back((after.total() - before.total()) * perRequest);
  one.series.system.push_back((after.system - before.system) * perRequest);
  one.series.rate.push_back(result.rate);
  one.series.lost += result.failed;
}

void contestHttp2(const Arguments& arguments, Results& results) {
  if (!hop::process::findProgram("h2load")) {
    results.missing.emplace_back("HTTP/2: h2load is not installed");
    return;
  }
  // It closes: nghttpx would keep its connections, and have less to do.
  const Responder upstream(Responder::Manner::Closes);
  std::vector<Contestant> all;
  for (const auto& candidate :
       http2Candidates(arguments.candidates, upstream.port(), results)) {
    all.push_back({std::make_unique<RunningProxy>(candidate, upstream.port())});
  }
  if (all.empty()) return;
  constexpr std::size_t least = 100;  // h2load wants one per connection
  const auto requests = std::max(least, arguments.number("--requests"));
  for (const H2Load& load : h2Loads()) {
    std::cerr << "h2load, " << load.name << "\n";
    for (auto& one : all) one.series = {};
    for (std::size_t i = 0; i < arguments.number("--rounds"); ++i) {
      for (auto& one : all) {
        playRound(one, load, requests);
      }
    }
    add(results, "h2load, " + load.name, all);
  }
}

int bench(const Arguments& given) {
  const TemporaryDirectory directory;
  Arguments arguments = given;
  Results results;
  results.reference = given.candidates.back().name;
  if (arguments.peers) {
    for (auto& peer : installedPeers(directory, results.missing)) {
      arguments.candidates.push_back(std::move(peer));
    }
  }
  for (auto& candidate : arguments.candidates) {
    if (candidate.name.starts_with("02-")) candidate.relaysBodies = false;
  }
  contestHttp1(arguments, results);
  contestHttp2(arguments, results);
  if (results.bad > 0) {
    std::cerr << results.bad << " responses were lost or wrong\n";
    return 1;
  }
  std::cout << markdown(results.tables, results.missing);
  const auto docs = arguments.texts.at("--docs");
  if (!docs.empty()) writeDocs(docs, results.tables, results.missing);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  Arguments defaults;
  defaults.numbers["--requests"] = {5'000};
  defaults.numbers["--rounds"] = {3};
  defaults.texts["--docs"] = "";
  return runBench(argc, argv, defaults, bench);
}
