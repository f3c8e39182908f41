// SPDX-License-Identifier: MIT
#include "common/cli/UsageError.h"
#include "tools/hop/CommandLine.h"
#include "tools/hop/Signals.h"
#include "tools/wire/Exchange.h"
#include "tools/wire/ExchangeJson.h"
#include "tools/wire/Program.h"
#include "tools/wire/Terminal.h"
#include "tools/wire/Versus.h"

#include <Poco/JSON/Array.h>

#include <algorithm>
#include <iomanip>
#include <iostream>
#include <optional>

namespace hop::tool {

namespace {

using cli::UsageError;
using wire::Exchange;

constexpr const char* kUsage =
    R"(usage: ./hop wire N [SCENARIO] [options]
  N            step to look at
  SCENARIO     what is sent (default: the one that belongs to step N)
  --vs M       the same through step M, and what differs
  --list       the scenarios
  --full       bodies without abbreviation
  --json       for programs; the form is in tools/wire/README.md
)";

void printList(const wire::Scenarios& scenarios) {
  for (const wire::Scenario& scenario : scenarios.all()) {
    std::cout << "  " << std::setw(2) << std::setfill('0') << scenario.step
              << "  " << std::left << std::setfill(' ') << std::setw(23)
              << scenario.name << std::right << scenario.title.en << "\n";
  }
}

/// The steps to look at, in the order of their numbers.
std::vector<wire::StepProgram> stepsOf(const Context& context,
                                       const CommandLine& line) {
  std::vector<wire::StepProgram> steps;
  const auto add = [&](const std::string& name) {
    const manifest::Step& step = context.manifest.find(name);
    steps.push_back({step.number, step.slug, context.bin / step.slug});
  };
  add(line.words.front());
  if (line.has("vs")) add(line.options.at("vs"));
  if (steps.front().number == steps.back().number && steps.size() > 1) {
    throw UsageError("--vs wants another step than " + steps.front().slug);
  }
  std::stable_sort(steps.begin(), steps.end(), [](auto& one, auto& other) {
    return one.number < other.number;
  });
  return steps;
}

std::uint16_t portOf(const std::optional<wire::Program>& program) {
  return program ? program->port() : std::uint16_t{0};
}

std::vector<Exchange> runAll(const Context& context,
                             const std::vector<wire::StepProgram>& steps,
                             const wire::Scenario& scenario) {
  const Signals signals;
  std::optional<wire::Program> upstream;
  if (scenario.upstream == wire::UpstreamKind::Demo) {
    process::Command command;
    command.argv = {(context.bin / "demo-upstream").string(), "--listen",
                    "127.0.0.1:0", "--quiet"};
    upstream.emplace(command, Signals::stopRequested);
  }
  std::vector<Exchange> exchanges;
  exchanges.reserve(steps.size());
  for (const wire::StepProgram& step : steps) {
    wire::Recorder recorder;
    exchanges.push_back(wire::runExchange(
        step, scenario, {portOf(upstream), Signals::stopRequested}, recorder));
  }
  return exchanges;
}

/// One exchange is an object, two of them are an array.
void printJson(const std::vector<Exchange>& exchanges) {
  if (exchanges.size() == 1) {
    wire::toJson(exchanges.front())->stringify(std::cout, 2);
  } else {
    Poco::JSON::Array array;
    for (const Exchange& exchange : exchanges) {
      array.add(wire::toJson(exchange));
    }
    array.stringify(std::cout, 2);
  }
  std::cout << std::endl;
}

void print(const std::vector<Exchange>& exchanges, const CommandLine& line) {
  if (line.has("json")) return printJson(exchanges);
  const auto detail =
      line.has("full") ? wire::Detail::Full : wire::Detail::Short;
  const auto paint = wire::Paint::forStandardOutput();
  if (exchanges.size() == 1) {
    wire::printExchange(std::cout, exchanges.front(), detail, paint);
  } else {
    wire::printVersus(std::cout, exchanges.front(), exchanges.back(), detail,
                      paint);
  }
}

int look(const Context& context, const CommandLine& line,
         const wire::Scenarios& scenarios) {
  if (line.words.empty()) throw UsageError("which step? For example: 5");
  if (line.words.size() > 2) {
    throw UsageError("unexpected argument '" + line.words[2] + "'");
  }
  const int number = context.manifest.find(line.words.front()).number;
  const auto& scenario = line.words.size() == 2
                             ? scenarios.find(line.words.back())
                             : scenarios.belongingTo(number);
  try {
    print(runAll(context, stepsOf(context, line), scenario), line);
    return 0;
  } catch (const wire::Interrupted&) {
    return 130;  // as the shell says it for Ctrl-C
  }
}

}  // namespace

int runWire(const Context& context, const Arguments& arguments) {
  const CommandLine line = parseCommandLine(
      arguments,
      {{"vs", "M"}, {"json", ""}, {"list", ""}, {"full", ""}, {"help", ""}},
      Unknown::Refuse);
  if (line.has("help")) {
    std::cout << kUsage;
    return 0;
  }
  const wire::Scenarios scenarios(context.root);
  if (line.has("list")) {
    printList(scenarios);
    return 0;
  }
  return look(context, line, scenarios);
}

}  // namespace hop::tool
