// SPDX-License-Identifier: MIT
// A body between a thread that waits and one that must not.
#include "common/io/BodyPipe.h"

#include <Poco/Exception.h>

#include <gtest/gtest.h>

#include <array>
#include <stdexcept>
#include <thread>

namespace hop::io {
namespace {

using namespace std::chrono_literals;
using Then = BodyPipe::Piece::Then;

constexpr auto kSoon = 20ms;
constexpr auto kPatience = 10s;

/// What read() gives, and what it says of the rest: "abc wait".
std::string read(BodyPipe& pipe, std::size_t size) {
  std::string buffer(size, '?');
  const auto piece = pipe.read(buffer.data(), size);
  buffer.resize(piece.octets);
  const bool wait = piece.then == Then::Wait;
  return buffer + (wait ? " wait" : piece.then == Then::End ? " end" : " fail");
}

std::string tryPull(BodyPipe& pipe, std::size_t size) {
  std::string buffer(size, '?');
  const auto piece = pipe.tryPull(buffer.data(), size);
  buffer.resize(piece.octets);
  return buffer;
}

void abortWith(BodyPipe& pipe, const char* reason) {
  pipe.abort(std::make_exception_ptr(std::runtime_error(reason)));
}

TEST(BodyPipe, GivesWhatWasWrittenAndThenItsEnd) {
  BodyPipe pipe(16);
  EXPECT_EQ(read(pipe, 8), " wait");
  pipe.write("hello", kPatience);
  EXPECT_EQ(pipe.held(), 5U);
  EXPECT_EQ(read(pipe, 3), "hel wait");
  Poco::Net::MessageHeader trailers;
  trailers.set("x-t", "1");
  pipe.finish(trailers);
  EXPECT_EQ(read(pipe, 1), "l wait");
  EXPECT_EQ(read(pipe, 8), "o end");
  EXPECT_EQ(read(pipe, 8), " end");
  EXPECT_EQ(pipe.trailers().get("x-t"), "1");
}

TEST(BodyPipe, TakesNoMoreThanItsCapacity) {
  BodyPipe pipe(4);
  EXPECT_EQ(pipe.tryWrite("hello"), 4U);
  EXPECT_EQ(pipe.tryWrite("o"), 0U);
  EXPECT_THROW(pipe.write("o", kSoon), Poco::TimeoutException);
  EXPECT_EQ(read(pipe, 3), "hel wait");
  EXPECT_EQ(pipe.tryWrite("o world"), 3U);
  EXPECT_EQ(pipe.held(), 4U);
  EXPECT_EQ(read(pipe, 8), "lo w wait");
}

/// What arrives is bounded by the window that we gave, not here.
TEST(BodyPipe, AppendingNeverWaits) {
  BodyPipe pipe(4);
  pipe.append("much more than four");
  EXPECT_EQ(pipe.held(), 19U);
  EXPECT_EQ(pipe.tryWrite("x"), 0U);
}

TEST(BodyPipe, WritingWaitsUntilThereIsRoom) {
  BodyPipe pipe(4);
  std::string got;
  std::thread reader([&] {
    std::array<char, 3> buffer{};
    for (auto piece = pipe.read(buffer.data(), buffer.size());
         piece.then != Then::End;
         piece = pipe.read(buffer.data(), buffer.size())) {
      got.append(buffer.data(), piece.octets);
      EXPECT_LE(pipe.held(), 4U);
      if (piece.octets == 0) std::this_thread::yield();
    }
  });
  std::string sent;
  for (int i = 0; i < 500; ++i) {
    const std::string piece = std::to_string(i) + ",";
    pipe.write(piece, kPatience);
    sent += piece;
  }
  pipe.write("last.", kPatience);
  while (pipe.held() > 0) std::this_thread::yield();
  pipe.finish();
  reader.join();
  EXPECT_EQ(got, sent + "last.");
}

/// What pull() gave is consumed when the next one is asked for: then the other
/// side of an HTTP/2 stream may send as many more.
TEST(BodyPipe, WhatWasPulledIsConsumedByTheNextPull) {
  BodyPipe pipe(0);
  pipe.append("hello");
  EXPECT_EQ(pipe.pull(kPatience), "hello");
  EXPECT_EQ(pipe.takeConsumed(), 0U);
  pipe.append(" you");
  EXPECT_EQ(pipe.pull(kPatience), " you");
  EXPECT_EQ(pipe.takeConsumed(), 5U);
  EXPECT_EQ(pipe.takeConsumed(), 0U);
  EXPECT_FALSE(pipe.ended());
  pipe.finish();
  EXPECT_EQ(pipe.pull(kPatience), "");
  EXPECT_EQ(pipe.takeConsumed(), 4U);
  EXPECT_TRUE(pipe.ended());
}

TEST(BodyPipe, PullingWaitsForOctetsButNotForEver) {
  BodyPipe pipe(0);
  EXPECT_THROW((void)pipe.pull(kSoon), Poco::TimeoutException);
  std::thread later([&] {
    std::this_thread::sleep_for(kSoon);
    pipe.append("late");
  });
  EXPECT_EQ(pipe.pull(kPatience), "late");
  later.join();
}

TEST(BodyPipe, BehindTheOctetsIsTheFailure) {
  BodyPipe pipe(16);
  pipe.write("half", kPatience);
  abortWith(pipe, "cut");
  EXPECT_EQ(read(pipe, 2), "ha wait");
  EXPECT_EQ(read(pipe, 8), "lf fail");
  EXPECT_THROW(pipe.write("more", kPatience), std::runtime_error);
  EXPECT_THROW((void)pipe.tryWrite("more"), std::runtime_error);
  EXPECT_FALSE(pipe.ended());
}

TEST(BodyPipe, WhoPullsGetsTheOctetsBeforeTheFailureToo) {
  BodyPipe pipe(0);
  pipe.append("half");
  abortWith(pipe, "cut");
  EXPECT_EQ(pipe.pull(kPatience), "half");
  EXPECT_THROW((void)pipe.pull(kPatience), std::runtime_error);
}

TEST(BodyPipe, AbortingWakesWhoeverWaits) {
  BodyPipe full(1);
  full.write("x", kPatience);
  BodyPipe empty(1);
  std::thread later([&] {
    std::this_thread::sleep_for(kSoon);
    abortWith(full, "cut");
    abortWith(empty, "cut");
  });
  EXPECT_THROW(full.write("y", kPatience), std::runtime_error);
  EXPECT_THROW((void)empty.pull(kPatience), std::runtime_error);
  later.join();
}

TEST(BodyPipe, OnlyTheFirstEndCounts) {
  BodyPipe complete(8);
  complete.finish();
  abortWith(complete, "too late");
  EXPECT_EQ(read(complete, 1), " end");
  EXPECT_EQ(complete.pull(kPatience), "");
  BodyPipe cut(8);
  abortWith(cut, "first");
  abortWith(cut, "second");
  cut.finish();
  EXPECT_EQ(read(cut, 1), " fail");
  try {
    (void)cut.pull(kPatience);
    ADD_FAILURE() << "a body that was cut has ended";
  } catch (const std::runtime_error& error) {
    EXPECT_STREQ(error.what(), "first");
  }
}

TEST(BodyPipe, EachSideHearsOfTheOther) {
  BodyPipe pipe(8);
  int progress = 0;
  int arrivals = 0;
  pipe.onProgress([&] { ++progress; });
  pipe.onArrival([&] { ++arrivals; });
  pipe.write("hello", kPatience);
  EXPECT_EQ(progress, 1);
  EXPECT_EQ(arrivals, 0);
  EXPECT_EQ(read(pipe, 8), "hello wait");  // there is room again
  EXPECT_EQ(arrivals, 1);
  EXPECT_EQ(read(pipe, 8), " wait");
  EXPECT_EQ(arrivals, 1);
  pipe.append("back");
  EXPECT_EQ(arrivals, 2);
  EXPECT_EQ(tryPull(pipe, 8), "back");  // the window can be given back
  EXPECT_EQ(progress, 2);
  EXPECT_EQ(pipe.takeConsumed(), 4U);
  pipe.finish();
  EXPECT_EQ(progress, 3);
  EXPECT_EQ(arrivals, 3);
  pipe.finish();
  abortWith(pipe, "too late");
  EXPECT_EQ(progress, 3);
}

TEST(BodyPipe, WhatWasReadCanBePutBack) {
  BodyPipe pipe(16);
  pipe.keepRead(16);
  pipe.write("hello you", kPatience);
  EXPECT_EQ(read(pipe, 5), "hello wait");
  EXPECT_EQ(read(pipe, 2), " y wait");
  EXPECT_TRUE(pipe.rewind());
  pipe.finish();
  EXPECT_EQ(read(pipe, 16), "hello you end");
  EXPECT_TRUE(pipe.rewind());
  EXPECT_EQ(read(pipe, 16), "hello you end");
}

TEST(BodyPipe, WhatWasNotKeptCannot) {
  BodyPipe pipe(16);
  pipe.keepRead(4);
  pipe.write("hello", kPatience);
  EXPECT_EQ(read(pipe, 5), "hello wait");
  EXPECT_FALSE(pipe.rewind());
  BodyPipe cut(16);
  cut.keepRead(4);
  abortWith(cut, "cut");
  EXPECT_FALSE(cut.rewind());
}

}  // namespace
}  // namespace hop::io
