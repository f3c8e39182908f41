// SPDX-License-Identifier: MIT
#pragma once

#include "tools/hop/Command.h"
#include "tools/process/ChildProcess.h"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace hop::tool {

/// What the deck finds beside itself when it is given.
enum class Beside {
  Programs,  ///< the server of `./hop present`: the lab, and the real ports
  Nothing    ///< any web server: the lab with its recordings
};

/// Builds the deck of this checkout with slides/build/build.mjs (Node).
/// @throws std::runtime_error with what the build said: file, line, reason.
void buildDeck(const Context& context, const std::filesystem::path& directory,
               Beside beside);

/// Where the deck of this checkout lies when it is given, and whether it does.
[[nodiscard]] std::filesystem::path deckOf(const Context& context);
[[nodiscard]] bool isBuilt(const std::filesystem::path& directory);

/// Begins to build it; it takes the place of an older one when it is whole.
/// What the build has to complain about goes to our stderr.
/// @throws std::runtime_error when there is no Node.
[[nodiscard]] std::unique_ptr<process::ChildProcess> startDeckBuild(
    const Context& context, const std::filesystem::path& directory);

/// A demo on a slide, as the build has written it down.
struct DeckDemo {
  std::string slide;
  std::string scenario;
  std::vector<int> steps;
};

/// The demos of a deck that was built. @throws std::exception.
[[nodiscard]] std::vector<DeckDemo> demosOf(
    const std::filesystem::path& directory);

}  // namespace hop::tool
