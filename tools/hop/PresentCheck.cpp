// SPDX-License-Identifier: MIT
#include "tools/hop/PresentCheck.h"

#include "tools/hop/DeckBuild.h"
#include "tools/hop/Signals.h"
#include "tools/lab/Lab.h"
#include "tools/lab/Order.h"
#include "tools/pages/Text.h"
#include "tools/wire/Exchange.h"
#include "tools/wire/ExchangeJson.h"
#include "tools/wire/Program.h"
#include "tools/wire/Timeless.h"

#include <iostream>
#include <sstream>

namespace hop::tool {

namespace {

constexpr int kTries = 3;
constexpr unsigned kIndent = 1;  // as the recordings have it

std::string play(const wire::StepProgram& step, const wire::Scenario& scenario,
                 std::uint16_t upstream) {
  wire::Recorder recorder;
  const auto exchange = wire::runExchange(
      step, scenario, {upstream, Signals::stopRequested}, recorder);
  std::ostringstream text;
  wire::toJson(wire::timeless(exchange))->stringify(text, kIndent);
  return text.str() + "\n";
}

/// What is wrong with this demo through this step; empty when it is as
/// recorded. A slow moment of the machine is no news: it is tried again.
std::string faultIn(const wire::StepProgram& step,
                    const wire::Scenario& scenario,
                    const std::string& recording, std::uint16_t upstream) try {
  for (int i = 0; i < kTries; ++i) {
    if (play(step, scenario, upstream) == recording) return {};
  }
  return "it goes, but not as it was recorded: ./hop record lab";
} catch (const wire::Interrupted&) {
  throw;
} catch (const std::exception& error) {
  return error.what();
}

}  // namespace

int checkPresent(const Context& context, const std::filesystem::path& deck) {
  const Signals signals;
  const wire::Scenarios scenarios(context.root);
  const auto recordings = lab::Places{context.root, context.bin}.recordings();
  wire::Program upstream({{(context.bin / "demo-upstream").string(), "--listen",
                           "127.0.0.1:0", "--quiet"}},
                         Signals::stopRequested);
  int code = 0;
  for (const DeckDemo& demo : demosOf(deck)) {
    for (const int number : demo.steps) {
      const auto step =
          lab::stepProgram({context.manifest, scenarios, context.bin}, number);
      const auto file =
          recordings / demo.scenario / (std::to_string(number) + ".json");
      const std::string fault = faultIn(step, scenarios.find(demo.scenario),
                                        pages::readFile(file), upstream.port());
      std::cout << (fault.empty() ? "ok      " : "failed  ") << demo.slide
                << ": " << demo.scenario << " through " << step.slug
                << (fault.empty() ? "" : ": " + fault) << std::endl;
      if (!fault.empty()) code = 1;
    }
  }
  return code;
}

}  // namespace hop::tool
