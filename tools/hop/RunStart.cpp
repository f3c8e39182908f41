// SPDX-License-Identifier: MIT
#include "common/cli/UsageError.h"
#include "tools/hop/CommandLine.h"
#include "tools/hop/Room.h"
#include "tools/workshop/Begin.h"

#include <iostream>

namespace hop::tool {

namespace {

using Colour = workshop::Terminal::Colour;

void print(const Room& room, const manifest::Step& step,
           const workshop::Begun& begun) {
  const auto& terminal = room.terminal;
  if (begun.movedTo) {
    std::cout << "What was in " << Room::typed(room.folder.path())
              << " is now in " << Room::typed(*begun.movedTo) << "\n";
  }
  if (begun.conflicts > 0) {
    std::cout << terminal.paint(Colour::Yellow,
                                "In your file " +
                                    std::to_string(begun.conflicts) +
                                    " places differ from what is given: yours "
                                    "were kept,")
              << "\n  what did not fit is in "
              << Room::typed(room.folder.path() / "given.diff") << "\n";
  }
  std::cout << terminal.paint(Colour::Bold, step.slug + ": " + step.title)
            << "  (" << begun.linesToWrite << " lines to write, about "
            << step.minutes << " minutes)\n"
            << workshop::wrapped(step.goal, "  ") << "\n  read   "
            << Room::typed(room.folder.path() / "TASK.md") << "\n  write  "
            << Room::typed(room.folder.mainFile())
            << "\n  then   ./hop watch   (or ./hop check; ./hop hint helps)\n";
}

void printJson(const manifest::Step& step, const Room& room,
               const workshop::Begun& begun) {
  Poco::JSON::Object::Ptr object =
      new Poco::JSON::Object(Poco::JSON_PRESERVE_KEY_ORDER);
  object->set("step", step.slug);
  object->set("work", room.folder.path().string());
  object->set("movedTo", begun.movedTo ? begun.movedTo->string() : "");
  object->set("linesToWrite", static_cast<int>(begun.linesToWrite));
  object->set("conflicts", begun.conflicts);
  tool::printJson(object);
}

}  // namespace

int runStart(const Context& context, const Arguments& arguments) {
  const auto line = parseCommandLine(arguments, {{"mine", ""}, {"json", ""}},
                                     Unknown::Refuse);
  if (line.words.size() != 1) {
    throw cli::UsageError("which step? For example: ./hop start 1");
  }
  const manifest::Step& step = context.manifest.find(line.words.front());
  Room room(context);
  const auto from =
      line.has("mine") ? workshop::From::Mine : workshop::From::StepBefore;
  const auto begun = workshop::begin(room.shop, step, from, room.progress.step);
  room.progress.step = step.slug;
  room.saveProgress();
  if (line.has("json")) {
    printJson(step, room, begun);
  } else {
    print(room, step, begun);
  }
  return 0;
}

int runReset(const Context& context, const Arguments& arguments) {
  const auto line =
      parseCommandLine(arguments, {{"json", ""}}, Unknown::Refuse);
  if (!line.words.empty()) throw cli::UsageError("reset takes no step");
  const Room room(context);
  const auto& step = room.step();
  const auto begun =
      workshop::begin(room.shop, step, workshop::From::StepBefore, step.slug);
  if (line.has("json")) {
    printJson(step, room, begun);
  } else {
    print(room, step, begun);
  }
  return 0;
}

}  // namespace hop::tool
