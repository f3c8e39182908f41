// SPDX-License-Identifier: MIT
/// @file
/// hop-bench-events NAME=COMMAND...: how much later an event of a stream
/// (text/event-stream, a chunk for each) arrives through a proxy than over a
/// direct connection. The upstream writes into each event when it was sent;
/// both ends are this process, so the clocks agree. Prints figures and judges
/// nothing.

#include "tests/bench/Arguments.h"
#include "tests/bench/Figures.h"
#include "tests/support/BodyReader.h"
#include "tests/support/Client.h"
#include "tests/support/Lanes.h"
#include "tests/support/Upstream.h"

#include <chrono>
#include <iomanip>
#include <iostream>
#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace {

using namespace hop::bench;
using namespace std::chrono_literals;
using hop::test::BodyReader;
using hop::test::Connection;

constexpr auto kPause = 5ms;
constexpr auto kPatience = 10s;
constexpr std::size_t kStampSize = 20;
/// "data: ", the stamp, and an empty line.
constexpr std::size_t kEventSize = 6 + kStampSize + 2;

long long now() {
  return std::chrono::steady_clock::now().time_since_epoch() / 1ns;
}

std::string event() {
  const std::string stamp = std::to_string(now());
  return "data: " + std::string(kStampSize - stamp.size(), '0') + stamp +
         "\n\n";
}

void sendEvents(Connection& connection, std::size_t count) {
  if (!connection.readHead(kPatience)) return;
  connection.send(
      "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"
      "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n");
  for (std::size_t i = 0; i < count; ++i) {
    std::this_thread::sleep_for(kPause);
    // 1c is kEventSize.
    if (!connection.send("1c\r\n" + event() + "\r\n")) return;
  }
  connection.send("0\r\n\r\n");
}
static_assert(kEventSize == 0x1c);

/// The delay of each event, in ms.
std::vector<double> delays(std::uint16_t port, std::size_t count) {
  Connection connection = Connection::open("127.0.0.1", port);
  connection.send("GET /events HTTP/1.1\r\nHost: bench.test\r\n\r\n");
  const auto head = connection.readHead(kPatience);
  if (!head) throw std::runtime_error("no response");
  BodyReader body(connection, *head);
  std::vector<double> list;
  while (list.size() < count) {
    const std::string text = body.take(kEventSize, kPatience);
    if (text.size() < kEventSize) throw std::runtime_error("events are lost");
    const long long sent = std::stoll(text.substr(6));
    list.push_back(static_cast<double>(now() - sent) / 1e6);
  }
  return list;
}

/// The medians of the rounds.
struct Series {
  std::vector<double> median{};
  std::vector<double> p99{};
};

void add(Series& series, const std::vector<double>& list) {
  series.median.push_back(median(list));
  series.p99.push_back(percentile(list, 0.99));
}

void print(const std::string& name, const Series& series,
           const Series& direct) {
  std::cout << name << ": median " << median(series.median) << " ms, p99 "
            << median(series.p99) << " ms; added by the proxy: median "
            << median(series.median) - median(direct.median) << " ms\n";
}

int bench(const Arguments& arguments) {
  const std::size_t count = arguments.number("--events");
  hop::test::Lanes lanes;
  hop::test::Upstream upstream(lanes);
  upstream.script(
      [count](Connection& connection) { sendEvents(connection, count); });
  std::vector<std::unique_ptr<RunningProxy>> proxies;
  for (const auto& candidate : arguments.candidates) {
    proxies.push_back(
        std::make_unique<RunningProxy>(candidate, upstream.port()));
  }
  Series direct;
  std::vector<Series> series(proxies.size());
  for (std::size_t i = 0; i < arguments.number("--rounds"); ++i) {
    add(direct, delays(upstream.port(), count));
    for (std::size_t k = 0; k < proxies.size(); ++k) {
      add(series[k], delays(proxies[k]->port(), count));
    }
  }
  std::cout << std::setprecision(3);
  print("direct", direct, direct);
  for (std::size_t k = 0; k < proxies.size(); ++k) {
    print(proxies[k]->name(), series[k], direct);
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  Arguments defaults;
  defaults.peers = false;
  defaults.numbers["--events"] = {200};
  defaults.numbers["--rounds"] = {3};
  return runBench(argc, argv, defaults, bench);
}
