// SPDX-License-Identifier: MIT
#include "common/client/Http2Connection.h"

#include "common/client/UpstreamBusy.h"

#include <Poco/Net/NetException.h>

#include <utility>
#include <variant>

namespace hop::client {

namespace {

/// Below the time after which upstreams usually close (60 s and more).
constexpr std::chrono::seconds kIdle{30};

http2::Limits limits() {
  return {};
}

/// What a reset means to whoever waits.
std::exception_ptr reasonFor(std::uint32_t code) {
  if (code == NGHTTP2_ENHANCE_YOUR_CALM) {
    return std::make_exception_ptr(UpstreamBusy());
  }
  if (code == NGHTTP2_PROTOCOL_ERROR || code == NGHTTP2_COMPRESSION_ERROR ||
      code == NGHTTP2_FLOW_CONTROL_ERROR) {
    return std::make_exception_ptr(
        Poco::Net::MessageException("the response breaks the rules of HTTP/2"));
  }
  return std::make_exception_ptr(Poco::Net::ConnectionResetException());
}

}  // namespace

Http2Connection::Http2Connection(std::shared_ptr<io::Channel> channel)
    : Http2Link(std::move(channel), "", http2::Role::Client, limits()),
      idleSince_(Clock::now()) {}

bool Http2Connection::open(const std::shared_ptr<Http2Exchange>& one) {
  {
    const std::lock_guard lock(mutex_);
    if (strange_) {
      throw Poco::Net::MessageException("the upstream speaks no HTTP/2");
    }
    if (!usable_) return false;
    opening_.push_back(one);
  }
  post([self = shared_from_this()] { self->submitOpening(); });
  return true;
}

void Http2Connection::submitOpening() {
  std::vector<std::shared_ptr<Http2Exchange>> opening;
  {
    const std::lock_guard lock(mutex_);
    opening.swap(opening_);
  }
  for (const auto& one : opening) submit(one);
}

/// It may be sent elsewhere; but whoever never said SETTINGS speaks no HTTP/2,
/// and will not do so next time either.
void Http2Connection::turnAway(Http2Exchange& one) {
  const bool strange = !session().greeted();
  one.fail(reasonFor(strange ? NGHTTP2_PROTOCOL_ERROR : NGHTTP2_REFUSED_STREAM),
           !strange);
}

void Http2Connection::submit(const std::shared_ptr<Http2Exchange>& one) {
  if (!session().takesRequests()) {
    usable_ = false;
    return turnAway(*one);
  }
  const std::string scheme = secure() ? "https" : "http";
  const auto stream = session().request(
      one->head(), scheme, one->bodyless() ? nullptr : &one->upload());
  if (!stream) return turnAway(*one);
  streams_[*stream] = one;
  touch(*stream, one);
}

/// Whenever the waiting thread has given or taken octets, the session hears of
/// it; however often that is in between, once.
void Http2Connection::touch(std::int32_t stream,
                            const std::shared_ptr<Http2Exchange>& one) {
  auto touched = std::make_shared<std::atomic<bool>>(false);
  const std::weak_ptr<Http2Connection> weak = weak_from_this();
  const std::weak_ptr<Http2Exchange> exchange = one;
  const auto progress = [weak, exchange, stream, touched] {
    const auto self = weak.lock();
    if (!self || touched->exchange(true)) return;
    self->post([self, exchange, stream, touched] {
      *touched = false;
      const auto still = exchange.lock();
      const auto used = still ? still->download().takeConsumed() : 0;
      if (used > 0) self->session().consumed(stream, used);
      self->session().resume(stream);
    });
  };
  one->onProgress(progress);
  progress();  // what was put in before
}

void Http2Connection::cancel(const std::shared_ptr<Http2Exchange>& one) {
  post([self = shared_from_this(), one] {
    for (const auto& [stream, exchange] : self->streams_) {
      if (exchange == one) self->session().reset(stream, NGHTTP2_CANCEL);
    }
  });
}

void Http2Connection::onEvent(http2::StreamEvent event) {
  // After GOAWAY a stream is closed to be opened elsewhere.
  if (!session().takesRequests()) usable_ = false;
  const auto found = streams_.find(event.stream);
  if (found == streams_.end()) return;
  if (auto* message = std::get_if<http::Event>(&event.event)) {
    onMessage(*found->second, std::move(*message));
  } else if (const auto* closed = std::get_if<http2::Closed>(&event.event)) {
    onClosed(event.stream, closed->code);
  }
}

void Http2Connection::onMessage(Http2Exchange& one, http::Event event) {
  if (auto* head = std::get_if<http::ResponseHead>(&event)) {
    one.onHead(std::move(*head));
  } else if (const auto* data = std::get_if<http::Data>(&event)) {
    one.download().append(data->octets);
  } else if (auto* trailers = std::get_if<http::Trailers>(&event)) {
    one.onTrailers(std::move(*trailers));
  } else if (std::holds_alternative<http::End>(event)) {
    one.onEnd();
  }
}

void Http2Connection::onClosed(std::int32_t stream, std::uint32_t code) {
  const auto one = std::exchange(streams_[stream], nullptr);
  streams_.erase(stream);
  idleSince_ = Clock::now();
  one->fail(reasonFor(code), code == NGHTTP2_REFUSED_STREAM);
}

void Http2Connection::onLost() {
  std::vector<std::shared_ptr<Http2Exchange>> opening;
  {
    const std::lock_guard lock(mutex_);
    usable_ = false;
    strange_ = !session().greeted();
    opening.swap(opening_);
  }
  for (const auto& one : opening) turnAway(*one);
  const auto closed = std::make_exception_ptr(Poco::Net::NoMessageException());
  for (const auto& [id, one] : std::exchange(streams_, {})) {
    one->fail(closed, false);
  }
}

void Http2Connection::stop(bool) noexcept {
  abort();
}

void Http2Connection::onTick(Clock::time_point now) {
  if (!session().takesRequests()) usable_ = false;
  if (!streams_.empty() || leaving_) return;
  if (usable_ && now - idleSince_ < kIdle) return;
  const std::lock_guard lock(mutex_);
  if (!opening_.empty()) return;
  usable_ = false;
  leaving_ = true;
  session().goAway(NGHTTP2_NO_ERROR);
  wake();
  close();
}

}  // namespace hop::client
