// SPDX-License-Identifier: MIT
#include "tools/hop/DemoSite.h"

namespace hop::tool {

namespace {

std::optional<std::filesystem::path> pathOf(const DemoDeck& deck) {
  if (!deck.isThere()) return std::nullopt;
  return deck.directory();
}

}  // namespace

DemoSite::DemoSite(const Context& context, std::optional<int> base)
    : deck_(context),
      server_({context.root, context.bin}, pathOf(deck_), {}, base) {}

std::string DemoSite::text() const {
  std::string text = "\nThe lab:   " + server_.labUrl() + "\nThe deck:  ";
  text += deck_.isThere() ? server_.url("en")
                          : "it needs Node.js and npm packages: "
                            "./hop ready --for present";
  return text + "\n";
}

}  // namespace hop::tool
