// SPDX-License-Identifier: MIT
#include "common/cli/UsageError.h"
#include "tools/hop/CommandLine.h"
#include "tools/hop/Room.h"
#include "tools/pages/DiffText.h"
#include "tools/pages/Text.h"
#include "tools/workshop/Chunks.h"

#include <Poco/TemporaryFile.h>

#include <iostream>

namespace hop::tool {

int runSolution(const Context& context, const Arguments& arguments) {
  const auto line =
      parseCommandLine(arguments, {{"json", ""}}, Unknown::Refuse);
  if (!line.words.empty()) {
    throw cli::UsageError("solution is about the step that was started");
  }
  const Room room(context);
  const auto& step = room.step();
  const auto mine = room.folder.mainFile();
  if (!std::filesystem::exists(mine)) {
    throw workshop::NotReady(Room::typed(mine) +
                             " is missing: ./hop reset brings the start back");
  }
  Poco::TemporaryFile ours;
  pages::writeFile(ours.path(),
                   workshop::withoutMarkers(room.book.source(step)));
  const auto hunks = pages::diffFiles(mine, ours.path());
  if (line.has("json")) {
    Poco::JSON::Object::Ptr object =
        new Poco::JSON::Object(Poco::JSON_PRESERVE_KEY_ORDER);
    object->set("step", step.slug);
    object->set("diff", pages::diffText(hunks, pages::Colours::No));
    printJson(object);
  } else if (hunks.empty()) {
    std::cout << Room::typed(mine) << " is our solution.\n";
  } else {
    std::cout << "From your " << Room::typed(mine) << " to our steps/"
              << step.slug << "/main.cpp\n"
              << pages::diffText(hunks, pages::coloursOfStdout());
  }
  return 0;
}

}  // namespace hop::tool
