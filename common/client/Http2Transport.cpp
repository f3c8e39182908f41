// SPDX-License-Identifier: MIT
#include "common/client/Http2Transport.h"

#include "common/client/FinalHead.h"
#include "common/client/HostField.h"
#include "common/http/Framing.h"

#include <Poco/Net/NetException.h>

#include <utility>

namespace hop::client {

namespace {

using std::chrono::milliseconds;

/// How often a wait looks at the clock.
constexpr milliseconds kSlice{100};

}  // namespace

Http2Transport::Http2Transport(std::shared_ptr<Http2Connection> connection,
                               Connections& connections, const Address& address,
                               const Patience& patience)
    : connections_(connections),
      address_(address),
      patience_(patience),
      connection_(std::move(connection)) {}

Http2Transport::~Http2Transport() {
  if (exchange_ && !(finished_ && exchange_->complete())) {
    connection_->cancel(exchange_);
  }
}

Http2Transport::Place Http2Transport::place() {
  const std::lock_guard lock(mutex_);
  return {connection_, exchange_};
}

std::ostream& Http2Transport::sendRequest(
    const Poco::Net::HTTPRequest& request) {
  // Trailers may follow a body of no octets.
  const bool bodyless =
      http::framingOf(request).kind == http::Framing::Kind::None;
  Poco::Net::HTTPRequest head(request);
  if (!head.has(Poco::Net::HTTPRequest::HOST)) {
    head.setHost(
        hostField(address_.host, address_.port, connection_->secure()));
  }
  auto made = std::make_shared<Http2Exchange>(std::move(head), bodyless);
  {
    const std::lock_guard lock(mutex_);
    if (aborted_) std::rethrow_exception(reason_);
    exchange_ = std::move(made);
  }
  progress_ = Clock::now();
  if (!place().connection->open(exchange_)) sendAgain();
  return upload_.emplace([this](std::string_view octets) { push(octets); });
}

void Http2Transport::sendAgain() {
  if (std::exchange(again_, true) || !exchange_->startAgain()) {
    throw Poco::Net::ConnectionResetException("the upstream refuses");
  }
  auto found = connections_.find(address_);
  if (!found.http2) throw Poco::Net::NetException("HTTP/2 is gone");
  {
    const std::lock_guard lock(mutex_);
    if (aborted_) std::rethrow_exception(reason_);
    connection_ = found.http2;
  }
  if (!found.http2->open(exchange_)) {
    throw Poco::Net::ConnectionResetException("the upstream refuses");
  }
}

void Http2Transport::push(std::string_view octets) {
  if (octets.empty() || exchange_->bodyless()) return;
  exchange_->upload().write(octets, patience_.send);
  progress_ = Clock::now();
}

void Http2Transport::finishRequest(const Poco::Net::MessageHeader& trailers) {
  upload_->flush();
  exchange_->upload().finish(trailers);
  finished_ = true;
  sent_ = Clock::now();
}

void Http2Transport::onInterim(OnInterim callback) {
  onInterim_ = std::move(callback);
}

/// The time begins when the request has been sent, which may be while we wait.
http::ResponseHead Http2Transport::readHead() {
  while (true) {
    auto news = exchange_->waitForHead(kSlice);
    if (news.head) return std::move(*news.head);
    if (news.untouched) {
      sendAgain();
    } else if (Clock::now() > sent_.load() &&
               Clock::now() - sent_.load() >= patience_.head) {
      throw Poco::TimeoutException();
    }
  }
}

std::istream& Http2Transport::receiveResponse(
    Poco::Net::HTTPResponse& response) {
  const auto head = finalHead([this] { return readHead(); }, onInterim_);
  response = head.message;
  progress_ = Clock::now();
  // END_STREAM came with the head.
  const bool empty = head.framing.kind == http::Framing::Kind::None;
  return download_.emplace([this] { return pull(); }, empty);
}

std::string_view Http2Transport::pull() {
  while (true) {
    try {
      const auto octets = exchange_->download().pull(kSlice);
      progress_ = Clock::now();
      if (octets.empty()) trailers_ = exchange_->download().trailers();
      return octets;
    } catch (const Poco::TimeoutException&) {
      if (Clock::now() - progress_.load() >= patience_.body) throw;
    }
  }
}

const Poco::Net::MessageHeader& Http2Transport::trailers() const {
  if (download_) download_->rethrowFailure();
  return trailers_;
}

std::unique_ptr<io::TunnelEnd> Http2Transport::hijack() {
  throw Poco::IllegalStateException("HTTP/2 has no 101");
}

void Http2Transport::abort(std::exception_ptr reason) {
  if (!reason) {
    reason = std::make_exception_ptr(Poco::Net::ConnectionAbortedException());
  }
  {
    const std::lock_guard lock(mutex_);
    aborted_ = true;
    reason_ = reason;
  }
  const auto [connection, exchange] = place();
  if (!exchange) return;
  exchange->fail(std::move(reason), false);
  connection->cancel(exchange);
}

}  // namespace hop::client
