// SPDX-License-Identifier: MIT
// Who keeps us busy for nothing is stopped; who is merely busy is not.
#include "common/http2/FrameGuard.h"

#include "tests/unit/http2_frames.h"

#include <gtest/gtest.h>

namespace hop::http2 {
namespace {

constexpr std::size_t kStreams = 100;

/// A connection's guard, fed with frames as long as it takes them.
class Feeding final {
 public:
  explicit Feeding(Role role = Role::Server) : guard(role, kStreams) {
    if (role == Role::Server) say(kPreface);
    say(settings());
  }

  void say(std::string_view octets) {
    if (!error_) error_ = guard.look(octets).error;
  }
  /// How often @p octets pass, at most 20,000 times.
  int timesUntilRefused(const std::string& octets) {
    int times = 0;
    while (times < 20'000 && !error_) {
      say(octets);
      times += error_ ? 0 : 1;
    }
    return times;
  }
  [[nodiscard]] bool calmed() const {
    return error_ == std::uint32_t{NGHTTP2_ENHANCE_YOUR_CALM};
  }
  [[nodiscard]] bool fine() const { return !error_; }
  std::int32_t next() { return stream_ += 2; }

  FrameGuard guard;

 private:
  std::optional<std::uint32_t> error_;
  std::int32_t stream_ = -1;
};

struct Flood {
  std::string name;
  std::string octets;
};

std::ostream& operator<<(std::ostream& out, const Flood& flood) {
  return out << flood.name;
}

class Floods : public testing::TestWithParam<Flood> {};

TEST_P(Floods, EndWithinAThousandFrames) {
  Feeding client;
  client.say(post(client.next()));
  EXPECT_LE(client.timesUntilRefused(GetParam().octets), 1'000);
  EXPECT_TRUE(client.calmed());
  Feeding upstream(Role::Client);
  EXPECT_LE(upstream.timesUntilRefused(GetParam().octets), 1'000);
  EXPECT_TRUE(upstream.calmed());
}

INSTANTIATE_TEST_SUITE_P(
    All, Floods,
    testing::Values(Flood{"PING", ping()}, Flood{"SETTINGS", settings()},
                    Flood{"EmptyDATA", data(1, "")},
                    Flood{"WINDOW_UPDATE", windowUpdate(0, 1)},
                    Flood{"PRIORITY", octetsOf({NGHTTP2_PRIORITY, 0, 1,
                                                number(0, 4) + number(16, 1)})},
                    Flood{"GOAWAY", goAway(0)},
                    Flood{"Unknown", octetsOf({0x7f, 0, 0, ""})}),
    [](const auto& sample) { return sample.param.name; });

/// CVE-2023-44487.
TEST(Credit, EndsRequestsThatAreTakenBack) {
  Feeding client;
  int resets = 0;
  for (; resets < 20'000 && client.fine(); ++resets) {
    const auto stream = client.next();
    client.say(post(stream) + rstStream(stream));
  }
  EXPECT_TRUE(client.calmed());
  EXPECT_LT(resets, 500);
}

/// A few octets of a body must not buy the next one.
TEST(Credit, EndsThemWithABodyToo) {
  Feeding client;
  int resets = 0;
  for (; resets < 20'000 && client.fine(); ++resets) {
    const auto stream = client.next();
    client.say(post(stream));
    for (int i = 0; i < 5; ++i) client.say(data(stream, "x"));
    client.say(rstStream(stream));
  }
  EXPECT_TRUE(client.calmed());
  EXPECT_LT(resets, 500);
}

/// CVE-2025-8671.
TEST(Credit, EndsRequestsThatWeMustReset) {
  Feeding client;
  int resets = 0;
  for (; resets < 20'000 && client.fine(); ++resets) {
    const auto stream = client.next();
    client.say(get(stream));
    client.guard.onResetSent(stream, NGHTTP2_PROTOCOL_ERROR);
  }
  EXPECT_TRUE(client.calmed());
  EXPECT_LT(resets, 200);
}

TEST(Credit, EndsRequestsBeyondTheLimit) {
  Feeding client;
  int refused = 0;
  for (; refused < 20'000 && client.fine(); ++refused) {
    const auto stream = client.next();
    client.say(get(stream));
    client.guard.onResetSent(stream, NGHTTP2_REFUSED_STREAM);
  }
  EXPECT_TRUE(client.calmed());
  EXPECT_LE(refused, 1'100);
}

/// What is the upstream's fault, or ours, is not the client's.
TEST(Credit, IsNotSpentByOurOwnFaults) {
  Feeding client;
  for (int i = 0; i < 5'000; ++i) {
    const auto stream = client.next();
    client.say(get(stream));
    client.guard.onResetSent(
        stream, i % 2 == 0 ? NGHTTP2_INTERNAL_ERROR : NGHTTP2_NO_ERROR);
  }
  EXPECT_TRUE(client.fine());
}

TEST(Credit, LastsForThousandsOfRequests) {
  Feeding client;
  for (int i = 0; i < 50'000; ++i) {
    client.say(get(client.next()));
    client.guard.onHeadSent();
    client.guard.onDataSent(100);
  }
  EXPECT_TRUE(client.fine());
}

TEST(Credit, LastsForAHundredThatAreCancelledAtOnce) {
  Feeding client;
  for (int round = 0; round < 3; ++round) {
    std::string cancel;
    for (int i = 0; i < 100; ++i) {
      const auto stream = client.next();
      client.say(get(stream));
      cancel += rstStream(stream);
    }
    client.say(cancel);
  }
  EXPECT_TRUE(client.fine());
}

/// One request in ten is cancelled, and the others are answered.
TEST(Credit, LastsForClientsThatChangeTheirMind) {
  Feeding client;
  for (int i = 0; i < 50'000; ++i) {
    const auto stream = client.next();
    client.say(get(stream));
    if (i % 10 == 0) {
      client.say(rstStream(stream));
    } else {
      client.guard.onHeadSent();
      client.guard.onDataSent(1'000);
    }
  }
  EXPECT_TRUE(client.fine());
}

/// gRPC measures the way with a PING for the message that came, and says of
/// both windows that the octets were used.
TEST(Credit, LastsForMessagesInBothDirectionsWithPings) {
  Feeding client;
  const auto stream = client.next();
  client.say(post(stream));
  client.guard.onHeadSent();
  for (int i = 0; i < 50'000; ++i) {
    client.say(data(stream, "a message"));
    client.guard.onDataSent(9);
    client.say(ping() + windowUpdate(0, 9) + windowUpdate(stream, 9));
  }
  EXPECT_TRUE(client.fine());
}

/// Some clients say after each 4 KiB that they have used them.
TEST(Credit, LastsForABigDownloadInSmallSteps) {
  Feeding client;
  const auto stream = client.next();
  client.say(get(stream));
  for (int i = 0; i < 10'000; ++i) {
    client.guard.onDataSent(16'384);
    for (int step = 0; step < 8; ++step) {
      client.say(windowUpdate(0, 2'048) + windowUpdate(stream, 2'048));
    }
  }
  EXPECT_TRUE(client.fine());
}

/// A window of one octet is slow, not wrong.
TEST(Credit, LastsForAWindowOfOneOctet) {
  Feeding client;
  const auto stream = client.next();
  client.say(get(stream));
  for (int i = 0; i < 100'000; ++i) {
    client.say(windowUpdate(stream, 1));
    client.guard.onDataSent(1);
  }
  EXPECT_TRUE(client.fine());
}

/// An upload, padded or not, with a PING now and then.
TEST(Credit, LastsForABigUpload) {
  Feeding client;
  const auto stream = client.next();
  client.say(post(stream));
  const std::string piece(1'000, 'a');
  for (int i = 0; i < 20'000; ++i) {
    client.say(data(stream, piece));
    client.say(octetsOf({NGHTTP2_DATA, NGHTTP2_FLAG_PADDED, stream,
                         '\xff' + piece + std::string(255, '\0')}));
    if (i % 4 == 0) client.say(ping());
  }
  EXPECT_TRUE(client.fine());
}

/// An upstream that says "enough" to every upload, after its answer.
TEST(Credit, LastsForAnUpstreamThatAnswersEarly) {
  Feeding upstream(Role::Client);
  for (int i = 0; i < 20'000; ++i) {
    const auto stream = upstream.next();
    upstream.guard.onHeadSent();
    upstream.guard.onDataSent(100);
    upstream.say(headers(stream, {{":status", "403"}}) +
                 rstStream(stream, NGHTTP2_NO_ERROR));
  }
  EXPECT_TRUE(upstream.fine());
}

TEST(Credit, TimeEarnsItBack) {
  Feeding client;
  for (int second = 0; second < 100; ++second) {
    for (int i = 0; i < 50; ++i) client.say(ping());
    for (int i = 0; i < 15; ++i) {
      const auto stream = client.next();
      client.say(get(stream) + rstStream(stream));
    }
    client.guard.onSecond();
  }
  EXPECT_TRUE(client.fine());
}

TEST(Credit, CannotBeSavedUp) {
  Feeding client;
  for (int second = 0; second < 10'000; ++second) client.guard.onSecond();
  client.guard.onDataSent(std::size_t{1} << 24);
  EXPECT_LE(client.timesUntilRefused(ping()), 1'000);
  EXPECT_TRUE(client.calmed());
}

}  // namespace
}  // namespace hop::http2
