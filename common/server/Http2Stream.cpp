// SPDX-License-Identifier: MIT
#include "common/server/Http2Stream.h"

#include "common/http/ProtocolError.h"
#include "common/http/Truncated.h"
#include "common/io/Tunnel.h"
#include "common/server/ClientGone.h"
#include "common/server/ErrorResponse.h"
#include "common/server/Handling.h"
#include "common/server/Http2TunnelEnd.h"
#include "common/server/WebSocketHandshake.h"

#include <Poco/Exception.h>

#include <utility>

namespace hop::server {

namespace {

using Poco::Net::HTTPResponse;

/// Octets of a response that wait for the client, for each stream.
constexpr std::size_t kResponsePipe = std::size_t{64} * 1024;

/// True when the head says that no body follows it, and so no trailers.
bool isBodyless(const HTTPResponse& response, const std::string& method) {
  const int status = response.getStatus();
  return method == "HEAD" || status == 204 || status == 304;
}

/// There is nothing to hurry for: the end follows at once.
bool isEmpty(const HTTPResponse& response) {
  return response.hasContentLength() && response.getContentLength64() == 0;
}

template <class Exception>
std::exception_ptr made() {
  return std::make_exception_ptr(Exception());
}

}  // namespace

Http2Stream::Http2Stream(std::int32_t id, http::RequestHead head,
                         const Owner& owner)
    : id_(id),
      head_(std::move(head)),
      owner_(owner),
      request_(0),
      response_(kResponsePipe),
      continueDue_(head_.message.getExpectContinue()) {
  if (!head_.message.has("Upgrade")) return;
  // Extended CONNECT: towards the upstream we are the WebSocket client.
  key_ = websocketKey();
  head_.message.set("Sec-WebSocket-Key", key_);
}

void Http2Stream::start() {
  const auto self = shared_from_this();
  request_.onProgress([this] { touch(); });
  response_.onProgress([this] { touch(); });
  if (!owner_.context.submit([self] { self->handle(); })) {
    refuse(HTTPResponse::HTTP_SERVICE_UNAVAILABLE);
    done_ = true;
  }
}

void Http2Stream::handle() {
  const Outcome outcome = handleExchange(*this, head_.message, owner_.context);
  switch (outcome.kind) {
    case Outcome::Kind::Completed:
      break;
    case Outcome::Kind::Refused:
      post([self = shared_from_this(), status = outcome.status](auto&) {
        self->refuse(status);
      });
      break;
    case Outcome::Kind::Aborted:
      // Behind the octets that are there: RST_STREAM, INTERNAL_ERROR.
      response_.abort(made<http::Truncated>());
      break;
    case Outcome::Kind::Gone:
      reset(NGHTTP2_CANCEL);
      break;
  }
  done_ = true;
}

void Http2Stream::post(std::function<void(http2::Session&)> work) {
  owner_.link->post([this, self = shared_from_this(), work = std::move(work)] {
    work(owner_.session);
  });
}

void Http2Stream::reset(std::uint32_t code) {
  post([id = id_, code](auto& session) { session.reset(id, code); });
}

/// The handler has taken or given something. However often that is, the
/// connection looks once.
void Http2Stream::touch() {
  if (touched_.exchange(true)) return;
  post([this](http2::Session& session) {
    touched_ = false;
    const auto used = request_.takeConsumed();
    if (used > 0) session.consumed(id_, used);
    session.resume(id_);
  });
}

void Http2Stream::cut() {
  request_.abort(made<http::Truncated>());
  response_.abort(made<ClientGone>());
  const std::lock_guard lock(mutex_);
  gone_ = true;
  if (clientGone_) clientGone_();
}

void Http2Stream::refuse(HTTPResponse::HTTPStatus status) {
  ErrorResponse error = errorFor(status);
  headOnly_ = head_.message.getMethod() == "HEAD";
  if (!headOnly_) {
    response_.append(error.body);
    response_.finish();
  }
  owner_.session.respond(id_, error.head, headOnly_ ? nullptr : &response_);
  done_ = true;  // a client that does not take it must not stay for ever
}

bool Http2Stream::stalled(std::chrono::steady_clock::time_point now) {
  const auto held = response_.held();
  if (held != heldBefore_ || !done_ || tunnel_) {
    heldBefore_ = held;
    heldSince_ = now;
  }
  const bool stalled = now - heldSince_ >= owner_.context.params->body;
  if (stalled) heldSince_ = now;  // to be said once, not with every tick
  return stalled;
}

/// What the client does wrong must not be taken for the upstream's fault, so
/// nothing that comes out of here is a Poco::Exception.
std::string_view Http2Stream::pullBody() {
  // What comes without a framing is for a tunnel, if at all. Behind a length
  // of 0 trailers may come.
  if (head_.framing.kind == http::Framing::Kind::None) return {};
  if (continueDue_.exchange(false)) {
    sendInterim(HTTPResponse(HTTPResponse::HTTP_CONTINUE));
  }
  try {
    const auto octets = request_.pull(owner_.context.params->body);
    if (octets.empty()) requestTrailers_ = request_.trailers();
    return octets;
  } catch (const Poco::TimeoutException&) {
    throw http::ProtocolError(HTTPResponse::HTTP_REQUEST_TIMEOUT,
                              "the request body stopped coming",
                              "RFC 9110 section 15.5.9");
  }
}

const Poco::Net::MessageHeader& Http2Stream::requestTrailers() const {
  return requestTrailers_;
}

void Http2Stream::onClientGone(std::function<void()> callback) {
  const std::lock_guard lock(mutex_);
  clientGone_ = std::move(callback);
  if (gone_ && clientGone_) clientGone_();
}

void Http2Stream::cancelBody() {
  request_.abort(made<http::Truncated>());
}

void Http2Stream::sendInterim(const HTTPResponse& response) {
  post([id = id_, response](http2::Session& session) {
    session.interim(id, response);
  });
}

void Http2Stream::sendHead(HTTPResponse& response) {
  responseHead_ = response;
  if (response.getStatus() == HTTPResponse::HTTP_SWITCHING_PROTOCOLS) {
    responseHead_ = connectedFrom(response, key_);
  }
  bodyless_ = isBodyless(response, head_.message.getMethod());
}

void Http2Stream::submitHead(io::BodyPipe* body) {
  headOnly_ = body == nullptr;
  post([id = id_, body, head = std::move(*responseHead_)](auto& session) {
    session.respond(id, head, body);
  });
  responseHead_.reset();
}

void Http2Stream::pushBody(std::string_view octets) {
  if (responseHead_ && isEmpty(*responseHead_)) return;  // see finish()
  if (responseHead_) submitHead(bodyless_ ? nullptr : &response_);
  if (bodyless_) return;
  try {
    response_.write(octets, owner_.context.params->body);
  } catch (const Poco::TimeoutException&) {
    throw ClientGone();
  }
}

/// A response without octets and without trailers is its head alone: gRPC
/// calls that trailers-only, and tells it from others by END_STREAM.
void Http2Stream::finish(const Poco::Net::MessageHeader& trailers) {
  if (responseHead_) {
    const bool alone = bodyless_ || trailers.empty();
    submitHead(alone ? nullptr : &response_);
    if (alone) return;
  }
  if (!bodyless_) response_.finish(trailers);
}

void Http2Stream::hijack(std::unique_ptr<io::TunnelEnd> upstream,
                         std::chrono::milliseconds idle) {
  tunnel_ = true;
  post([id = id_](http2::Session& session) { session.keepOpen(id); });
  submitHead(&response_);
  auto client = std::make_unique<Http2TunnelEnd>(shared_from_this());
  const auto tunnel = std::make_shared<io::Tunnel>(std::move(client),
                                                   std::move(upstream), idle);
  post([tunnel, loop = owner_.context.loop](auto&) { tunnel->start(*loop); });
}

}  // namespace hop::server
