// SPDX-License-Identifier: MIT
#include "common/cli/UsageError.h"
#include "tools/hop/CommandLine.h"
#include "tools/hop/Room.h"

#include <Poco/JSON/Array.h>

#include <iomanip>
#include <iostream>

namespace hop::tool {

namespace {

int hintsRead(const Room& room, const std::string& slug) {
  const auto found = room.progress.hints.find(slug);
  return found == room.progress.hints.end() ? 0 : found->second;
}

void print(const Room& room) {
  for (const auto& step : room.book.manifest().written()) {
    const bool here = step.slug == room.progress.step;
    const std::string title =
        (here ? "> " : "  ") + step.slug.substr(0, 2) + "  ";
    const auto& terminal = room.terminal;
    if (!step.part.empty()) std::cout << "\n  " << step.part << "\n";
    std::cout << title << terminal.star(room.progress.core.contains(step.slug))
              << terminal.star(room.progress.all.contains(step.slug)) << "  "
              << (here ? terminal.paint(workshop::Terminal::Colour::Bold,
                                        step.title)
                       : step.title);
    if (const int hints = hintsRead(room, step.slug); hints > 0) {
      std::cout << terminal.paint(
          workshop::Terminal::Colour::Dim,
          "  (hints read: " + std::to_string(hints) + " of 3)");
    }
    std::cout << "\n";
  }
  std::cout << "\nThe first star: all core rows up to there are green. The "
               "second one: every row.\n";
  if (room.progress.step.empty()) {
    std::cout << "Nothing is started yet: ./hop start 1\n";
  }
}

void printAsJson(const Room& room) {
  using Poco::JSON::Object;
  Object::Ptr object = new Object(Poco::JSON_PRESERVE_KEY_ORDER);
  Poco::JSON::Array::Ptr steps = new Poco::JSON::Array;
  for (const auto& step : room.book.manifest().written()) {
    Object::Ptr entry = new Object(Poco::JSON_PRESERVE_KEY_ORDER);
    entry->set("step", step.slug);
    entry->set("core", room.progress.core.contains(step.slug));
    entry->set("all", room.progress.all.contains(step.slug));
    entry->set("hints", hintsRead(room, step.slug));
    steps->add(entry);
  }
  object->set("step", room.progress.step);
  object->set("work", room.folder.path().string());
  object->set("steps", steps);
  printJson(object);
}

}  // namespace

int runStatus(const Context& context, const Arguments& arguments) {
  const auto line =
      parseCommandLine(arguments, {{"json", ""}}, Unknown::Refuse);
  if (!line.words.empty()) throw cli::UsageError("status takes no step");
  const Room room(context);
  if (line.has("json")) {
    printAsJson(room);
  } else {
    print(room);
  }
  return 0;
}

}  // namespace hop::tool
