// SPDX-License-Identifier: MIT
#include "tools/wire/Exchange.h"

#include "tools/wire/Program.h"
#include "tools/wire/ScriptedUpstream.h"
#include "tools/wire/Tap.h"

#include <Poco/Net/NetException.h>

#include <optional>

namespace hop::wire {

namespace {

using Poco::Net::SocketAddress;

/// Whoever the scenario wants behind the proxy, with the tap before it.
class Upstream final {
 public:
  Upstream(const Scenario& scenario, std::uint16_t demo, Recorder& recorder) {
    if (scenario.upstream == UpstreamKind::Dead) {
      // Bound and not listening: the kernel refuses, and nobody else can take
      // the port meanwhile.
      nobody_.bind(SocketAddress("127.0.0.1", 0), true, false);
      return;
    }
    if (scenario.upstream == UpstreamKind::Scripted) {
      scripted_.emplace(scenario.script);
    }
    const auto port = scripted_ ? scripted_->port() : demo;
    tap_.emplace(SocketAddress("127.0.0.1", port), recorder);
  }

  [[nodiscard]] std::uint16_t port() const {
    return tap_ ? tap_->port() : nobody_.address().port();
  }

 private:
  Poco::Net::ServerSocket nobody_;
  std::optional<ScriptedUpstream> scripted_;
  std::optional<Tap> tap_;
};

process::Command commandFor(const StepProgram& step, const Scenario& scenario,
                            std::uint16_t upstream) {
  // An earlier step does not know the option, and shows what it does without.
  const bool knows = step.number >= scenario.step;
  process::Command command;
  command.argv = {step.program.string(), "--listen", "127.0.0.1:0",
                  "--upstream",
                  (knows ? scenario.scheme : "http") +
                      "://127.0.0.1:" + std::to_string(upstream)};
  if (knows) {
    command.argv.insert(command.argv.end(), scenario.options.begin(),
                        scenario.options.end());
  }
  return command;
}

Outcome send(std::uint16_t port, const Scenario& scenario, Recorder& recorder,
             const Cancelled& cancelled) {
  RawClient client(port, recorder, cancelled);
  return client.run(scenario.request);
}

/// Without a proxy the client meets the upstream, or finds nobody there.
Outcome sendDirectly(const Exchange& exchange, Recorder& recorder,
                     const Cancelled& cancelled) {
  try {
    return send(exchange.upstreamPort, exchange.scenario, recorder, cancelled);
  } catch (const Poco::Net::ConnectionRefusedException&) {
    recorder.ended(Place::ClientReceived, 1, Event::Kind::Reset);
    return Outcome::Reset;
  }
}

}  // namespace

Exchange runExchange(const StepProgram& step, const Scenario& scenario,
                     const Surroundings& surroundings, Recorder& recorder) {
  Exchange exchange{step, scenario, {}};
  const Upstream upstream(scenario, surroundings.demoUpstream, recorder);
  exchange.upstreamPort = upstream.port();
  if (step.program.empty()) {
    exchange.proxyPort = upstream.port();
    exchange.outcome = sendDirectly(exchange, recorder, surroundings.cancelled);
    exchange.lanes = recorder.lanes();
    return exchange;
  }
  Program proxy(commandFor(step, scenario, upstream.port()),
                surroundings.cancelled);
  exchange.proxyPort = proxy.port();
  exchange.outcome =
      send(proxy.port(), scenario, recorder, surroundings.cancelled);
  exchange.lanes = recorder.lanes();
  exchange.log = proxy.stop();
  return exchange;
}

}  // namespace hop::wire
