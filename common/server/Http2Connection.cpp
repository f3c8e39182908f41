// SPDX-License-Identifier: MIT
#include "common/server/Http2Connection.h"

#include <utility>
#include <variant>

namespace hop::server {

namespace {

/// Between the two GOAWAY frames of a stop: streams that the client opened
/// before it read the first one are still served (RFC 9113 section 6.8).
constexpr std::chrono::milliseconds kFarewell{100};

http2::Limits limitsOf(const ServerParams& params) {
  http2::Limits limits;
  limits.streams = static_cast<std::uint32_t>(params.maxStreams);
  limits.headBytes = params.limits.headBytes;
  limits.fields = params.limits.fields;
  limits.target = params.limits.requestLine;
  limits.connectProtocol = params.connectProtocol;
  return limits;
}

}  // namespace

Http2Connection::Http2Connection(std::shared_ptr<io::Channel> channel,
                                 std::string early, ConnectionContext& context)
    : Http2Link(std::move(channel), std::move(early), http2::Role::Server,
                limitsOf(*context.params)),
      context_(context),
      peers_{this->channel().poco().peerAddress(),
             this->channel().poco().address(), this->channel().secure()},
      busyUntil_(Clock::now()) {
  setPatience({context.params->requestHead, context.params->body});
}

void Http2Connection::stop(bool atOnce) noexcept {
  if (atOnce) return abort();
  session().sayGoingAway();
  goingSince_ = Clock::now();
}

void Http2Connection::onEvent(http2::StreamEvent event) {
  const auto stream = event.stream;
  if (auto* message = std::get_if<http::Event>(&event.event)) {
    onMessage(stream, std::move(*message));
  } else if (const auto* refused = std::get_if<http2::Refused>(&event.event)) {
    onRefused(stream, refused->status);
  } else {
    onClosed(stream, std::get<http2::Closed>(event.event).code);
  }
}

void Http2Connection::onMessage(std::int32_t stream, http::Event event) {
  if (auto* head = std::get_if<http::RequestHead>(&event)) {
    return onHead(stream, std::move(*head));
  }
  const auto found = streams_.find(stream);
  if (found == streams_.end()) return;
  Http2Stream& one = *found->second;
  if (const auto* data = std::get_if<http::Data>(&event)) {
    one.onData(data->octets);
  } else if (auto* trailers = std::get_if<http::Trailers>(&event)) {
    one.onTrailers(std::move(*trailers));
  } else {
    one.onEnd();
  }
}

std::shared_ptr<Http2Stream> Http2Connection::add(std::int32_t stream,
                                                  http::RequestHead head) {
  const Http2Stream::Owner owner{shared_from_this(), session(), context_,
                                 peers_};
  const auto made =
      std::make_shared<Http2Stream>(stream, std::move(head), owner);
  streams_[stream] = made;
  return made;
}

void Http2Connection::onHead(std::int32_t stream, http::RequestHead head) {
  add(stream, std::move(head))->start();
}

void Http2Connection::onRefused(std::int32_t stream,
                                Poco::Net::HTTPResponse::HTTPStatus status) {
  add(stream, {})->refuse(status);
}

void Http2Connection::onClosed(std::int32_t stream, std::uint32_t code) {
  const auto found = streams_.find(stream);
  if (found == streams_.end()) return;
  const auto one = found->second;
  streams_.erase(found);
  if (code != NGHTTP2_NO_ERROR || !one->answered()) one->cut();
  busyUntil_ = Clock::now();
}

void Http2Connection::onLost() {
  for (const auto& [id, stream] : std::exchange(streams_, {})) stream->cut();
}

void Http2Connection::onTick(Clock::time_point now) {
  for (const auto& [id, stream] : streams_) {
    if (!stream->stalled(now)) continue;
    session().reset(id, NGHTTP2_CANCEL);
    wake();
  }
  const bool idle = streams_.empty() && !session().incomplete() &&
                    now - busyUntil_ >= context_.params->clientIdle;
  if (idle && !goingSince_) goingSince_ = now - kFarewell;
  if (!goingSince_ || now - *goingSince_ < kFarewell) return;
  if (!std::exchange(finalGoAway_, true)) session().goAway(NGHTTP2_NO_ERROR);
  wake();
  if (streams_.empty()) close();
}

}  // namespace hop::server
