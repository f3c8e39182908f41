// SPDX-License-Identifier: MIT
#include "common/cli/UsageError.h"
#include "tools/hop/CommandLine.h"
#include "tools/hop/Judging.h"
#include "tools/hop/Signals.h"
#include "tools/workshop/Report.h"

#include <iostream>

namespace hop::tool {

int runCheck(const Context& context, const Arguments& arguments) {
  const auto line =
      parseCommandLine(arguments, {{"all", ""}, {"json", ""}}, Unknown::Refuse);
  if (!line.words.empty()) {
    throw cli::UsageError("check judges the step that was started");
  }
  const Signals signals;
  Room room(context);
  const auto rows =
      line.has("all") ? workshop::Rows::All : workshop::Rows::Core;
  const auto outcome = judge(
      room, rows, [](const auto&) {}, Signals::stopRequested);
  if (Signals::stopRequested()) return 130;  // as the shell says it for Ctrl-C
  if (line.has("json")) {
    printJson(outcomeJson(room.shop, room.step(), outcome));
  } else {
    std::cout << outcomeText(room.shop, room.step(), outcome, room.terminal);
  }
  return outcome.green() ? 0 : 1;
}

}  // namespace hop::tool
