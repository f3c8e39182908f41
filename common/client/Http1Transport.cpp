// SPDX-License-Identifier: MIT
#include "common/client/Http1Transport.h"

#include "common/client/Connect.h"
#include "common/client/FinalHead.h"
#include "common/client/HostField.h"
#include "common/http/ProtocolError.h"
#include "common/http/Truncated.h"

#include <Poco/Net/NetException.h>

#include <algorithm>
#include <utility>

namespace hop::client {

namespace {

using std::chrono::milliseconds;

constexpr std::size_t kMostRead = std::size_t{64} * 1024;
/// How often a wait looks at the clock.
constexpr milliseconds kSlice{100};
/// The request has not been sent yet: its time has not begun.
constexpr auto kNotYet = std::chrono::steady_clock::time_point::max();

/// One exchange, one connection (RFC 9112 section 9.6). What the request
/// names in Connection stays beside it.
void sayClose(Poco::Net::HTTPRequest& request) {
  const std::string named = request.get(Poco::Net::HTTPMessage::CONNECTION, "");
  request.set(Poco::Net::HTTPMessage::CONNECTION,
              named.empty() ? "close" : named + ", close");
}

}  // namespace

Http1Transport::Http1Transport() : reader_(http1::Role::Client) {}

void Http1Transport::setTimeout(const Poco::Timespan& connect,
                                const Poco::Timespan& send,
                                const Poco::Timespan& receive) {
  connectTime_ = milliseconds(connect.totalMilliseconds());
  sendTime_ = milliseconds(send.totalMilliseconds());
  headTime_ = milliseconds(receive.totalMilliseconds());
}

void Http1Transport::setBodyTimeout(const Poco::Timespan& timeout) {
  bodyTime_ = milliseconds(timeout.totalMilliseconds());
}

Http1Transport::~Http1Transport() {
  if (!socket_) return;
  if (!writer_.complete()) socket_->resetOnClose();
  // With TLS an end that nobody announced looks like an attack.
  if (socket_->secure() && writer_.complete()) {
    socket_->finishWriting(milliseconds(0));
  }
  socket_->close();
}

/// Called with the mutex held.
void Http1Transport::throwIfAborted() const {
  if (aborted_ && reason_) std::rethrow_exception(reason_);
  if (aborted_) throw Poco::Net::ConnectionAbortedException();
}

void Http1Transport::setSocket(std::unique_ptr<io::Socket> socket) {
  const std::lock_guard lock(mutex_);
  throwIfAborted();
  socket_ = std::move(socket);
}

void Http1Transport::connect() {
  if (!socket_) {
    return setSocket(
        std::make_unique<io::Socket>(connectTo(host_, port_, connectTime_)));
  }
  const std::lock_guard lock(mutex_);
  throwIfAborted();
}

std::ostream& Http1Transport::sendRequest(
    const Poco::Net::HTTPRequest& request) {
  connect();
  upgrade_ = request.has("Upgrade");
  before_ = socket_->written();
  const auto framing = http::framingOf(request);
  const bool keeps = upgrade_ || keepAlive_;
  if (keeps && request.has(Poco::Net::HTTPRequest::HOST)) {
    writer_.write(request, framing, pending_);
  } else {
    writer_.write(completed(request), framing, pending_);
  }
  reader_.expectResponseTo(request.getMethod());
  sent_ = kNotYet;
  return upload_.emplace([this](std::string_view octets) { push(octets); });
}

/// With what it lacks.
Poco::Net::HTTPRequest Http1Transport::completed(
    const Poco::Net::HTTPRequest& request) const {
  auto copy = request;
  if (!copy.has(Poco::Net::HTTPRequest::HOST)) {
    // An HTTP/1.0 client need not say it.
    copy.setHost(hostField(host_, port_, socket_->secure()));
  }
  if (!upgrade_ && !keepAlive_) sayClose(copy);
  return copy;
}

void Http1Transport::push(std::string_view octets) {
  writer_.write(http::Data{octets}, pending_);
  if (ending_) return;  // what ends the body goes out together with it
  ending_ = writer_.exhausted();
  flush();
}

void Http1Transport::flush() {
  std::string octets;
  octets.swap(pending_);  // whatever happens, none of them is sent twice
  socket_->write(octets, sendTime_);
  octets.clear();
  octets.swap(pending_);  // its memory is of use again
  progress_ = Clock::now();
}

void Http1Transport::finishRequest(const Poco::Net::MessageHeader& trailers) {
  // Said before it is done: the response may come before the call returns.
  ending_ = true;
  upload_->flush();
  pending_ += writer_.writeEnd(trailers);
  flush();
  {
    const std::lock_guard lock(mutex_);
    sent_ = Clock::now();
  }
  sentNow_.notify_one();
}

void Http1Transport::onInterim(OnInterim callback) {
  onInterim_ = std::move(callback);
}

std::optional<http::Event> Http1Transport::next() {
  try {
    return reader_.next();
  } catch (const http::ProtocolError& error) {
    throw Poco::Net::MessageException(error.what());
  } catch (const http::Truncated& error) {
    throw Poco::Net::NoMessageException(error.what());
  }
}

/// Waits for octets until the time since @p start is over. The start may move
/// while we wait: the other thread writes it.
void Http1Transport::fill(const std::atomic<Clock::time_point>& start,
                          milliseconds patience) {
  while (true) {
    const auto room = reader_.room(readSize_);
    const auto n = socket_->tryRead(room.data(), room.size(), kSlice);
    if (n && *n == 0) return reader_.feedEof();
    if (n) {
      answered_ = true;
      progress_ = Clock::now();
      if (*n == room.size()) readSize_ = std::min(readSize_ * 4, kMostRead);
      return reader_.filled(*n);
    }
    if (Clock::now() - start.load() >= patience) {
      throw Poco::TimeoutException();
    }
  }
}

http::ResponseHead Http1Transport::readHead() {
  while (true) {
    if (auto event = next()) {
      return std::get<http::ResponseHead>(std::move(*event));
    }
    if (reader_.ended()) throw Poco::Net::NoMessageException();
    fill(sent_, headTime_);
    // Octets that drip do not buy a head more time.
    if (Clock::now() - sent_.load() >= headTime_) {
      throw Poco::TimeoutException();
    }
  }
}

/// What a waiting call ran into is a consequence; the cause is the reason.
void Http1Transport::rethrowReason() {
  const std::lock_guard lock(mutex_);
  if (reason_) std::rethrow_exception(reason_);
}

std::istream& Http1Transport::receiveResponse(
    Poco::Net::HTTPResponse& response) {
  try {
    return receive(response);
  } catch (const Poco::Exception&) {
    rethrowReason();
    throw;
  }
}

std::istream& Http1Transport::receive(Poco::Net::HTTPResponse& response) {
  auto head = finalHead([this] { return readHead(); }, onInterim_);
  if (!upgrade_ && head.message.getStatus() ==
                       Poco::Net::HTTPResponse::HTTP_SWITCHING_PROTOCOLS) {
    // RFC 9110 section 15.2.2: only for a request that had an Upgrade field.
    throw Poco::Net::MessageException("101 that nobody asked for");
  }
  early_ = !ending_;
  odd_ =
      head.message.getStatus() == Poco::Net::HTTPResponse::HTTP_RESET_CONTENT &&
      !head.framing.empty();
  http::handOver(head.message, response);
  return download_.emplace([this] { return pull(); }, head.framing.empty(),
                           [this] { return pullReady(); });
}

std::string_view Http1Transport::pull() {
  try {
    return pullData();
  } catch (const Poco::Exception&) {
    rethrowReason();
    throw;
  }
}

std::string_view Http1Transport::pullData() {
  while (true) {
    if (const auto octets = pullReady()) return *octets;
    fill(progress_, bodyTime_);
  }
}

/// As far as the octets go that have been received.
std::optional<std::string_view> Http1Transport::pullReady() {
  while (!reader_.complete()) {
    auto event = next();
    if (!event) return std::nullopt;
    if (const auto* data = std::get_if<http::Data>(&*event)) {
      return data->octets;
    }
    if (auto* trailers = std::get_if<http::Trailers>(&*event)) {
      trailers_ = std::move(*trailers);
    }
  }
  return std::string_view();
}

const Poco::Net::MessageHeader& Http1Transport::trailers() const {
  if (download_) download_->rethrowFailure();
  return trailers_.fields;
}

bool Http1Transport::sent() const {
  return socket_ && socket_->written() > before_;
}

bool Http1Transport::settled() {
  if (!socket_ || early_) return false;
  {
    // Who sends the request may be another thread, and the response faster
    // than the call that sends the last octet.
    std::unique_lock lock(mutex_);
    sentNow_.wait_for(lock, kSlice, [this] { return sent_.load() != kNotYet; });
  }
  return sent_.load() != kNotYet && !upgrade_ && !odd_ && reader_.complete() &&
         !reader_.ended() && reader_.unread().empty();
}

std::unique_ptr<io::Socket> Http1Transport::release() {
  const std::lock_guard lock(mutex_);
  const bool sending = sent_.load() == kNotYet;
  if (aborted_ || sending || !socket_) return nullptr;
  socket_->makePatient();
  return std::move(socket_);
}

std::unique_ptr<io::TunnelEnd> Http1Transport::hijack() {
  const std::lock_guard lock(mutex_);
  throwIfAborted();
  auto channel = socket_->channel();
  socket_.reset();
  return std::make_unique<io::ChannelEnd>(std::move(channel),
                                          std::string(reader_.unread()));
}

void Http1Transport::abort(std::exception_ptr reason) {
  const std::lock_guard lock(mutex_);
  aborted_ = true;
  reason_ = std::move(reason);
  if (socket_) socket_->abort();
}

}  // namespace hop::client
