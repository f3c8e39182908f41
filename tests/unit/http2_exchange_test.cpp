// SPDX-License-Identifier: MIT
#include "common/client/Http2Exchange.h"

#include <Poco/Net/NetException.h>
#include <gtest/gtest.h>

#include <array>

namespace hop::client {
namespace {

using namespace std::chrono_literals;
using Poco::Net::ConnectionAbortedException;
using Poco::Net::ConnectionResetException;
using Poco::Net::HTTPRequest;

template <class Exception>
std::exception_ptr made() {
  return std::make_exception_ptr(Exception());
}

std::string readFrom(io::BodyPipe& pipe) {
  std::array<char, 100> buffer{};
  const auto piece = pipe.read(buffer.data(), buffer.size());
  return {buffer.data(), piece.octets};
}

struct Posting {
  Http2Exchange exchange{HTTPRequest("POST", "/", "HTTP/1.1"), false};
  Posting() {
    exchange.upload().write("body", 1s);
    EXPECT_EQ(readFrom(exchange.upload()), "body");
  }
};

TEST(Http2Exchange, ARefusedRequestIsSentAgainWithItsBody) {
  Posting one;
  one.exchange.fail(made<ConnectionResetException>(), true);
  EXPECT_TRUE(one.exchange.waitForHead(0ms).untouched);
  EXPECT_TRUE(one.exchange.startAgain());
  EXPECT_FALSE(one.exchange.waitForHead(0ms).untouched);
  EXPECT_EQ(readFrom(one.exchange.upload()), "body");
}

TEST(Http2Exchange, OnceAnAnswerHasBegunNothingIsSentAgain) {
  Posting one;
  one.exchange.onHead({});
  one.exchange.fail(made<ConnectionResetException>(), true);
  EXPECT_TRUE(one.exchange.waitForHead(0ms).head.has_value());
  EXPECT_THROW((void)one.exchange.waitForHead(0ms), ConnectionResetException);
  EXPECT_THROW((void)one.exchange.startAgain(), ConnectionResetException);
}

/// The client goes between the refusal and the second try.
TEST(Http2Exchange, WhatWasAbortedIsNotSentAgain) {
  Posting one;
  one.exchange.fail(made<ConnectionResetException>(), true);
  one.exchange.fail(made<ConnectionAbortedException>(), false);
  EXPECT_THROW((void)one.exchange.waitForHead(0ms), ConnectionAbortedException);
  EXPECT_THROW((void)one.exchange.startAgain(), ConnectionAbortedException);
}

TEST(Http2Exchange, WhatWasNotKeptCannotBeSentAgain) {
  Posting one;
  one.exchange.upload().forgetRead();
  one.exchange.fail(made<ConnectionResetException>(), true);
  EXPECT_FALSE(one.exchange.startAgain());
}

TEST(Http2Exchange, AFailureEndsAnUploadThatWaits) {
  Posting one;
  one.exchange.fail(made<ConnectionResetException>(), false);
  EXPECT_THROW(one.exchange.upload().write("more", 1s),
               ConnectionResetException);
}

}  // namespace
}  // namespace hop::client
