// SPDX-License-Identifier: MIT
#include "common/server/Http1Connection.h"

#include "common/http/Persistence.h"
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
      reader_(http1::Role::Server, context.params->limits) {
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
  while (auto head = readHead()) {
    const Next next = handle(*head);
    if (next != Next::Park) return next;
    reader_.startNext();
    socket_.resumeReads();  // cancelBody() may have come with the last octet
    if (context_.stopping()) return Next::Close;
    if (reader_.unread().empty() && !awaitNext()) return Next::Park;
  }
  return Next::Close;
}

bool Http1Connection::awaitNext() {
  socket_.makePatient();
  return fill(context_.mayWait() ? kIdleWait : milliseconds(0));
}

/// @return false when nothing came in time.
bool Http1Connection::fill(milliseconds timeout) {
  const auto room = reader_.room(kReadSize);
  const auto n = socket_.tryRead(room.data(), room.size(), timeout);
  if (!n) return false;
  reader_.filled(*n);
  if (*n == 0) reader_.feedEof();
  return true;
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
    if (left.count() <= 0 || !fill(left)) throw Poco::TimeoutException();
  }
}

void Http1Connection::startExchange(const http::RequestHead& head) {
  const auto& request = head.message;
  oldClient_ = request.getVersion() == HTTPMessage::HTTP_1_0;
  keepAlive_ = http::persists(request) && !context_.stopping();
  bodyRead_ = head.framing.empty();
  continueDue_ = !oldClient_ && request.getExpectContinue();
  trailers_ = {};
  if (bodyRead_) (void)reader_.next();  // its End
}

Next Http1Connection::handle(http::RequestHead& head) {
  method_ = head.message.getMethod();
  startExchange(head);
  if (oldClient_) head.message.erase("Expect");  // RFC 9110 section 10.1.1
  const Outcome outcome = handleExchange(*this, head.message, context_);
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
  if (!bodyRead_ && continueDue_.exchange(false)) {
    sendInterim(HTTPResponse(HTTPResponse::HTTP_CONTINUE));
  }
  while (true) {
    if (const auto octets = readyBody()) return *octets;
    if (!fill(context_.params->body)) throw Poco::TimeoutException();
  }
}

std::optional<std::string_view> Http1Connection::readyBody() {
  while (!bodyRead_) {
    auto event = reader_.next();
    if (!event) return std::nullopt;
    if (const auto* data = std::get_if<http::Data>(&*event)) {
      // The last octet: said before it is passed on, because the response
      // may be under way before the next call.
      if (reader_.exhausted()) endBody();
      return data->octets;
    }
    if (auto* trailers = std::get_if<http::Trailers>(&*event)) {
      trailers_ = std::move(*trailers);
    } else {
      bodyRead_ = true;
    }
  }
  return std::string_view();
}

void Http1Connection::onClientGone(std::function<void()> callback) {
  const std::lock_guard lock(goneMutex_);
  watched_ = static_cast<bool>(callback);
  onGone_ = std::move(callback);
}

void Http1Connection::clientHasGone() {
  const std::lock_guard lock(goneMutex_);
  if (onGone_) onGone_();
}

void Http1Connection::sendInterim(const HTTPResponse& response) {
  if (oldClient_) return;
  std::string octets;
  writer_.write(response, {}, octets);
  write(octets);
}

void Http1Connection::sendHead(HTTPResponse& response) {
  if (response.getStatus() == HTTPResponse::HTTP_SWITCHING_PROTOCOLS) {
    writer_.write(response, {}, pending_);
    return;  // its Connection field is the handler's
  }
  const Framing framing = framingFor(response, method_, oldClient_);
  // What is not read by now may never be: the client must not use this
  // connection again, and is told so (RFC 9112 section 9.6).
  keepAlive_ = keepAlive_ && bodyRead_ && response.getKeepAlive() &&
               framing.kind != Framing::Kind::UntilClose;
  response.erase(HTTPMessage::CONNECTION);
  if (!keepAlive_) response.add(HTTPMessage::CONNECTION, "close");
  if (keepAlive_ && oldClient_) {
    response.add(HTTPMessage::CONNECTION, "keep-alive");
  }
  writer_.write(response, framing, pending_);
}

void Http1Connection::flush() {
  if (pending_.empty()) return;
  std::string octets;
  octets.swap(pending_);  // whatever happens, none of them is sent twice
  write(octets);
  octets.clear();
  octets.swap(pending_);  // its memory is of use again
}

void Http1Connection::write(std::string_view octets) {
  try {
    socket_.write(octets, context_.params->body);
  } catch (const Poco::Exception&) {
    throw ClientGone();
  }
}

void Http1Connection::pushBody(std::string_view octets) {
  if (writer_.hasBody()) writer_.write(http::Data{octets}, pending_);
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
