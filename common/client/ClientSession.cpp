// SPDX-License-Identifier: MIT
#include "common/client/ClientSession.h"

#include "common/client/Http1Transport.h"
#include "common/client/Http2Transport.h"

#include <Poco/Net/NetException.h>

#include <utility>

namespace hop::client {

namespace {

std::chrono::milliseconds inMilliseconds(const Poco::Timespan& time) {
  return std::chrono::milliseconds(time.totalMilliseconds());
}

Poco::Timespan timespan(std::chrono::milliseconds time) {
  return Poco::Timespan(std::chrono::microseconds(time).count());
}

}  // namespace

void ClientSession::setTimeout(const Poco::Timespan& connect,
                               const Poco::Timespan& send,
                               const Poco::Timespan& receive) {
  address_.connect = inMilliseconds(connect);
  patience_.send = inMilliseconds(send);
  patience_.head = inMilliseconds(receive);
}

void ClientSession::setBodyTimeout(const Poco::Timespan& timeout) {
  patience_.body = inMilliseconds(timeout);
}

std::shared_ptr<Transport> ClientSession::connect(bool upgrade) {
  if (connections_ == nullptr) {
    throw Poco::IllegalStateException("use() was not called");
  }
  auto* const places = connections_->places();
  if (places != nullptr && !place_) place_.emplace(*places);
  const auto take = std::exchange(take_, nullptr);
  kept_ = take && !upgrade ? take() : Kept();
  if (kept_.socket) return overHttp1(std::move(kept_.socket));
  // HTTP/2 has no Upgrade (RFC 9113 section 8.6).
  auto found = upgrade ? connections_->findHttp1(address_)
                       : connections_->find(address_);
  if (found.http2) {
    place_.reset();  // that one is shared
    return std::make_shared<Http2Transport>(std::move(found.http2),
                                            *connections_, address_, patience_);
  }
  return overHttp1(std::move(found.http1));
}

std::shared_ptr<Transport> ClientSession::overHttp1(
    std::unique_ptr<io::Socket> socket) {
  auto http1 = std::make_shared<Http1Transport>();
  http1->setSocket(std::move(socket));
  http1->setKeepAlive(keepAlive_);
  http1->setHost(address_.host);
  http1->setPort(address_.port);
  http1->setTimeout(timespan(address_.connect), timespan(patience_.send),
                    timespan(patience_.head));
  http1->setBodyTimeout(timespan(patience_.body));
  http1_ = http1.get();
  return http1;
}

std::ostream& ClientSession::sendRequest(
    const Poco::Net::HTTPRequest& request) {
  http1_ = nullptr;
  use(connect(request.has("Upgrade")));
  return inner_->sendRequest(request);
}

void ClientSession::use(std::shared_ptr<Transport> made) {
  made->onInterim(onInterim_);
  const std::lock_guard lock(mutex_);
  inner_ = std::move(made);
  if (aborted_ && reason_) std::rethrow_exception(reason_);
  if (aborted_) throw Poco::Net::ConnectionAbortedException();
}

bool ClientSession::sent() const {
  return http1_ == nullptr || http1_->sent();
}

bool ClientSession::answered() const {
  return http1_ == nullptr || http1_->answered();
}

bool ClientSession::settled() {
  return http1_ != nullptr && http1_->settled();
}

Kept ClientSession::release() {
  if (http1_ == nullptr) return {};
  return Kept(http1_->release(), kept_);
}

void ClientSession::finishRequest(const Poco::Net::MessageHeader& trailers) {
  inner_->finishRequest(trailers);
}

void ClientSession::onInterim(OnInterim callback) {
  onInterim_ = std::move(callback);
}

std::istream& ClientSession::receiveResponse(
    Poco::Net::HTTPResponse& response) {
  return inner_->receiveResponse(response);
}

const Poco::Net::MessageHeader& ClientSession::trailers() const {
  return inner_->trailers();
}

std::unique_ptr<io::TunnelEnd> ClientSession::hijack() {
  return inner_->hijack();
}

void ClientSession::abort(std::exception_ptr reason) {
  std::shared_ptr<Transport> inner;
  {
    const std::lock_guard lock(mutex_);
    aborted_ = true;
    reason_ = reason;
    inner = inner_;
  }
  if (inner) inner->abort(std::move(reason));
}

}  // namespace hop::client
