// SPDX-License-Identifier: MIT
#include "common/server/Http1Connection.h"

#include "common/http/Fields.h"
#include "common/http/ProtocolError.h"
#include "common/http/Truncated.h"
#include "common/io/Tunnel.h"
#include "common/server/ClientGone.h"
#include "common/server/ErrorResponse.h"
#include "common/server/Handling.h"

#include <Poco/Net/NetException.h>

#include <algorithm>
#include <memory>
#include <utility>

namespace hop::server {

namespace {

using Clock = std::chrono::steady_clock;
using http::Framing;
using Poco::Net::HTTPMessage;
using Poco::Net::HTTPResponse;
using std::chrono::milliseconds;

constexpr std::size_t kReadSize = std::size_t{16} * 1024;
/// A worker with nothing better to do waits this long for the next request
/// before the connection is parked: handing it to another thread costs more.
constexpr milliseconds kIdleWait{200};

/// RFC 9112 section 9.3; close wins.
bool wantsKeepAlive(const Poco::Net::HTTPRequest& request) {
  if (http::hasMember(request, HTTPMessage::CONNECTION, "close")) return false;
  return request.getVersion() != HTTPMessage::HTTP_1_0 ||
         http::hasMember(request, HTTPMessage::CONNECTION, "keep-alive");
}

Framing framingFor(const HTTPResponse& response, const std::string& method,
                   bool oldClient) {
  const int status = response.getStatus();
  if (method == "HEAD" || status / 100 == 1 || status == 204 || status == 304) {
    return {};
  }
  if (response.getChunkedTransferEncoding()) {
    return {oldClient ? Framing::Kind::UntilClose : Framing::Kind::Chunked};
  }
  if (response.hasContentLength()) {
    return {Framing::Kind::Length,
            static_cast<std::uint64_t>(response.getContentLength64())};
  }
  return {Framing::Kind::UntilClose};
}

}  // namespace

Http1Connection::Http1Connection(std::shared_ptr<io::Channel> channel,
                                 std::string_view early,
                                 ConnectionContext& context)
    : socket_(std::move(channel)),
      context_(context),
      client_(socket_.poco().peerAddress()),
      reader_(http1::Role::Server, context.params->limits),
      buffer_(kReadSize) {
  reader_.feed(early);
}

Next Http1Connection::serve() noexcept {
  try {
    return serveRequests();
  } catch (const http::ProtocolError& error) {
    return refuse(error.status());
  } catch (const http::Truncated&) {
    return Next::Close;
  } catch (const Poco::TimeoutException&) {
    // Part of a head came, and then nothing (RFC 9110 section 15.5.9).
    return refuse(HTTPResponse::HTTP_REQUEST_TIMEOUT);
  } catch (...) {
    return Next::Close;  // the client has gone
  }
}

Next Http1Connection::serveRequests() {
  while (const auto head = readHead()) {
    const Next next = handle(*head);
    if (next != Next::Park) return next;
    reader_.startNext();
    if (context_.stopping()) return Next::Close;
    if (!reader_.unread().empty()) continue;
    const bool waits = context_.mayWait();
    if (!socket_.readable(waits ? kIdleWait : milliseconds(0))) {
      return Next::Park;
    }
  }
  return Next::Close;
}

void Http1Connection::fill(milliseconds timeout) {
  const auto n = socket_.read(buffer_.data(), buffer_.size(), timeout);
  if (n == 0) {
    reader_.feedEof();
  } else {
    reader_.feed({buffer_.data(), n});
  }
}

std::optional<http::RequestHead> Http1Connection::readHead() {
  method_.clear();  // of the request before
  const auto deadline = Clock::now() + context_.params->requestHead;
  while (true) {
    if (auto event = reader_.next()) {
      return std::get<http::RequestHead>(std::move(*event));
    }
    if (reader_.ended()) return std::nullopt;
    const auto left =
        std::chrono::duration_cast<milliseconds>(deadline - Clock::now());
    if (left.count() <= 0) throw Poco::TimeoutException();
    fill(left);
  }
}

void Http1Connection::startExchange(const http::RequestHead& head) {
  const auto& request = head.message;
  oldClient_ = request.getVersion() == HTTPMessage::HTTP_1_0;
  keepAlive_ = wantsKeepAlive(request) && !context_.stopping();
  bodyRead_ = head.framing.empty();
  continueDue_ = !oldClient_ && request.getExpectContinue();
  trailers_ = {};
  if (bodyRead_) (void)reader_.next();  // its End
}

Next Http1Connection::handle(const http::RequestHead& head) {
  method_ = head.message.getMethod();
  startExchange(head);
  auto request = head.message;
  if (oldClient_) request.erase("Expect");  // RFC 9110 section 10.1.1
  const Outcome outcome = handleExchange(*this, request, context_);
  switch (outcome.kind) {
    case Outcome::Kind::Refused:
      return refuse(outcome.status);
    case Outcome::Kind::Gone:
      return Next::Close;
    default:
      if (upstream_) return Next::Tunnel;
      return afterHandler(outcome.kind == Outcome::Kind::Completed);
  }
}

Next Http1Connection::afterHandler(bool completed) {
  if (!completed) {
    // Until close, a FIN would look like the end of the body.
    if (writer_.untilClose()) socket_.resetOnClose();
    return writer_.untilClose() ? Next::Close : Next::Linger;
  }
  return keepAlive_ && bodyRead_ ? Next::Park : Next::Linger;
}

Next Http1Connection::refuse(HTTPResponse::HTTPStatus status) {
  try {
    const std::string text = errorResponse(status, method_ == "HEAD");
    socket_.write(text, context_.params->body);
    return Next::Linger;
  } catch (...) {
    return Next::Close;
  }
}

/// What the client does wrong must not be taken for the upstream's fault, so
/// nothing that comes out of here is a Poco::Exception.
std::string_view Http1Connection::pullBody() {
  try {
    return nextData();
  } catch (const Poco::TimeoutException&) {
    throw http::ProtocolError(HTTPResponse::HTTP_REQUEST_TIMEOUT,
                              "the request body stopped coming",
                              "RFC 9110 section 15.5.9");
  } catch (const Poco::Exception&) {
    throw http::Truncated();  // reset, or nobody wants it any more
  }
}

void Http1Connection::endBody() {
  (void)reader_.next();  // End; the octets given before stay valid
  bodyRead_ = true;
}

std::string_view Http1Connection::nextData() {
  if (bodyRead_) return {};
  if (continueDue_.exchange(false)) {
    sendInterim(HTTPResponse(HTTPResponse::HTTP_CONTINUE));
  }
  while (true) {
    auto event = reader_.next();
    if (!event) {
      fill(context_.params->body);
    } else if (const auto* data = std::get_if<http::Data>(&*event)) {
      // The last octet: said before it is passed on, because the response
      // may be under way before the next call.
      if (reader_.exhausted()) endBody();
      return data->octets;
    } else if (auto* trailers = std::get_if<http::Trailers>(&*event)) {
      trailers_ = std::move(*trailers);
    } else {
      bodyRead_ = true;
      return {};
    }
  }
}

void Http1Connection::onClientGone(std::function<void()> callback) {
  if (!callback && !watched_) return;
  watched_ = static_cast<bool>(callback);
  context_.watch(socket_.descriptor(), std::move(callback));
}

void Http1Connection::sendInterim(const HTTPResponse& response) {
  if (oldClient_) return;
  http::ResponseHead head{response, {}};
  write(writer_.write(head));
}

void Http1Connection::sendHead(HTTPResponse& response) {
  if (response.getStatus() == HTTPResponse::HTTP_SWITCHING_PROTOCOLS) {
    pending_ += writer_.write(http::ResponseHead{response, {}});
    return;  // its Connection field is the handler's
  }
  http::ResponseHead head{response, framingFor(response, method_, oldClient_)};
  // What is not read by now may never be: the client must not use this
  // connection again, and is told so (RFC 9112 section 9.6).
  keepAlive_ = keepAlive_ && bodyRead_ && response.getKeepAlive() &&
               head.framing.kind != Framing::Kind::UntilClose;
  head.message.erase(HTTPMessage::CONNECTION);
  if (!keepAlive_) head.message.add(HTTPMessage::CONNECTION, "close");
  if (keepAlive_ && oldClient_) {
    head.message.add(HTTPMessage::CONNECTION, "keep-alive");
  }
  pending_ += writer_.write(head);
}

void Http1Connection::flush() {
  if (!pending_.empty()) write(std::exchange(pending_, ""));
}

void Http1Connection::write(const std::string& octets) {
  try {
    socket_.write(octets, context_.params->body);
  } catch (const Poco::Exception&) {
    throw ClientGone();
  }
}

void Http1Connection::pushBody(std::string_view octets) {
  if (writer_.hasBody()) pending_ += writer_.write(http::Data{octets});
  flush();
}

void Http1Connection::hijack(std::unique_ptr<io::TunnelEnd> upstream,
                             milliseconds idle) {
  if (context_.loop == nullptr) {
    throw Poco::IllegalStateException("this server has no loop for tunnels");
  }
  flush();
  upstream_ = std::move(upstream);
  tunnelIdle_ = idle;
}

void Http1Connection::startTunnel() {
  auto client = std::make_unique<io::ChannelEnd>(socket_.channel(),
                                                 std::string(reader_.unread()));
  std::make_shared<io::Tunnel>(std::move(client), std::move(upstream_),
                               tunnelIdle_)
      ->start(*context_.loop);
}

void Http1Connection::finish(const Poco::Net::MessageHeader& trailers) {
  pending_ += writer_.writeEnd(trailers);
  flush();
}

}  // namespace hop::server
