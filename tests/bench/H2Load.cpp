// SPDX-License-Identifier: MIT
#include "tests/bench/H2Load.h"

#include "tools/process/ChildProcess.h"
#include "tools/process/FindProgram.h"

#include <algorithm>
#include <chrono>
#include <regex>
#include <stdexcept>

namespace hop::bench {

namespace {

constexpr auto kPatience = std::chrono::minutes(2);

/// The number in front of a word of h2load's report; 0 when it says nothing.
double numberBefore(const std::string& report, const std::string& word) {
  std::smatch found;
  const std::regex pattern("([0-9.]+) " + word);
  return std::regex_search(report, found, pattern) ? std::stod(found[1]) : 0;
}

}  // namespace

const std::vector<H2Load>& h2Loads() {
  static const std::vector<H2Load> all{
      {"HTTP/1.1, 100 x 1", {"--h1", "-c", "100"}},
      {"HTTP/2, 1 x 100", {"-c", "1", "-m", "100"}},
      {"HTTP/2, 10 x 10", {"-c", "10", "-m", "10"}}};
  return all;
}

H2Result runH2Load(const H2Load& load, std::uint16_t port,
                   std::size_t requests) {
  if (!process::findProgram("h2load")) {
    throw std::runtime_error("h2load is missing (Debian: nghttp2-client)");
  }
  process::Command command{{"h2load", "-n", std::to_string(requests)}};
  command.argv.insert(command.argv.end(), load.options.begin(),
                      load.options.end());
  command.argv.push_back("http://127.0.0.1:" + std::to_string(port) +
                         "/00000000");
  process::ChildProcess child(command);
  if (!child.wait(kPatience)) throw std::runtime_error("h2load does not end");
  const std::string report = child.standardOutput();
  const auto good = static_cast<std::size_t>(numberBefore(report, "2xx"));
  return {requests - std::min(requests, good), numberBefore(report, "req/s")};
}

}  // namespace hop::bench
