// SPDX-License-Identifier: MIT
#include "tools/wire/RawClient.h"

#include "tools/wire/Messages.h"
#include "tools/wire/Octets.h"

#include <Poco/Exception.h>
#include <Poco/Net/SocketAddress.h>
#include <Poco/Timespan.h>

#include <algorithm>
#include <array>
#include <utility>

namespace hop::wire {

namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

constexpr auto kPatience = 3s;
constexpr auto kLongest = 20s;
constexpr auto kMomentLonger = 80ms;
constexpr auto kUntilClosed = 1000ms;  // when the proxy has said that it will
const Poco::Timespan kTick(0, 10'000);

}  // namespace

std::string_view nameOf(Outcome outcome) {
  switch (outcome) {
    case Outcome::Answered:
      return "answered";
    case Outcome::Closed:
      return "closed";
    case Outcome::Reset:
      return "reset";
    case Outcome::Silent:
      return "silent";
    case Outcome::Running:
      break;
  }
  return "running";
}

RawClient::RawClient(std::uint16_t port, Recorder& recorder,
                     Cancelled cancelled)
    : recorder_(recorder), cancelled_(std::move(cancelled)) {
  socket_.connect(Poco::Net::SocketAddress("127.0.0.1", port),
                  Poco::Timespan(2, 0));
  socket_.setNoDelay(true);
  socket_.setSendTimeout(Poco::Timespan(2, 0));
}

Outcome RawClient::run(const std::vector<Part>& request) {
  recorder_.start();
  for (const Part& part : request) {
    read(Until::TimeIsUp, part.wait);
    if (open_) send(part);
  }
  read(Until::Answered, kPatience);
  if (isAnswered()) {
    outcome_ = Outcome::Answered;
    read(Until::TimeIsUp, isClosing() ? kUntilClosed : kMomentLonger);
    if (isAnswered()) outcome_ = Outcome::Answered;
  }
  socket_.close();
  return outcome_;
}

void RawClient::send(const Part& part) {
  recorder_.octets(Place::ClientSent, 1, part.octets);
  try {
    socket_.sendBytes(part.octets.data(), static_cast<int>(part.octets.size()));
  } catch (const Poco::Exception&) {
    ended(Event::Kind::Reset);
  }
}

/// @param silence how long nothing may come.
void RawClient::read(Until until, std::chrono::milliseconds silence) {
  const auto begin = Clock::now();
  auto last = begin;
  while (open_ && Clock::now() - last < silence &&
         Clock::now() - begin < kLongest) {
    if (cancelled_ && cancelled_()) throw Interrupted();
    if (!socket_.poll(kTick, Poco::Net::Socket::SELECT_READ)) continue;
    readOnce();
    // A pause before the next part is a pause, whatever comes meanwhile.
    if (until == Until::Answered) last = Clock::now();
    if (until == Until::Answered && isAnswered()) return;
  }
}

void RawClient::readOnce() {
  std::array<char, 16'384> buffer{};
  try {
    const int got = socket_.receiveBytes(buffer.data(), buffer.size());
    if (got <= 0) return ended(Event::Kind::Closed);
    recorder_.octets(Place::ClientReceived, 1,
                     {buffer.data(), static_cast<std::size_t>(got)});
  } catch (const Poco::Exception&) {
    ended(Event::Kind::Reset);
  }
}

void RawClient::ended(Event::Kind how) {
  open_ = false;
  outcome_ = how == Event::Kind::Reset ? Outcome::Reset : Outcome::Closed;
  recorder_.ended(Place::ClientReceived, 1, how);
}

bool RawClient::isClosing() const {
  const Lanes lanes = recorder_.lanes();
  const Messages responses = responsesIn(
      lanes.at(Place::ClientReceived), requestsIn(lanes.at(Place::ClientSent)));
  return !responses.empty() &&
         lower(responses.back().field("Connection")) == "close";
}

bool RawClient::isAnswered() const {
  const Lanes lanes = recorder_.lanes();
  const Messages requests = requestsIn(lanes.at(Place::ClientSent));
  // What was not recorded cannot be judged.
  if (lanes.at(Place::ClientReceived).leftOut > 0) return true;
  const Messages responses =
      responsesIn(lanes.at(Place::ClientReceived), requests);
  const auto whole = std::count_if(
      responses.begin(), responses.end(), [](const Message& response) {
        return response.complete &&
               (response.status() >= 200 || response.status() == 101);
      });
  return whole > 0 && static_cast<std::size_t>(whole) >= requests.size();
}

}  // namespace hop::wire
