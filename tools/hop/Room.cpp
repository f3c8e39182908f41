// SPDX-License-Identifier: MIT
#include "tools/hop/Room.h"

#include <Poco/Environment.h>

#include <iostream>

namespace hop::tool {

namespace fs = std::filesystem;

Room::Room(const Context& context)
    : book(context.root, context.manifest),
      shop{context.bin,
           fs::absolute(Poco::Environment::get(
               "HOP_WORK", (context.root / "work").string())),
           book},
      folder(shop.work),
      terminal(workshop::Terminal::ofStandardOutput()),
      progress(workshop::Progress::load(folder.progressFile())) {}

const manifest::Step& Room::step() const {
  if (progress.step.empty()) {
    throw workshop::NotReady(
        "nothing is started yet: ./hop start 1 (or any other step) puts its "
        "beginning into " +
        typed(folder.path()));
  }
  return book.manifest().find(progress.step);
}

std::string Room::typed(const fs::path& path) {
  const fs::path near = path.lexically_relative(fs::current_path());
  const bool below = !near.empty() && *near.begin() != "..";
  return (below ? near : path).string();
}

void printJson(const Poco::JSON::Object::Ptr& object) {
  object->stringify(std::cout, 2);
  std::cout << std::endl;
}

}  // namespace hop::tool
