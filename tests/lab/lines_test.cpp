// SPDX-License-Identifier: MIT
// The lines of a lane say which connection brought each exchange.
#include "tools/wire/Drawing.h"

#include <gtest/gtest.h>

namespace hop::wire {
namespace {

const std::string kRequest = "GET / HTTP/1.1\r\n\r\n";
const std::string kResponse = "HTTP/1.1 204 No Content\r\n\r\n";

/// Octets, each with the number of its connection.
using Said = std::vector<std::pair<int, std::string>>;

/// The remarks between the lines of this lane, empty ones too.
std::vector<std::string> remarksIn(Place place, const Said& said) {
  Exchange exchange;
  exchange.outcome = Outcome::Answered;
  for (const auto& [connection, octets] : said) {
    exchange.lanes.at(place).events.push_back(
        {Event::Kind::Octets, 1, connection, octets});
  }
  const Drawing drawing = draw(exchange, Detail::Full);
  std::vector<std::string> remarks;
  for (const Line& line : drawing[static_cast<std::size_t>(place)].lines) {
    if (line.kind == Piece::Kind::End) remarks.push_back(line.note);
  }
  return remarks;
}

TEST(LaneLines, SayNothingAboutOneExchange) {
  EXPECT_TRUE(remarksIn(Place::UpstreamReceived, {{1, kRequest}}).empty());
  EXPECT_TRUE(remarksIn(Place::UpstreamSent, {{1, kResponse}}).empty());
}

TEST(LaneLines, NumberTheConnectionsOfALane) {
  const std::vector<std::string> wanted{"on connection 2", "on connection 3"};
  EXPECT_EQ(remarksIn(Place::UpstreamReceived,
                      {{1, kRequest}, {2, kRequest}, {3, kRequest}}),
            wanted);
  EXPECT_EQ(remarksIn(Place::UpstreamSent,
                      {{1, kResponse}, {2, kResponse}, {3, kResponse}}),
            wanted);
}

TEST(LaneLines, TellAConnectionThatIsUsedAgain) {
  EXPECT_EQ(remarksIn(Place::UpstreamReceived, {{1, kRequest}, {1, kRequest}}),
            std::vector<std::string>{"on the same connection"});
  EXPECT_EQ(
      remarksIn(Place::UpstreamSent,
                {{1, kResponse}, {1, kResponse}, {2, kResponse}}),
      (std::vector<std::string>{"on the same connection", "on connection 2"}));
}

TEST(LaneLines, KeepAnInterimResponseWithItsFinalOne) {
  // The empty line of its head stands between them already.
  EXPECT_TRUE(
      remarksIn(Place::UpstreamSent,
                {{1, "HTTP/1.1 103 Early Hints\r\n\r\n"}, {1, kResponse}})
          .empty());
}

TEST(LaneLines, TakeOctetsWithoutAHeadForNoMessage) {
  EXPECT_EQ(remarksIn(Place::ClientSent, {{1, kRequest}, {1, "G"}}),
            std::vector<std::string>{"cut off: this message is not complete"});
}

}  // namespace
}  // namespace hop::wire
