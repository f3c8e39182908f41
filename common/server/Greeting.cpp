// SPDX-License-Identifier: MIT
#include "common/server/Greeting.h"

#include <array>
#include <string_view>
#include <utility>

namespace hop::server {

namespace {

/// No request begins like this: the method is reserved (RFC 9113 section 11.6).
constexpr std::string_view kPrefaceBegins = "PRI ";

}  // namespace

Greeting::Greeting(std::shared_ptr<io::Channel> channel,
                   const ServerParams& params, OnDone onDone)
    : result_{std::move(channel), "", false},
      onDone_(std::move(onDone)),
      head_(params.requestHead) {
  const bool secure = result_.channel->secure();
  deadline_ = Clock::now() + (secure ? head_ : params.clientIdle);
}

io::Looped::Next Greeting::run() noexcept {
  if (stopped_) return Next::Over;
  try {
    next_ = result_.channel->secure() ? shakeHands() : readFirst();
  } catch (...) {
    next_ = Next::Over;  // no TLS, or nobody there any more
  }
  return next_;
}

io::Looped::Next Greeting::shakeHands() {
  switch (result_.channel->handshake()) {
    case io::Progress::Done:
      return decide(result_.channel->protocol() == "h2");
    case io::Progress::NeedsWrite:
      return Next::ReadWrite;
    case io::Progress::NeedsRead:
      return Next::Read;
    case io::Progress::Ended:
      break;
  }
  return Next::Over;
}

io::Looped::Next Greeting::readFirst() {
  std::array<char, 4096> buffer{};
  const auto read = result_.channel->read(buffer.data(), buffer.size());
  if (read.progress == io::Progress::Ended) return Next::Over;
  if (read.octets == 0) return Next::Read;
  if (result_.early.empty()) deadline_ = Clock::now() + head_;
  result_.early.append(buffer.data(), read.octets);
  const std::string_view early = result_.early;
  if (early.starts_with(kPrefaceBegins)) return decide(true);
  return kPrefaceBegins.starts_with(early) ? Next::Read : decide(false);
}

io::Looped::Next Greeting::decide(bool http2) {
  result_.http2 = http2;
  decided_ = true;
  return Next::Over;
}

io::Looped::Next Greeting::tick(Clock::time_point now) noexcept {
  return now >= deadline_ || stopped_ ? Next::Over : next_;
}

void Greeting::stop(bool) noexcept {
  stopped_ = true;
}

void Greeting::leave() noexcept {
  const auto channel = result_.channel;
  try {
    if (decided_) return onDone_(std::move(result_));
  } catch (...) {
    // It has gone already: even its address cannot be asked any more.
  }
  channel->close();
}

}  // namespace hop::server
