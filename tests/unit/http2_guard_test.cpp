// SPDX-License-Identifier: MIT
// What FrameGuard lets pass to nghttp2, and what ends a connection.
#include "common/http2/FrameGuard.h"

#include "tests/unit/http2_frames.h"

#include <gtest/gtest.h>

#include <ostream>
#include <vector>

namespace hop::http2 {
namespace {

constexpr std::size_t kStreams = 100;

/// "12" when so many octets pass, "12!1" when the connection ends behind them
/// with that error code.
std::string verdict(FrameGuard& guard, std::string_view octets,
                    std::size_t step = std::string_view::npos) {
  std::size_t accepted = 0;
  while (!octets.empty()) {
    const auto piece = octets.substr(0, step);
    const auto found = guard.look(piece);
    accepted += found.accepted;
    if (found.error) {
      return std::to_string(accepted) + "!" + std::to_string(*found.error);
    }
    EXPECT_EQ(found.accepted, piece.size());
    octets.remove_prefix(piece.size());
  }
  return std::to_string(accepted);
}

std::string serverVerdict(const std::string& octets, std::size_t step) {
  FrameGuard guard(Role::Server, kStreams);
  return verdict(guard, octets, step);
}

/// The error code alone, or -1.
std::int64_t errorAfter(FrameGuard& guard, std::string_view octets) {
  const auto error = guard.look(octets).error;
  return error ? std::int64_t{*error} : -1;
}

struct Sample {
  std::string name;
  std::string octets;  ///< after the greeting
  std::int64_t error = -1;
};

std::ostream& operator<<(std::ostream& out, const Sample& sample) {
  return out << sample.name;
}

std::string longBlock(std::size_t frames, std::size_t size) {
  std::string octets = octetsOf({NGHTTP2_HEADERS, 0, 1, block(kGet)});
  for (std::size_t i = 1; i < frames; ++i) {
    octets += octetsOf({NGHTTP2_CONTINUATION, 0, 1, std::string(size, 'a')});
  }
  return octets;
}

class EveryFrameCut : public testing::TestWithParam<Sample> {};

TEST_P(EveryFrameCut, GivesTheSameVerdict) {
  const std::string octets = greeting() + GetParam().octets;
  const auto whole = serverVerdict(octets, octets.size());
  const auto mark = whole.find('!');
  EXPECT_EQ(mark == whole.npos ? -1 : std::stol(whole.substr(mark + 1)),
            GetParam().error)
      << whole;
  const std::size_t stride = octets.size() > 2'000 ? 9'973 : 1;
  for (std::size_t step = 1; step < octets.size(); step += stride) {
    ASSERT_EQ(serverVerdict(octets, step), whole) << "in pieces of " << step;
  }
}

const std::string kTrailers = headers(1, {{"x-t", "1"}});

INSTANTIATE_TEST_SUITE_P(
    Server, EveryFrameCut,
    testing::Values(
        Sample{"nothing more", ""}, Sample{"a request", get(1)},
        Sample{"two requests", get(1) + get(3)},
        Sample{"an upload", post(1) + data(1, "hello") + data(1, "", 1)},
        Sample{"trailers", post(1) + data(1, "hello") + kTrailers},
        Sample{"interleaved", post(1) + post(3) + data(1, "a") + data(3, "b") +
                                  data(1, "", 1) + data(3, "c", 1)},
        Sample{"two frames of a block",
               octetsOf({NGHTTP2_HEADERS, kEndStream, 1, block(kGet)}) +
                   octetsOf({NGHTTP2_CONTINUATION, kEndHeaders, 1, ""})},
        Sample{"reset", post(1) + rstStream(1)},
        Sample{"reset twice", post(1) + rstStream(1) + rstStream(1)},
        Sample{"what comes late",
               get(1) + windowUpdate(1, 1) + rstStream(1) + windowUpdate(1, 1)},
        Sample{"ids with gaps", get(1) + get(101) + get(103)},
        Sample{"an unknown type", octetsOf({0x7f, 0xff, 0, "abc"}) + get(1)},
        Sample{"DATA after END_STREAM", get(1) + data(1, "x"),
               NGHTTP2_STREAM_CLOSED},
        Sample{"HEADERS after END_STREAM", get(1) + get(1),
               NGHTTP2_STREAM_CLOSED},
        Sample{"DATA after trailers", post(1) + kTrailers + data(1, "x"),
               NGHTTP2_STREAM_CLOSED},
        Sample{"DATA after RST_STREAM", post(1) + rstStream(1) + data(1, "x"),
               NGHTTP2_STREAM_CLOSED},
        Sample{"HEADERS after RST_STREAM",
               post(1) + rstStream(1) + headers(1, kGet),
               NGHTTP2_STREAM_CLOSED},
        Sample{"what nghttp2 refuses",
               get(1) + octetsOf({NGHTTP2_CONTINUATION, kEndHeaders, 1, ""})},
        Sample{"ids that go down", get(5) + get(3), NGHTTP2_STREAM_CLOSED},
        Sample{"an id that was left out", post(1) + get(5) + get(3),
               NGHTTP2_PROTOCOL_ERROR},
        Sample{"as many frames of a block as we take", longBlock(16, 10)},
        Sample{"one more", longBlock(17, 10), NGHTTP2_ENHANCE_YOUR_CALM},
        Sample{"a block that is too large", longBlock(17, 16'384),
               NGHTTP2_ENHANCE_YOUR_CALM}),
    [](const auto& sample) {
      std::string name = sample.param.name;
      std::replace(name.begin(), name.end(), ' ', '_');
      return name;
    });

TEST(FrameGuard, ThePrefaceMayComeInAnyTwoPieces) {
  for (std::size_t cut = 1; cut < kPreface.size(); ++cut) {
    FrameGuard guard(Role::Server, kStreams);
    EXPECT_EQ(verdict(guard, kPreface.substr(0, cut)), std::to_string(cut));
    EXPECT_TRUE(guard.incomplete());
    EXPECT_EQ(verdict(guard, kPreface.substr(cut)),
              std::to_string(kPreface.size() - cut));
    EXPECT_FALSE(guard.incomplete());
  }
}

TEST(FrameGuard, AnyOtherPrefaceIsRefusedAtItsFirstWrongOctet) {
  for (std::size_t at = 0; at < kPreface.size(); ++at) {
    std::string preface(kPreface);
    preface[at] = static_cast<char>(preface[at] ^ 1);
    EXPECT_EQ(serverVerdict(preface, 1), std::to_string(at) + "!1");
    EXPECT_EQ(serverVerdict(preface, preface.size()), "0!1");
  }
}

TEST(FrameGuard, AnUpstreamSaysNoPreface) {
  FrameGuard guard(Role::Client, kStreams);
  EXPECT_EQ(errorAfter(guard, settings()), -1);
  EXPECT_FALSE(guard.incomplete());
}

TEST(FrameGuard, KnowsWhatIsIncomplete) {
  FrameGuard guard(Role::Server, kStreams);
  EXPECT_TRUE(guard.incomplete());
  (void)guard.look(greeting());
  EXPECT_FALSE(guard.incomplete());
  const std::string one = ping();
  for (std::size_t i = 0; i + 1 < one.size(); ++i) {
    (void)guard.look(one.substr(i, 1));
    EXPECT_TRUE(guard.incomplete()) << i;
  }
  (void)guard.look(one.substr(one.size() - 1));
  EXPECT_FALSE(guard.incomplete());
  // A block without its end: the frame is whole, the block is not.
  (void)guard.look(octetsOf({NGHTTP2_HEADERS, 0, 1, block(kPost)}));
  EXPECT_TRUE(guard.incomplete());
  (void)guard.look(octetsOf({NGHTTP2_CONTINUATION, kEndHeaders, 1, ""}));
  EXPECT_FALSE(guard.incomplete());
  // A body may take its time, for that is the stream's timer.
  (void)guard.look(data(1, "hello").substr(0, 11));
  EXPECT_FALSE(guard.incomplete());
}

TEST(FrameGuard, FramesForAStreamThatWeHaveResetMayStillBeUnderWay) {
  FrameGuard guard(Role::Server, kStreams);
  (void)guard.look(greeting() + post(1));
  guard.onResetSent(1, NGHTTP2_NO_ERROR);
  EXPECT_EQ(errorAfter(guard, data(1, "x") + data(1, "y", kEndStream)), -1);
  EXPECT_EQ(errorAfter(guard, rstStream(1)), -1);
  EXPECT_EQ(errorAfter(guard, data(1, "z")), NGHTTP2_STREAM_CLOSED);
}

TEST(FrameGuard, AStreamThatHasEndedStaysEndedWhenWeResetIt) {
  FrameGuard guard(Role::Server, kStreams);
  (void)guard.look(greeting() + get(1));
  guard.onResetSent(1, NGHTTP2_INTERNAL_ERROR);
  EXPECT_EQ(errorAfter(guard, data(1, "x")), NGHTTP2_STREAM_CLOSED);
}

TEST(FrameGuard, ALongLivedStreamSurvivesThousandsOfOthers) {
  FrameGuard guard(Role::Server, kStreams);
  (void)guard.look(greeting() + post(1));
  for (std::int32_t id = 3; id < 20'001; id += 2) {
    ASSERT_EQ(errorAfter(guard, get(id)), -1) << id;
  }
  EXPECT_EQ(errorAfter(guard, data(1, "still here")), -1);
  EXPECT_EQ(errorAfter(guard, get(3)), NGHTTP2_PROTOCOL_ERROR);
}

TEST(FrameGuard, WhatIsForgottenIsClosed) {
  FrameGuard guard(Role::Server, kStreams);
  (void)guard.look(greeting());
  for (std::int32_t id = 1; id < 5'001; id += 2) (void)guard.look(get(id));
  EXPECT_EQ(errorAfter(guard, rstStream(1) + windowUpdate(1, 1)), -1);
  EXPECT_EQ(errorAfter(guard, get(1)), NGHTTP2_STREAM_CLOSED);
}

/// Were they all remembered, each new one would cost a walk over all others.
TEST(FrameGuard, StreamsThatNeverCloseAreBounded) {
  FrameGuard guard(Role::Server, kStreams);
  (void)guard.look(greeting());
  std::int32_t opened = 0;
  while (opened < 10'000 && errorAfter(guard, post(2 * opened + 1)) == -1) {
    ++opened;
  }
  EXPECT_GE(opened, static_cast<std::int32_t>(kStreams));
  EXPECT_LT(opened, 1'000);
}

}  // namespace
}  // namespace hop::http2
