// SPDX-License-Identifier: MIT
#include "common/io/BodyStream.h"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace hop::io {
namespace {

TEST(BodyInput, KnowsNothingOfWhatItWouldHaveToWaitFor) {
  BodyInput body([] { return std::string_view("late"); });
  EXPECT_EQ(body.rdbuf()->in_avail(), 0);
  EXPECT_EQ(body.get(), 'l');
  EXPECT_EQ(body.rdbuf()->in_avail(), 3);
}

TEST(BodyInput, HasWhatIsReadyAndLosesNothing) {
  std::optional<std::string_view> next;
  BodyInput body([] { return std::string_view(); }, false,
                 [&next] { return std::exchange(next, std::nullopt); });
  EXPECT_EQ(body.rdbuf()->in_avail(), 0);
  next = "ready";
  EXPECT_EQ(body.rdbuf()->in_avail(), 5);
  EXPECT_EQ(body.rdbuf()->in_avail(), 5);
  std::string text;
  std::getline(body, text);
  EXPECT_EQ(text, "ready");
}

TEST(BodyInput, KnowsThatItIsEmpty) {
  BodyInput body([] { return std::string_view(); }, true,
                 [] { return std::string_view("no"); });
  EXPECT_EQ(body.rdbuf()->in_avail(), -1);
}

TEST(BodyInput, KnowsItsEndWithoutWaiting) {
  BodyInput body([] { return std::string_view(); }, false,
                 [] { return std::string_view(); });
  EXPECT_EQ(body.rdbuf()->in_avail(), -1);
  EXPECT_EQ(body.peek(), std::istream::traits_type::eof());
}

TEST(BodyInput, WhatTheQuestionRanIntoIsToldByTheRead) {
  BodyInput body([] { return std::string_view("more"); }, false,
                 []() -> std::optional<std::string_view> {
                   throw std::runtime_error("cut");
                 });
  EXPECT_EQ(body.rdbuf()->in_avail(), 0);
  EXPECT_THROW((void)body.peek(), std::runtime_error);
  EXPECT_THROW(body.rethrowFailure(), std::runtime_error);
}

}  // namespace
}  // namespace hop::io
