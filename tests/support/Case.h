// SPDX-License-Identifier: MIT
#pragma once

#include "tests/support/Octets.h"
#include "tests/support/Stage.h"

#include <gtest/gtest.h>

#include <string>

namespace hop::test {

/// Runs the body of a case, and writes its verdict: green, red with its
/// reason, or error (a crash of the proxy, or a fault of the test itself).
/// @param rowId as in tests/rows.tsv, spelled as an identifier: R05_01, CL28.
void runCase(const std::string& rowId, void (*body)(Stage& stage));

}  // namespace hop::test

/// One case of the catalogue. @p suite is the step it belongs to (Step05),
/// @p row its row in tests/rows.tsv (R05_01, E_01, CL28), @p name a few words.
/// The body gets a Stage called `stage`.
#define CASE(suite, row, name)                                           \
  static void hopCase_##row([[maybe_unused]] ::hop::test::Stage& stage); \
  TEST(suite, row##_##name) {                                            \
    ::hop::test::runCase(#row, &hopCase_##row);                          \
  }                                                                      \
  static void hopCase_##row([[maybe_unused]] ::hop::test::Stage& stage)
