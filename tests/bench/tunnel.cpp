// SPDX-License-Identifier: MIT
/// @file
/// hop-bench-tunnel NAME=COMMAND...: what a tunnel costs (a 101 of the
/// upstream, then octets both ways): how much later an echo of 64 octets comes
/// than over a direct connection, resident memory of idle tunnels, and of one
/// through which a gibibyte goes each way at once. Fails when octets are
/// missing.

#include "tests/bench/AcceptLoop.h"
#include "tests/bench/Arguments.h"
#include "tests/bench/Figures.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <iostream>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

namespace {

using namespace hop::bench;
using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

constexpr std::size_t kMessage = 64;
constexpr auto kSettle = 1s;
constexpr double kKiB = 1'024;

const std::string kRequest =
    "GET /ws HTTP/1.1\r\nHost: bench.test\r\nConnection: Upgrade\r\n"
    "Upgrade: echo\r\n\r\n";
const std::string kAnswer =
    "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\n"
    "Upgrade: echo\r\n\r\n";

/// @return false when the other side ends before.
bool receive(int socket, std::size_t octets) {
  std::array<char, 65'536> buffer;
  while (octets > 0) {
    const auto n =
        ::recv(socket, buffer.data(), std::min(buffer.size(), octets), 0);
    if (n <= 0) return false;
    octets -= static_cast<std::size_t>(n);
  }
  return true;
}

/// One thread that says 101 to every request and then gives back whatever
/// comes. It waits for whoever does not read: there is one at most.
class Echo final {
 public:
  Echo()
      : loop_({[this](Descriptor socket) { take(std::move(socket)); },
               [this](int descriptor) { read(descriptor); }}) {}
  Echo(const Echo&) = delete;
  Echo& operator=(const Echo&) = delete;

  [[nodiscard]] std::uint16_t port() const { return loop_.port(); }

 private:
  struct Peer {
    Descriptor socket{};
    std::string head{};  ///< until it is complete
    bool open = false;
  };

  void take(Descriptor socket) {
    sendAtOnce(socket);
    const int descriptor = socket.get();
    peers_[descriptor].socket = std::move(socket);
  }

  void read(int descriptor) {
    const auto n = ::recv(descriptor, buffer_.data(), buffer_.size(), 0);
    Peer& peer = peers_[descriptor];
    try {
      if (n <= 0) throw std::runtime_error("it has gone");
      const std::string_view octets(buffer_.data(),
                                    static_cast<std::size_t>(n));
      if (peer.open) return sendAll(descriptor, octets);
      peer.head += octets;
      if (!peer.head.ends_with("\r\n\r\n")) return;
      peer.open = true;
      peer.head = {};
      sendAll(descriptor, kAnswer);
    } catch (const std::runtime_error&) {
      peers_.erase(descriptor);
    }
  }

  std::array<char, 65'536> buffer_{};
  std::unordered_map<int, Peer> peers_;
  AcceptLoop loop_;
};

Descriptor openTunnel(std::uint16_t port) {
  Descriptor socket = connectLoopback(port);
  sendAll(socket.get(), kRequest);
  const std::string head = readHead(socket.get());
  if (!head.starts_with("HTTP/1.1 101")) {
    throw std::runtime_error("no tunnel: " + head);
  }
  return socket;
}

/// µs from each message to its echo.
std::vector<double> echoes(std::uint16_t port, std::size_t count) {
  const Descriptor socket = openTunnel(port);
  const std::string message(kMessage, 'm');
  std::vector<double> list;
  for (std::size_t i = 0; i < count + count / 10; ++i) {
    const auto start = Clock::now();
    sendAll(socket.get(), message);
    if (!receive(socket.get(), kMessage)) throw std::runtime_error("no echo");
    const std::chrono::duration<double, std::micro> time = Clock::now() - start;
    if (i >= count / 10) list.push_back(time.count());
  }
  return list;
}

/// In turns with the direct connection; the median of the rounds' differences.
void measureLatency(const RunningProxy& proxy, const Echo& upstream,
                    const Arguments& arguments) {
  std::vector<double> direct;
  std::vector<double> through;
  std::vector<double> added;
  for (std::size_t i = 0; i < arguments.number("--rounds"); ++i) {
    const std::size_t count = arguments.number("--echoes");
    direct.push_back(median(echoes(upstream.port(), count)));
    through.push_back(median(echoes(proxy.port(), count)));
    added.push_back(through.back() - direct.back());
  }
  std::cout << proxy.name() << ": an echo of " << kMessage << " octets: direct "
            << median(direct) << " us, through " << median(through)
            << " us, added " << median(added) << " us [";
  for (const double one : added) std::cout << " " << one;
  std::cout << " ]" << std::endl;
}

void measureIdle(const RunningProxy& proxy, std::size_t count) {
  const double before = proxy.residentMiB();
  const long threadsBefore = proxy.threads();
  std::vector<Descriptor> tunnels;
  while (tunnels.size() < count) tunnels.push_back(openTunnel(proxy.port()));
  std::this_thread::sleep_for(kSettle);
  const double after = proxy.residentMiB();
  std::cout << proxy.name() << ": " << count << " idle tunnels: " << before
            << " to " << after << " MiB resident, "
            << (after - before) * kKiB / static_cast<double>(count)
            << " KiB for each, " << threadsBefore << " to " << proxy.threads()
            << " threads" << std::endl;
}

/// @return false when octets are missing.
bool measureVolume(const RunningProxy& proxy, std::size_t mebibytes) {
  const Descriptor socket = openTunnel(proxy.port());
  const std::string piece(std::size_t{1} << 20, 'v');
  const double before = proxy.peakMiB();
  const auto start = Clock::now();
  std::thread writer([&] {
    try {
      for (std::size_t i = 0; i < mebibytes; ++i) sendAll(socket.get(), piece);
    } catch (const std::runtime_error& error) {
      std::cerr << error.what() << "\n";
    }
  });
  const bool whole = receive(socket.get(), mebibytes * piece.size());
  if (!whole) ::shutdown(socket.get(), SHUT_RDWR);
  writer.join();
  const std::chrono::duration<double> time = Clock::now() - start;
  std::cout << proxy.name() << ": " << mebibytes
            << " MiB each way at once: peak " << before << " to "
            << proxy.peakMiB() << " MiB resident, " << time.count() << " s"
            << (whole ? "" : ", octets are missing") << std::endl;
  return whole;
}

int bench(const Arguments& arguments) {
  const Echo upstream;
  bool whole = true;
  for (const auto& candidate : arguments.candidates) {
    {
      const RunningProxy proxy(candidate, upstream.port());
      measureLatency(proxy, upstream, arguments);
      whole = measureVolume(proxy, arguments.number("--mib")) && whole;
    }
    const RunningProxy fresh(candidate, upstream.port());
    measureIdle(fresh, arguments.number("--tunnels"));
  }
  return whole ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  Arguments defaults;
  defaults.peers = false;
  defaults.numbers["--echoes"] = {5'000};
  defaults.numbers["--rounds"] = {5};
  defaults.numbers["--tunnels"] = {500};
  defaults.numbers["--mib"] = {1'024};
  return runBench(argc, argv, defaults, bench);
}
