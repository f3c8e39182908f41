// SPDX-License-Identifier: MIT
#include "tools/pages/Region.h"

#include "tests/pages/TestTree.h"

#include <gtest/gtest.h>

namespace hop::pages {
namespace {

TEST(Region, TextIsDedentedAndHasNoMarkers) {
  const TestTree tree;
  const RegionFile file(tree.write("a.cpp",
                                   "  //! [outer]\n    a();\n"
                                   "    //! [inner]\n      b();\n"
                                   "  //! [outer]\n  c();\n  //! [inner]\n"));
  EXPECT_EQ(file.text(*file.find("outer")), (Lines{"a();", "  b();"}));
  EXPECT_EQ(file.text(*file.find("inner")), (Lines{"    b();", "c();"}));
  EXPECT_EQ(file.find("other"), nullptr);
}

TEST(Region, UnpairedMarkerNamesFileAndLine) {
  const TestTree tree;
  const auto path = tree.write("a.cpp", "int a;\n//! [open]\nint b;\n");
  const auto message = messageOf([&] { RegionFile file(path); });
  EXPECT_EQ(message, path.string() + ":2: region 'open' is never closed");
}

TEST(Region, ThirdMarkerIsAnError) {
  const TestTree tree;
  const auto path = tree.write("a.cpp", "//! [x]\n//! [x]\n//! [x]\n");
  const auto message = messageOf([&] { RegionFile file(path); });
  EXPECT_PRED2(holds, message, "a.cpp:3: region 'x' has already ended");
}

TEST(Region, MisspelledMarkerIsAnError) {
  const TestTree tree;
  const auto path = tree.write("a.cpp", "//![x]\n");
  const auto message = messageOf([&] { RegionFile file(path); });
  EXPECT_PRED2(holds, message, "a.cpp:1: write a region marker as");
}

TEST(Region, MissingFileIsAnError) {
  const auto message = messageOf([] { RegionFile file("/nowhere/main.cpp"); });
  EXPECT_EQ(message, "cannot read /nowhere/main.cpp");
}

}  // namespace
}  // namespace hop::pages
