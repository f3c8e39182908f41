// SPDX-License-Identifier: MIT
#include "tools/wire/ScriptedUpstream.h"

#include "tools/wire/Messages.h"

#include <Poco/Exception.h>
#include <Poco/Net/SocketAddress.h>
#include <Poco/Timespan.h>

#include <algorithm>
#include <array>

namespace hop::wire {

namespace {

using namespace std::chrono_literals;

const Poco::Timespan kTick(0, 20'000);  // how soon the thread sees stop_
constexpr auto kPatience = 5s;

}  // namespace

ScriptedUpstream::ScriptedUpstream(std::vector<Part> script)
    : script_(std::move(script)),
      listener_(Poco::Net::SocketAddress("127.0.0.1", 0)) {
  thread_ = std::thread([this] { run(); });
}

ScriptedUpstream::~ScriptedUpstream() {
  stop_ = true;
  thread_.join();
}

std::uint16_t ScriptedUpstream::port() const {
  return listener_.address().port();
}

void ScriptedUpstream::run() {
  while (!stop_) {
    if (!listener_.poll(kTick, Poco::Net::Socket::SELECT_READ)) continue;
    try {
      auto socket = listener_.acceptConnection();
      serve(socket);
    } catch (const Poco::Exception&) {
      // The proxy went away: its business, and the lanes show it.
    }
  }
}

void ScriptedUpstream::serve(Poco::Net::StreamSocket& socket) {
  socket.setNoDelay(true);
  if (!readRequest(socket)) return;
  for (const Part& part : script_) {
    pause(part.wait);
    socket.sendBytes(part.octets.data(), static_cast<int>(part.octets.size()));
  }
  socket.shutdownSend();
}

bool ScriptedUpstream::readRequest(Poco::Net::StreamSocket& socket) const {
  Lane lane;
  std::array<char, 4096> buffer{};
  const auto deadline = std::chrono::steady_clock::now() + kPatience;
  while (!stop_ && std::chrono::steady_clock::now() < deadline) {
    if (!socket.poll(kTick, Poco::Net::Socket::SELECT_READ)) continue;
    const int got = socket.receiveBytes(buffer.data(), buffer.size());
    if (got <= 0) return false;
    lane.events.push_back(
        {Event::Kind::Octets, 0, 1,
         std::string(buffer.data(), static_cast<std::size_t>(got))});
    const Messages requests = requestsIn(lane);
    if (!requests.empty() && requests.front().complete) return true;
  }
  return false;
}

void ScriptedUpstream::pause(std::chrono::milliseconds time) const {
  const auto until = std::chrono::steady_clock::now() + time;
  while (!stop_ && std::chrono::steady_clock::now() < until) {
    std::this_thread::sleep_for(std::min<std::chrono::milliseconds>(time, 5ms));
  }
}

}  // namespace hop::wire
