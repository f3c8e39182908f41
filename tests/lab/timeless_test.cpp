// SPDX-License-Identifier: MIT
// Recordings do not depend on the moment, the ports, or how octets were cut.
#include "tools/wire/Timeless.h"

#include <gtest/gtest.h>

namespace hop::wire {
namespace {

using Kind = Event::Kind;

Exchange exchangeWithPace(int pace) {
  Exchange exchange;
  exchange.scenario.pace = std::chrono::milliseconds(pace);
  exchange.proxyPort = 40001;
  exchange.upstreamPort = 40002;
  return exchange;
}

std::vector<double> timesOf(const Lane& lane) {
  std::vector<double> times;
  for (const Event& event : lane.events) times.push_back(event.at);
  return times;
}

TEST(Timeless, JoinsWhatCameTogether) {
  Exchange exchange = exchangeWithPace(0);
  exchange.lanes.at(Place::ClientReceived).events = {
      {Kind::Octets, 1, 1, "HTTP/1.1 2"}, {Kind::Octets, 7, 1, "00 OK\r\n"}};
  const auto lane = timeless(exchange).lanes.at(Place::ClientReceived);
  ASSERT_EQ(lane.events.size(), 1U);
  EXPECT_EQ(lane.events[0].octets, "HTTP/1.1 200 OK\r\n");
  EXPECT_EQ(lane.events[0].at, 0);
}

TEST(Timeless, ReplacesDatesAndPortsAndKeepsTheirLength) {
  Exchange exchange = exchangeWithPace(0);
  const std::string octets =
      "Date: Fri, 27 Nov 2026 09:12:21 GMT\r\nHost: 127.0.0.1:40002\r\n"
      "X: 127.0.0.1:40001, 127.0.0.1:51234\r\n";
  // A read may end in the middle of either.
  exchange.lanes.at(Place::UpstreamReceived).events = {
      {Kind::Octets, 1, 1, octets.substr(0, 12)},
      {Kind::Octets, 2, 1, octets.substr(12)}};
  const auto lane = timeless(exchange).lanes.at(Place::UpstreamReceived);
  EXPECT_EQ(lane.events[0].octets,
            "Date: Thu, 01 Jan 2026 12:00:00 GMT\r\nHost: 127.0.0.1:19000\r\n"
            "X: 127.0.0.1:18080, 127.0.0.1:50000\r\n");
  EXPECT_EQ(lane.events[0].octets.size(), octets.size());
}

TEST(Timeless, KeepsThePausesOfASenderAndNothingElse) {
  Exchange exchange = exchangeWithPace(400);
  exchange.lanes.at(Place::UpstreamSent).events = {{Kind::Octets, 31, 1, "a"},
                                                   {Kind::Octets, 44, 1, "b"},
                                                   {Kind::Octets, 700, 1, "c"}};
  exchange.lanes.at(Place::ClientReceived).events = {
      {Kind::Octets, 390, 1, "ab"}, {Kind::Octets, 1500, 1, "c"}};
  const auto result = timeless(exchange);
  EXPECT_EQ(timesOf(result.lanes.at(Place::UpstreamSent)),
            (std::vector<double>{0, 400}));
  // Late, and still before what came after the pause.
  EXPECT_EQ(timesOf(result.lanes.at(Place::ClientReceived)),
            (std::vector<double>{0, 400}));
}

TEST(Timeless, ShowsWhatWasHeldBack) {
  Exchange exchange = exchangeWithPace(400);
  exchange.lanes.at(Place::UpstreamSent).events = {{Kind::Octets, 0, 1, "a"},
                                                   {Kind::Octets, 401, 1, "b"}};
  exchange.lanes.at(Place::ClientReceived).events = {
      {Kind::Octets, 402, 1, "ab"}};
  EXPECT_EQ(timesOf(timeless(exchange).lanes.at(Place::ClientReceived)),
            std::vector<double>{400});
}

TEST(Timeless, KeepsAnEndOnlyWhereAMessageNeedsIt) {
  Exchange exchange = exchangeWithPace(0);
  exchange.lanes.at(Place::UpstreamReceived).events = {
      {Kind::Octets, 0, 1, "GET / HTTP/1.1\r\n\r\n"},
      {Kind::Octets, 0, 2, "GET / HTTP/1.1\r\n\r\n"},
      {Kind::Closed, 9, 1}};
  exchange.lanes.at(Place::UpstreamSent).events = {
      {Kind::Octets, 1, 1, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"},
      {Kind::Closed, 2, 1},
      {Kind::Octets, 3, 2, "HTTP/1.1 200 OK\r\n\r\nuntil close"},
      {Kind::Closed, 4, 2}};
  const auto result = timeless(exchange);
  EXPECT_EQ(result.lanes.at(Place::UpstreamReceived).events.size(), 2U);
  const auto& sent = result.lanes.at(Place::UpstreamSent).events;
  ASSERT_EQ(sent.size(), 3U);
  EXPECT_EQ(sent[2].kind, Kind::Closed);
  EXPECT_EQ(sent[2].connection, 2);
}

TEST(Timeless, PutsTheEndOfAStreamOnItsLastOctets) {
  using namespace std::string_literals;
  const std::string settings = "\0\0\0\4\0\0\0\0\0"s;
  const std::string open = "\0\0\7\0\0\0\0\0\1HTTP/2\n"s;
  const std::string ending = "\0\0\7\0\1\0\0\0\1HTTP/2\n"s;
  const std::string end = "\0\0\0\0\1\0\0\0\1"s;
  const auto recorded = [](const std::string& octets) {
    Exchange exchange = exchangeWithPace(0);
    exchange.lanes.at(Place::ClientReceived).events = {
        {Kind::Octets, 0, 1, octets}};
    return timeless(exchange).lanes.at(Place::ClientReceived).events;
  };
  const auto folded = recorded(settings + open + end);
  ASSERT_EQ(folded.size(), 1U);
  EXPECT_EQ(folded[0].octets, settings + ending);
  EXPECT_EQ(recorded(settings + ending)[0].octets, settings + ending);
  // The end of another stream, and a body that is empty, stay what they are.
  const std::string other = "\0\0\0\0\1\0\0\0\3"s;
  EXPECT_EQ(recorded(settings + open + other)[0].octets,
            settings + open + other);
  EXPECT_EQ(recorded(settings + end)[0].octets, settings + end);
}

TEST(Timeless, KeepsAnEndThatCameAfterAPause) {
  using namespace std::string_literals;
  Exchange exchange = exchangeWithPace(400);
  exchange.lanes.at(Place::UpstreamSent).events = {
      {Kind::Octets, 1, 1, "\0\0\0\4\0\0\0\0\0\0\0\1\0\0\0\0\0\1a"s},
      {Kind::Octets, 401, 1, "\0\0\0\0\1\0\0\0\1"s}};
  const auto lane = timeless(exchange).lanes.at(Place::UpstreamSent);
  ASSERT_EQ(lane.events.size(), 2U);
  EXPECT_EQ(lane.events[1].octets, "\0\0\0\0\1\0\0\0\1"s);
}

TEST(Timeless, StopsTheClockOfTheLog) {
  Exchange exchange = exchangeWithPace(0);
  exchange.log = "GET / 200 17ms\nGET / 502 connect upstream refused 2004ms\n";
  EXPECT_EQ(timeless(exchange).log,
            "GET / 200 1ms\nGET / 502 connect upstream refused 1ms\n");
}

}  // namespace
}  // namespace hop::wire
