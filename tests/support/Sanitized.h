// SPDX-License-Identifier: MIT
#pragma once

#include <cstdlib>

namespace hop::test {

/// True when the programs under test are instrumented (HOP_SANITIZED is set):
/// then they are slow, and their memory says nothing.
[[nodiscard]] inline bool sanitized() {
  return std::getenv("HOP_SANITIZED") != nullptr;
}

}  // namespace hop::test
