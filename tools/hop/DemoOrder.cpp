// SPDX-License-Identifier: MIT
#include "tools/hop/DemoOrder.h"

#include "common/cli/UpstreamUrl.h"
#include "common/cli/UsageError.h"
#include "tools/hop/CommandLine.h"

#include <algorithm>
#include <array>

namespace hop::tool {

namespace {

using cli::UsageError;

constexpr int kHighestBase = 65'000;

std::uint16_t readBase(const std::string& text) {
  const std::uint16_t base = cli::parsePort(text);
  if (base < 1024 || base > kHighestBase) {
    throw UsageError("--base " + text + ": write a number from 1024 to " +
                     std::to_string(kHighestBase));
  }
  return base;
}

DemoOrder::Mode readMode(const CommandLine& line) {
  if (line.has("help")) return DemoOrder::Mode::Help;
  if (line.has("all") && line.has("smoke")) {
    throw UsageError("--all and --smoke: choose one of them");
  }
  if (line.has("smoke")) return DemoOrder::Mode::Smoke;
  return line.has("all") ? DemoOrder::Mode::All : DemoOrder::Mode::One;
}

/// These are the demo's own business.
void checkStepOptions(const Arguments& options) {
  constexpr std::array<std::string_view, 5> own{
      "--listen", "--upstream", "--cert", "--key", "--self-signed"};
  for (const std::string& option : options) {
    const std::string name = option.substr(0, option.find('='));
    if (std::find(own.begin(), own.end(), name) != own.end()) {
      throw UsageError("the demo chooses " + name +
                       " by itself (there is --port); ./hop run N takes it");
    }
  }
}

void checkTogether(const CommandLine& line, const DemoOrder& order) {
  if (line.words.size() > 1) {
    throw UsageError("unexpected argument '" + line.words[1] + "'");
  }
  const bool all = order.mode == DemoOrder::Mode::All;
  if (all && (!line.words.empty() || !line.passedOn.empty())) {
    throw UsageError("--all starts every step, without options of its own");
  }
  if (all && order.port) throw UsageError("--all has --base, not --port");
  if (line.has("base") && !all) throw UsageError("--base goes with --all");
}

}  // namespace

std::string DemoOrder::stripPrefix() const {
  for (std::size_t i = 0; i < stepOptions.size(); ++i) {
    const std::string& option = stepOptions[i];
    if (option.starts_with("--strip-prefix=")) {
      return option.substr(option.find('=') + 1);
    }
    if (option == "--strip-prefix" && i + 1 < stepOptions.size()) {
      return stepOptions[i + 1];
    }
  }
  return {};
}

DemoOrder understandDemo(const Context& context, const Arguments& arguments) {
  const CommandLine line = parseCommandLine(arguments,
                                            {{"all", ""},
                                             {"smoke", ""},
                                             {"base", "PORT"},
                                             {"port", "PORT"},
                                             {"help", ""}},
                                            Unknown::PassOn);
  DemoOrder order;
  order.mode = readMode(line);
  if (order.mode == DemoOrder::Mode::Help) return order;
  if (line.has("port")) order.port = cli::parsePort(line.options.at("port"));
  if (line.has("base")) order.base = readBase(line.options.at("base"));
  checkTogether(line, order);
  order.stepOptions = line.passedOn;
  checkStepOptions(order.stepOptions);
  order.step = line.words.empty() ? context.manifest.newest()
                                  : context.manifest.find(line.words.front());
  return order;
}

const char* demoUsage() {
  return R"(usage: ./hop demo [N] [options] [options of the step]
  N                step to show (default: the newest)
  --smoke          send one request through, print the response, stop
  --port PORT      the proxy's port (default 8080, or the next free one)
  --all            every step at once: the upstream on 8100, step N on 8100+N,
                   with TLS on 8150 and 8150+N
  --base PORT      with --all: begin there instead of 8100
  The lab is served beside them (port 8300, or a free one), and so is the deck if
  Node.js and its npm packages are here: ./hop ready --for present
  From step 10 on the step runs twice, the second time with TLS (default 8443),
  and the upstream listens with TLS too (9443).
  Other options go to the step, for example --strip-prefix /shop
)";
}

}  // namespace hop::tool
