// SPDX-License-Identifier: MIT
#include "common/cli/UsageError.h"
#include "tools/hop/CommandLine.h"
#include "tools/hop/Judging.h"
#include "tools/hop/Signals.h"
#include "tools/workshop/Report.h"

#include <iostream>
#include <thread>

namespace hop::tool {

namespace fs = std::filesystem;

namespace {

/// Looking at the time of change four times a second costs nothing, and works
/// where file events do not arrive: in containers, WSL, on network drives.
constexpr auto kLook = std::chrono::milliseconds(250);

/// Empty while an editor is between removing the file and writing it anew.
std::optional<fs::file_time_type> lastSave(const fs::path& path) {
  std::error_code error;
  const auto time = fs::last_write_time(path, error);
  if (error) return std::nullopt;
  return time;
}

void printOwn(const Room& room, const std::vector<workshop::Verdict>& own) {
  workshop::Outcome part;
  part.verdicts = own;
  std::cout << "step " << room.step().slug << ": " << part.passed() << " of "
            << own.size() << " of its rows are green\n"
            << std::flush;
}

void round(Room& room, bool json, const std::function<bool()>& stop) {
  const auto outcome = judge(
      room, workshop::Rows::Core,
      [&](const auto& own) {
        if (!json) printOwn(room, own);
      },
      stop);
  if (json) {
    // One line per round.
    outcomeJson(room.shop, room.step(), outcome)->stringify(std::cout);
    std::cout << std::endl;
    return;
  }
  std::cout << outcomeText(room.shop, room.step(), outcome, room.terminal)
            << room.terminal.paint(workshop::Terminal::Colour::Dim,
                                   "Waiting for the next save, Ctrl-C ends.")
            << "\n\n"
            << std::flush;
}

}  // namespace

int runWatch(const Context& context, const Arguments& arguments) {
  const auto line =
      parseCommandLine(arguments, {{"json", ""}}, Unknown::Refuse);
  if (!line.words.empty()) {
    throw cli::UsageError("watch judges the step that was started");
  }
  const Signals signals;
  std::optional<fs::file_time_type> seen;
  while (!Signals::stopRequested()) {
    Room room(context);  // ./hop start in another terminal counts as well
    const auto file = room.folder.mainFile();
    const auto saved = lastSave(file);
    (void)room.step();  // throws when there is none
    if (saved && saved != seen) {
      seen = saved;
      // A newer save makes the rest of this round worthless.
      round(room, line.has("json"), [&] {
        const auto now = lastSave(file);
        return Signals::stopRequested() || (now && now != seen);
      });
    }
    std::this_thread::sleep_for(kLook);
  }
  return 0;  // Ctrl-C is how it ends
}

}  // namespace hop::tool
