// SPDX-License-Identifier: MIT
#include "tools/hop/Judging.h"

#include <iostream>

namespace hop::tool {

namespace {

constexpr const char* kEraseLine = "\r\x1b[K";

}  // namespace

workshop::Outcome judge(
    Room& room, workshop::Rows rows,
    const std::function<void(const std::vector<workshop::Verdict>&)>& early,
    const std::function<bool()>& stop) {
  const auto& terminal = room.terminal;
  std::size_t green = 0;
  std::size_t red = 0;
  const auto draw = [&](const std::string& text) {
    // Drawn on stderr, so that stdout stays a report, or JSON.
    if (terminal.live()) std::cerr << kEraseLine << text << std::flush;
  };
  draw("building...");
  workshop::Listener listener;
  listener.built = [&] { draw("built, asking..."); };
  listener.heard = [&](const workshop::Verdict& verdict, std::size_t total) {
    ++(verdict.green() ? green : red);
    draw(terminal.bar(green, red, total));
    return !stop();
  };
  listener.ownRows = [&](const auto& own) {
    draw("");
    early(own);
  };
  const auto outcome = check(room.shop, room.step(), rows, listener);
  draw("");
  if (outcome.green()) {
    room.progress.core.insert(room.step().slug);
    if (rows == workshop::Rows::All) room.progress.all.insert(room.step().slug);
    room.saveProgress();
  }
  return outcome;
}

}  // namespace hop::tool
