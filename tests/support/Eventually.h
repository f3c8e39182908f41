// SPDX-License-Identifier: MIT
#pragma once

#include "tests/support/Connection.h"

#include <chrono>
#include <thread>

namespace hop::test {

/// Asks again and again until it holds. For what can be seen from outside
/// only, such as the number of open files of another process.
/// @return false when it did not hold in time.
template <class Predicate>
[[nodiscard]] bool eventually(Predicate holds,
                              std::chrono::milliseconds timeout = kPatience) {
  const auto deadline = std::chrono::steady_clock::now() + timeout;
  while (!holds()) {
    if (std::chrono::steady_clock::now() >= deadline) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  return true;
}

}  // namespace hop::test
