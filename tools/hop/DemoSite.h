// SPDX-License-Identifier: MIT
#pragma once

#include "tools/hop/DemoDeck.h"
#include "tools/hop/PresentServer.h"

#include <optional>
#include <string>

namespace hop::tool {

/// The lab and the deck beside a demo, served from the constructor on. Without
/// Node there is the lab alone.
class DemoSite final {
 public:
  /// @param base where the upstream of the block of all steps listens; empty
  ///   when there is no such block.
  /// @throws std::exception when nothing can be served.
  DemoSite(const Context& context, std::optional<int> base);

  /// Their addresses, and what the deck needs when it is not there.
  [[nodiscard]] std::string text() const;

 private:
  DemoDeck deck_;
  PresentServer server_;
};

}  // namespace hop::tool
