// SPDX-License-Identifier: MIT
#include "tests/bench/Toll.h"

#include "tests/bench/Peers.h"
#include "tests/bench/Responder.h"
#include "tests/bench/Swarm.h"
#include "tools/process/FindProgram.h"

#include <csignal>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace hop::bench {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kClients = 32;
constexpr std::size_t kRequests = 3'000;

void ask(const RunningProxy& proxy, std::size_t requests) {
  Swarm swarm(proxy.port(), kClients, kTargetSize);
  (void)swarm.run(requests);
}

/// The same candidate, its command changed.
template <class Change>
Candidate changed(const Candidate& candidate, Change change) {
  Candidate other = candidate;
  other.command = [command = candidate.command, change](const Ports& ports) {
    auto made = command(ports);
    change(made);
    return made;
  };
  return other;
}

/// The line "100.00 0.123456 1 4711 0 total" of strace -c.
double totalCalls(const fs::path& file) {
  std::ifstream lines(file);
  for (std::string line; std::getline(lines, line);) {
    if (!line.ends_with("total")) continue;
    std::istringstream words(line);
    double percent = 0;
    double seconds = 0;
    double average = 0;
    double calls = 0;
    if (words >> percent >> seconds >> average >> calls) return calls;
  }
  throw std::runtime_error("strace has counted nothing");
}

/// All calls from beginning to end, for that many requests.
double callsFor(const Candidate& candidate, const std::string& strace,
                std::uint16_t upstreamPort, std::size_t requests) {
  const TemporaryDirectory directory;
  const auto file = directory.path() / "calls";
  const auto traced = changed(candidate, [&](process::Command& command) {
    command.argv.insert(command.argv.begin(),
                        {strace, "-I", "2", "-f", "-c", "-o", file.string()});
  });
  RunningProxy proxy(traced, upstreamPort);
  ask(proxy, requests);
  proxy.end();
  return totalCalls(file);
}

std::uint64_t countIn(const fs::path& file) {
  std::uint64_t count = 0;
  std::ifstream(file, std::ios::binary)
      .read(reinterpret_cast<char*>(&count), sizeof count);
  return count;
}

double allocationsPer(const Candidate& candidate, std::uint16_t upstreamPort) {
  const TemporaryDirectory directory;
  const auto file = directory.path() / "allocations";
  std::ofstream(file, std::ios::binary)
      << std::string(sizeof(std::uint64_t), 0);
  const RunningProxy proxy(changed(candidate,
                                   [&](process::Command& command) {
                                     command.environment.emplace_back(
                                         "LD_PRELOAD", HOP_BENCH_ALLOCATIONS);
                                     command.environment.emplace_back(
                                         "HOP_ALLOCATIONS", file.string());
                                   }),
                           upstreamPort);
  ask(proxy, kRequests);  // buffers, threads, connections: once for all
  const auto before = countIn(file);
  ask(proxy, kRequests);
  return static_cast<double>(countIn(file) - before) / kRequests;
}

}  // namespace

Toll tollOf(const Candidate& candidate, std::uint16_t upstreamPort) {
  Toll toll;
  if (const auto strace = process::findProgram("strace")) {
    // What start and end cost is in both, and so is connecting.
    const double few = callsFor(candidate, *strace, upstreamPort, kRequests);
    const double more =
        callsFor(candidate, *strace, upstreamPort, 2 * kRequests);
    toll.calls = (more - few) / kRequests;
  }
  toll.allocations = allocationsPer(candidate, upstreamPort);
  return toll;
}

std::vector<std::string> missingForToll() {
  if (process::findProgram("strace")) return {};
  return {"system calls: strace is not installed"};
}

}  // namespace hop::bench
