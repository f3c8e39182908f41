// SPDX-License-Identifier: MIT
#include "common/cli/UsageError.h"
#include "tools/hop/DemoModes.h"
#include "tools/hop/DemoServers.h"
#include "tools/hop/DemoSite.h"
#include "tools/hop/DemoText.h"
#include "tools/wire/Program.h"

#include <cstdlib>
#include <iomanip>
#include <iostream>
#include <sstream>

namespace hop::tool {

namespace {

constexpr int kMove = 100;
constexpr int kMostMoves = 50;
constexpr int kHighestPort = 65'535;

/// How far from the first place of a program its second one is: with TLS, or
/// with an option.
constexpr int kSecond = 50;

/// A program of the block and its place in it.
struct Seat {
  manifest::Step step;
  int offset = 0;
  Arguments options{};
  std::string title;
  Place place{};  ///< once it has started
};

std::vector<Seat> seatsFor(const manifest::Manifest& manifest) {
  std::vector<Seat> seats;
  for (const manifest::Step& step : manifest.written()) {
    seats.push_back({step, step.number, {}, step.title});
  }
  for (const manifest::Step& step : manifest.written()) {
    const int second = kSecond + step.number;
    if (step.number == 7) {
      seats.push_back({step,
                       second,
                       {"--strip-prefix", "/shop"},
                       "with --strip-prefix /shop"});
    } else if (speaksHttp2(step)) {
      seats.push_back({step, second, {"--self-signed"}, "with TLS"});
    }
  }
  return seats;
}

Port portOf(int base, int offset) {
  return static_cast<Port>(base + offset);
}

std::optional<Port> takenOf(int base, const std::vector<Seat>& seats) {
  std::vector<Port> ports{portOf(base, 0), portOf(base, kSecond)};
  for (const Seat& seat : seats) ports.push_back(portOf(base, seat.offset));
  return firstTaken(ports);
}

/// Starts the whole block. @return the port in the way.
std::optional<Port> start(DemoServers& servers, int base,
                          std::vector<Seat>& seats) {
  if (const auto taken = takenOf(base, seats)) return taken;
  // So many programs in one terminal: each says who it is.
  ::setenv("HOP_LOG_NAME", "1", 1);
  try {
    servers.startUpstream(portOf(base, 0), portOf(base, kSecond));
    for (Seat& seat : seats) {
      seat.place =
          servers.startStep(seat.step, portOf(base, seat.offset), seat.options);
    }
    return std::nullopt;
  } catch (const wire::ProgramFailed&) {
    servers.stop();
    if (const auto taken = takenOf(base, seats)) return taken;
    throw;
  }
}

void printLine(std::ostream& out, const Place& place, const std::string& slug,
               const std::string& title) {
  out << "  " << std::left << std::setw(24) << place.url() << std::setw(17)
      << slug << title << "\n";
}

std::string blockText(const DemoServers& servers,
                      const std::vector<Seat>& seats) {
  std::ostringstream out;
  out << "\n";
  printLine(out, servers.upstream().front(), "upstream",
            "says what it received");
  printLine(out, servers.upstream().back(), "upstream", "with TLS");
  for (const Seat& seat : seats) {
    printLine(out, seat.place, seat.step.slug, seat.title);
  }
  out << "\nThe same line, one port higher, is the next step:\n";
  for (int i = 0; i < 2; ++i) {
    Place place = seats.front().place;
    place.port = portOf(place.port, i);
    out << "  " << forThisMachine("curl -i " + place.url() + "/") << "\n";
  }
  out << "\nRequests are logged below. Ctrl-C ends all of them.\n";
  return out.str();
}

/// Starts the block at the first base from this one on where it fits.
void startSomewhere(DemoServers& servers, int base, std::vector<Seat>& seats) {
  for (int moves = 0; moves <= kMostMoves; ++moves, base += kMove) {
    if (base + seats.back().offset > kHighestPort) break;
    const auto taken = start(servers, base, seats);
    if (!taken) return;
    std::cout << "Port " << *taken << " is taken: the block moves to "
              << base + kMove << "." << std::endl;
  }
  throw cli::StartError(
      "there is no room for a block of ports: choose another --base");
}

}  // namespace

DemoBlock startDemoBlock(DemoServers& servers,
                         const manifest::Manifest& manifest, int base) {
  auto seats = seatsFor(manifest);
  startSomewhere(servers, base, seats);
  return {servers.upstream().front().port, blockText(servers, seats)};
}

int runDemoAll(const Context& context, const DemoOrder& order,
               const Signals& signals) {
  DemoServers servers(context.bin);
  const auto block = startDemoBlock(servers, context.manifest, order.base);
  const DemoSite site(context, block.base);
  std::cout << site.text() << block.text << std::flush;
  return servers.serveUntilStopped(signals);
}

}  // namespace hop::tool
