// SPDX-License-Identifier: MIT
#pragma once

#include <cstdlib>

namespace hop::test {

/// Sanitizers keep what has been freed for a while, to notice its next use, and
/// a shadow of the rest: what a proxy holds then says little. They look for
/// leaks themselves.
inline bool underSanitizer() {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  return true;
#else
  return std::getenv("ASAN_OPTIONS") != nullptr ||
         std::getenv("TSAN_OPTIONS") != nullptr;
#endif
}

}  // namespace hop::test
