// SPDX-License-Identifier: MIT
#include "common/cli/UsageError.h"
#include "tools/hop/DemoModes.h"
#include "tools/hop/DemoServers.h"
#include "tools/hop/DemoSite.h"
#include "tools/hop/DemoText.h"
#include "tools/wire/Program.h"

#include <iostream>

namespace hop::tool {

namespace {

constexpr Port kProxyPort = 8080;
constexpr Port kUpstreamPort = 9000;
constexpr Port kSecureProxyPort = 8443;
constexpr Port kSecureUpstreamPort = 9443;
constexpr Port kMostMoves = 200;

/// Where the programs are to listen; 0 takes any free port.
struct Ports {
  Port proxy = 0;
  Port upstream = 0;
  std::optional<Port> secureProxy{};     ///< with TLS
  std::optional<Port> secureUpstream{};  ///< with TLS
};

/// The ports after so many moves; one asked for by name stays, and the others
/// make room for it.
Ports portsAfter(Port moves, const DemoOrder& order) {
  const auto port = [&](Port first) -> Port {
    if (moves == kMostMoves) return 0;
    const auto moved = static_cast<Port>(first + moves);
    return order.port == moved ? static_cast<Port>(moved + 1) : moved;
  };
  Ports ports{order.port.value_or(port(kProxyPort)), port(kUpstreamPort)};
  if (speaksHttp2(order.step)) {
    ports.secureProxy = port(kSecureProxyPort);
    ports.secureUpstream = port(kSecureUpstreamPort);
  }
  return ports;
}

std::string text(Port port, std::optional<Port> second) {
  return std::to_string(port) +
         (second ? " and " + std::to_string(*second) : "");
}

void sayMove(Port taken, const Ports& next) {
  std::cout << "Port " << taken << " is taken: ";
  if (next.upstream == 0) {
    std::cout << "taking any free ones." << std::endl;
    return;
  }
  std::cout << "trying " << text(next.proxy, next.secureProxy)
            << " for the proxy, " << text(next.upstream, next.secureUpstream)
            << " for the upstream." << std::endl;
}

std::optional<Port> takenOf(const Ports& ports) {
  std::vector<Port> wanted;
  for (const auto port :
       {std::optional(ports.upstream), std::optional(ports.proxy),
        ports.secureUpstream, ports.secureProxy}) {
    if (port.value_or(0) != 0) wanted.push_back(*port);
  }
  return firstTaken(wanted);
}

void checkNamedPort(const DemoOrder& order) {
  if (order.port && *order.port != 0 && !isFree(*order.port)) {
    throw cli::StartError("port " + std::to_string(*order.port) +
                          " is already in use: stop the other program or "
                          "choose another --port");
  }
}

DemoUrls startAll(DemoServers& servers, const DemoOrder& order,
                  const Ports& ports) {
  servers.startUpstream(ports.upstream, ports.secureUpstream);
  DemoUrls urls;
  urls.proxy =
      servers.startStep(order.step, ports.proxy, order.stepOptions).url();
  if (ports.secureProxy) {
    Arguments options = order.stepOptions;
    options.emplace_back("--self-signed");
    urls.secureProxy =
        servers.startStep(order.step, *ports.secureProxy, options).url();
  }
  urls.upstream = servers.upstreamUrl(order.step);
  urls.upstreamPlaces = servers.upstream();
  return urls;
}

/// Starts all of them. @return the port in the way when another program was
/// quicker.
std::optional<Port> start(DemoServers& servers, const DemoOrder& order,
                          const Ports& ports, DemoUrls& urls) {
  if (const auto taken = takenOf(ports)) return taken;
  try {
    urls = startAll(servers, order, ports);
    return std::nullopt;
  } catch (const wire::ProgramFailed&) {
    servers.stop();
    if (const auto taken = takenOf(ports)) return taken;
    throw;
  }
}

}  // namespace

int runDemoOne(const Context& context, const DemoOrder& order,
               const Signals& signals) {
  DemoServers servers(context.bin);
  DemoUrls urls;
  for (Port moves = 0;; ++moves) {
    checkNamedPort(order);
    const auto taken = start(servers, order, portsAfter(moves, order), urls);
    if (!taken) break;
    if (moves == kMostMoves) throw cli::StartError("no free port");
    sayMove(*taken, portsAfter(static_cast<Port>(moves + 1), order));
  }
  const DemoSite site(context, {});
  std::cout << site.text();
  printDemo(order, urls);
  return servers.serveUntilStopped(signals);
}

}  // namespace hop::tool
