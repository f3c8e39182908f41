// SPDX-License-Identifier: MIT
#include "tools/hop/DemoModes.h"
#include "tools/hop/Signals.h"
#include "tools/wire/Program.h"

#include <iostream>

namespace hop::tool {

namespace {

int runMode(const Context& context, const DemoOrder& order) {
  const Signals signals;
  switch (order.mode) {
    case DemoOrder::Mode::Smoke:
      return runDemoSmoke(context, order);
    case DemoOrder::Mode::All:
      return runDemoAll(context, order, signals);
    case DemoOrder::Mode::One:
      return runDemoOne(context, order, signals);
    case DemoOrder::Mode::Help:
      std::cout << demoUsage();
      break;
  }
  return 0;
}

}  // namespace

int runDemo(const Context& context, const Arguments& arguments) {
  const DemoOrder order = understandDemo(context, arguments);
  try {
    return runMode(context, order);
  } catch (const wire::Interrupted&) {
    return 0;  // Ctrl-C while it was starting
  } catch (const wire::ProgramFailed& failure) {
    std::cerr << failure.what() << "\n";
    // An option that the step did not understand: it has said so itself.
    return failure.status().code == 2 ? 2 : 1;
  }
}

}  // namespace hop::tool
