// SPDX-License-Identifier: MIT
/// @file
/// hop-bench-idle NAME=COMMAND...: what idle keep-alive clients cost. Each
/// has made a request and makes no other one; then one more client comes and
/// must be answered. Prints figures and judges nothing.

#include "tests/bench/Arguments.h"
#include "tests/bench/Figures.h"
#include "tests/bench/Responder.h"

#include <poll.h>

#include <array>
#include <chrono>
#include <iostream>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace {

using namespace hop::bench;
using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

/// How long a client waits for a response.
constexpr auto kPatience = 5s;
/// A thread without work may live for a moment longer.
constexpr auto kSettle = 3s;

bool readable(int descriptor, std::chrono::milliseconds patience) {
  pollfd wanted{descriptor, POLLIN, 0};
  return ::poll(&wanted, 1, static_cast<int>(patience.count())) > 0;
}

/// One request. @return ms until all of its response was there, or empty.
std::optional<double> ask(int descriptor) {
  const std::string request =
      "GET /00000000 HTTP/1.1\r\nHost: bench.test\r\n\r\n";
  const auto start = Clock::now();
  ::send(descriptor, request.data(), request.size(), MSG_NOSIGNAL);
  std::string octets;
  while (!octets.ends_with("\r\n\r\n/00000000")) {
    std::array<char, 4096> buffer{};
    if (!readable(descriptor, kPatience)) return std::nullopt;
    const auto n = ::recv(descriptor, buffer.data(), buffer.size(), 0);
    if (n <= 0) return std::nullopt;
    octets.append(buffer.data(), static_cast<std::size_t>(n));
  }
  return std::chrono::duration<double, std::milli>(Clock::now() - start)
      .count();
}

/// As many more as are wanted, each with one request. Stops at the first one
/// that gets no answer: the others would not fare better.
/// @return false when that happened.
bool fillUp(std::vector<Descriptor>& clients, std::size_t wanted,
            std::uint16_t port) {
  while (clients.size() < wanted) {
    clients.push_back(connectLoopback(port));
    if (clients.back().get() < 0 || !ask(clients.back().get())) return false;
  }
  return true;
}

void printState(const RunningProxy& proxy, std::size_t clients) {
  std::cout << proxy.name() << ": " << clients << " idle clients, "
            << proxy.threads() << " threads, " << proxy.residentMiB()
            << " MiB resident\n";
}

void oneMore(const RunningProxy& proxy) {
  const Descriptor client = connectLoopback(proxy.port());
  const auto time = ask(client.get());
  std::cout << proxy.name() << ": one more client: ";
  if (time) {
    std::cout << "answered after " << *time << " ms\n";
  } else {
    std::cout << "no answer in " << kPatience.count() << " s\n";
  }
}

void measure(const RunningProxy& proxy, std::size_t most) {
  std::vector<Descriptor> clients;
  printState(proxy, 0);
  for (const std::size_t wanted : {most / 100, most / 10, most}) {
    const bool all = fillUp(clients, wanted, proxy.port());
    std::this_thread::sleep_for(kSettle);
    printState(proxy, clients.size());
    if (!all) {
      std::cout << proxy.name() << ": client " << clients.size()
                << " gets no answer\n";
      break;
    }
  }
  oneMore(proxy);
}

int bench(const Arguments& arguments) {
  const Responder upstream;
  for (const auto& candidate : arguments.candidates) {
    const RunningProxy proxy(candidate, upstream.port());
    measure(proxy, arguments.number("--clients"));
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  Arguments defaults;
  defaults.peers = false;
  defaults.numbers["--clients"] = {1'000};
  return runBench(argc, argv, defaults, bench);
}
