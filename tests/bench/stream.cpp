// SPDX-License-Identifier: MIT
/// @file
/// hop-bench-stream PROGRAM [GIB]: how much memory a step needs for a body of
/// that size (default 1 GiB) in each direction, how fast it goes, and how long
/// a small response takes. Prints figures and judges nothing.

#include "tests/support/Proxy.h"
#include "tests/support/Stage.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iomanip>
#include <iostream>
#include <sstream>
#include <vector>

namespace {

using namespace hop::test;
using Clock = std::chrono::steady_clock;

constexpr std::uint64_t kGiB = 1ULL << 30;
const std::string kPiece(256 * 1024, 'x');

double secondsSince(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

/// The largest resident size so far, in MiB (Linux: VmHWM).
double peakMiB(pid_t pid) {
  std::ifstream file("/proc/" + std::to_string(pid) + "/status");
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with("VmHWM:")) return std::stod(line.substr(6)) / 1024;
  }
  return 0;
}

void sendBody(Connection& connection, std::uint64_t size) {
  for (std::uint64_t sent = 0; sent < size; sent += kPiece.size()) {
    if (!connection.send(kPiece)) return;
  }
}

/// Reads and forgets. @return octets read.
std::uint64_t readBody(Connection& connection, std::uint64_t size) {
  std::uint64_t total = 0;
  while (total < size) {
    const auto piece = connection.readOctets(
        std::min<std::uint64_t>(kPiece.size(), size - total),
        std::chrono::seconds(30));
    if (piece.empty()) break;
    total += piece.size();
  }
  return total;
}

std::string length(std::uint64_t size) {
  return "Content-Length: " + std::to_string(size) + "\r\n\r\n";
}

struct Figure {
  std::uint64_t octets;
  double seconds;
};

Figure download(std::uint64_t size) {
  Stage stage;
  stage.upstream().script([&](Connection& connection) {
    connection.readHead(kPatience);
    connection.send("HTTP/1.1 200 OK\r\n" + length(size));
    sendBody(connection, size);
  });
  auto client = stage.connect();
  const auto start = Clock::now();
  client.send(get());
  client.connection().readHead(kPatience);
  const auto octets = readBody(client.connection(), size);
  const double seconds = secondsSince(start);
  std::cout << "download: peak " << peakMiB(stage.proxy().pid()) << " MiB, ";
  stage.finish();
  return {octets, seconds};
}

Figure upload(std::uint64_t size) {
  Stage stage;
  std::uint64_t octets = 0;
  stage.upstream().script([&](Connection& connection) {
    connection.readHead(kPatience);
    octets = readBody(connection, size);
    connection.send(reply());
  });
  auto client = stage.connect();
  const auto start = Clock::now();
  client.send("PUT / HTTP/1.1\r\nHost: t\r\n" + length(size));
  sendBody(client.connection(), size);
  client.completeResponse();
  const double seconds = secondsSince(start);
  std::cout << "upload:   peak " << peakMiB(stage.proxy().pid()) << " MiB, ";
  stage.finish();
  return {octets, seconds};
}

void print(const Figure& figure) {
  std::cout << figure.octets << " octets in " << figure.seconds << " s, "
            << static_cast<double>(figure.octets) / figure.seconds / 1e6
            << " MB/s\n";
}

/// A held-back segment (Nagle against delayed acknowledgement) would show as
/// 40 ms here.
void smallResponses() {
  Stage stage;
  std::vector<double> times;
  auto client = stage.connect();
  for (int i = 0; i < 500; ++i) {
    const auto start = Clock::now();
    client.ask(get());
    times.push_back(secondsSince(start) * 1000);
  }
  std::sort(times.begin(), times.end());
  std::cout << "small response: median " << times[250] << " ms, p99 "
            << times[495] << " ms\n";
  stage.finish();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::cerr << "usage: hop-bench-stream PROGRAM [GIB]\n";
    return 2;
  }
  const std::string command = std::string(argv[1]) +
                              " --listen {listen} --upstream {upstream} "
                              "--quiet {options}";
  ::setenv("HOP_PROXY", command.c_str(), 1);
  const double gib = argc > 2 ? std::stod(argv[2]) : 1.0;
  const auto size = static_cast<std::uint64_t>(gib * static_cast<double>(kGiB));
  std::cout << std::fixed << std::setprecision(2);
  print(download(size));
  print(upload(size));
  smallResponses();
  return 0;
}
