// SPDX-License-Identifier: MIT
#include "tools/wire/Tap.h"

#include <Poco/Exception.h>
#include <Poco/Net/SocketImpl.h>
#include <Poco/Timespan.h>

#include <utility>
#include <vector>

namespace hop::wire {

namespace {

constexpr std::size_t kMostRelays = 64;
constexpr int kTickMilliseconds = 20;  // how soon the thread sees stop_

}  // namespace

Tap::Tap(const Poco::Net::SocketAddress& upstream, Recorder& recorder)
    : upstream_(upstream),
      recorder_(recorder),
      listener_(Poco::Net::SocketAddress("127.0.0.1", 0)) {
  thread_ = std::thread([this] { run(); });
}

Tap::~Tap() {
  stop_ = true;
  thread_.join();
}

std::uint16_t Tap::port() const {
  return listener_.address().port();
}

void Tap::run() {
  while (!stop_) {
    waitAndServe();
    relays_.remove_if([](const Relay& relay) { return relay.done(); });
  }
}

void Tap::waitAndServe() {
  std::vector<pollfd> wishes;
  const bool room = relays_.size() < kMostRelays;
  const auto listener = static_cast<int>(listener_.impl()->sockfd());
  wishes.push_back({room ? listener : -1, POLLIN, 0});
  for (const Relay& relay : relays_) {
    wishes.push_back(relay.proxyWish());
    wishes.push_back(relay.upstreamWish());
  }
  if (::poll(wishes.data(), wishes.size(), kTickMilliseconds) <= 0) return;
  auto wish = wishes.begin() + 1;
  for (Relay& relay : relays_) {
    relay.serve(wish->revents, std::next(wish)->revents);
    wish += 2;
  }
  if (wishes.front().revents != 0) accept();
}

void Tap::accept() {
  Poco::Net::StreamSocket proxy = listener_.acceptConnection();
  try {
    Poco::Net::StreamSocket upstream;
    upstream.connect(upstream_, Poco::Timespan(2, 0));
    relays_.emplace_back(proxy, upstream, ++connections_, recorder_);
  } catch (const Poco::Exception&) {
    proxy.close();  // nobody behind the tap: the proxy sees it close
  }
}

}  // namespace hop::wire
