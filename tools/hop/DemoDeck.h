// SPDX-License-Identifier: MIT
#pragma once

#include "tools/hop/Command.h"
#include "tools/process/ChildProcess.h"

#include <filesystem>
#include <memory>

namespace hop::tool {

/// The deck beside a demo. Nobody waits for it: what was built before is there
/// at once, and Node (if it is here, with the deck's packages) builds the deck
/// of this checkout meanwhile, which then takes its place.
class DemoDeck final {
 public:
  explicit DemoDeck(const Context& context);

  /// Is there a deck, or will there be one in a moment?
  [[nodiscard]] bool isThere() const { return isThere_; }
  /// Where it lies. Only when it is there.
  [[nodiscard]] const std::filesystem::path& directory() const {
    return directory_;
  }

 private:
  std::filesystem::path directory_;
  std::unique_ptr<process::ChildProcess> build_;  ///< or empty
  bool isThere_ = false;
};

}  // namespace hop::tool
