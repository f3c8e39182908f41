// SPDX-License-Identifier: MIT
#pragma once

#include "tools/hop/Command.h"
#include "tools/workshop/Folder.h"
#include "tools/workshop/Progress.h"
#include "tools/workshop/Terminal.h"

#include <Poco/JSON/Object.h>

namespace hop::tool {

/// What every command of the workshop works with: the learner's folder (work/
/// of the checkout, or HOP_WORK), the progress in it, and the terminal.
class Room final {
 public:
  explicit Room(const Context& context);

  const pages::Book book;
  const workshop::Shop shop;
  const workshop::Folder folder;
  const workshop::Terminal terminal;
  workshop::Progress progress;

  /// The step that the learner is at.
  /// @throws workshop::NotReady when nothing was started yet.
  [[nodiscard]] const manifest::Step& step() const;
  void saveProgress() const { progress.save(folder.progressFile()); }
  /// The path as one would type it here.
  [[nodiscard]] static std::string typed(const std::filesystem::path& path);
};

void printJson(const Poco::JSON::Object::Ptr& object);

}  // namespace hop::tool
