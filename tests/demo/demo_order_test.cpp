// SPDX-License-Identifier: MIT
#include "common/cli/UsageError.h"

#include "tools/hop/DemoOrder.h"

#include <gtest/gtest.h>

namespace hop::tool {
namespace {

DemoOrder understand(const Arguments& arguments) {
  return understandDemo(
      {HOP_ROOT_DIR, HOP_BIN_DIR, manifest::Manifest(HOP_ROOT_DIR)}, arguments);
}

TEST(DemoOrder, WithoutAWordItIsTheNewestStep) {
  const manifest::Manifest manifest(HOP_ROOT_DIR);
  EXPECT_EQ(understand({}).step.slug, manifest.newest().slug);
  EXPECT_EQ(understand({"5"}).step.number, 5);
  EXPECT_EQ(understand({"5"}).mode, DemoOrder::Mode::One);
}

TEST(DemoOrder, OptionsOfTheStepGoToTheStep) {
  const auto order = understand({"7", "--strip-prefix", "/shop"});
  EXPECT_EQ(order.stepOptions, (Arguments{"--strip-prefix", "/shop"}));
  EXPECT_EQ(order.stripPrefix(), "/shop");
  EXPECT_EQ(understand({"7", "--strip-prefix=/a"}).stripPrefix(), "/a");
}

TEST(DemoOrder, WhatTheDemoChoosesIsNotForTheStep) {
  for (const std::string option :
       {"--listen=127.0.0.1:1", "--upstream=http://a", "--self-signed",
        "--cert=c.pem", "--key=k.pem"}) {
    EXPECT_THROW(understand({"10", option}), cli::UsageError) << option;
  }
}

TEST(DemoOrder, AllHasABaseAndNoStep) {
  EXPECT_EQ(understand({"--all"}).base, 8100);
  EXPECT_EQ(understand({"--all", "--base", "9100"}).base, 9100);
  EXPECT_THROW(understand({"--all", "5"}), cli::UsageError);
  EXPECT_THROW(understand({"--all", "--port", "9000"}), cli::UsageError);
  EXPECT_THROW(understand({"--base", "9100"}), cli::UsageError);
}

}  // namespace
}  // namespace hop::tool
