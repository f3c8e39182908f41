// SPDX-License-Identifier: MIT
#include "tools/hop/DemoDeck.h"

#include "tools/hop/DeckBuild.h"

#include <fstream>

namespace hop::tool {

namespace {

namespace fs = std::filesystem;

/// Until the build has put the deck in its place.
constexpr const char* kNotYet =
    R"(<!doctype html><html lang="en"><meta charset="utf-8">
<meta http-equiv="refresh" content="1"><title>The deck is being built</title>
<p>The deck is being built. If this page stays, the terminal says why.</p></html>
)";

/// The last thing that npm writes.
bool hasPackages(const Context& context) {
  return fs::exists(context.root / "slides" / "node_modules" /
                    ".package-lock.json");
}

void writeNotYet(const fs::path& directory) {
  fs::create_directories(directory);
  std::ofstream(directory / "index.html") << kNotYet;
}

}  // namespace

DemoDeck::DemoDeck(const Context& context) : directory_(deckOf(context)) {
  isThere_ = isBuilt(directory_);
  if (!hasPackages(context)) return;
  try {
    build_ = startDeckBuild(context, directory_);
  } catch (const std::runtime_error&) {
    return;  // Node is not here
  }
  if (!isThere_) writeNotYet(directory_);
  isThere_ = true;
}

}  // namespace hop::tool
