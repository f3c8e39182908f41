// SPDX-License-Identifier: MIT
#include "common/client/Http2Exchange.h"

#include <Poco/Net/NetException.h>

#include <utility>

namespace hop::client {

namespace {

constexpr std::size_t kUploadPipe = std::size_t{64} * 1024;
/// Heads that wait to be read; more of them are no response.
constexpr std::size_t kMostHeads = 200;
/// Octets of a body that are kept, so that a refused request can be sent again.
constexpr std::size_t kMostKept = std::size_t{64} * 1024;

}  // namespace

Http2Exchange::Http2Exchange(Poco::Net::HTTPRequest head, bool bodyless)
    : head_(std::move(head)),
      bodyless_(bodyless),
      upload_(kUploadPipe),
      download_(0) {
  upload_.keepRead(kMostKept);
  upload_.onProgress([this] { progressed(); });
  download_.onProgress([this] { progressed(); });
}

void Http2Exchange::onProgress(std::function<void()> callback) {
  auto made =
      std::make_shared<const std::function<void()>>(std::move(callback));
  const std::lock_guard lock(mutex_);
  onProgress_ = std::move(made);
}

void Http2Exchange::progressed() {
  std::shared_ptr<const std::function<void()>> callback;
  {
    const std::lock_guard lock(mutex_);
    callback = onProgress_;
  }
  if (callback) (*callback)();
}

void Http2Exchange::onHead(http::ResponseHead head) {
  upload_.forgetRead();
  bool flood = false;
  {
    const std::lock_guard lock(mutex_);
    begun_ = true;
    flood = heads_.size() >= kMostHeads;
    if (!flood) heads_.push_back(std::move(head));
    changed_.notify_all();
  }
  if (flood) {
    fail(std::make_exception_ptr(
             Poco::Net::MessageException("too many interim responses")),
         false);
  }
}

void Http2Exchange::onEnd() {
  {
    const std::lock_guard lock(mutex_);
    complete_ = true;
  }
  download_.finish(trailers_.fields);  // wakes whoever may end this exchange
}

bool Http2Exchange::complete() const {
  const std::lock_guard lock(mutex_);
  return complete_;
}

void Http2Exchange::fail(std::exception_ptr reason, bool untouched) {
  {
    const std::lock_guard lock(mutex_);
    if (failure_) return;
    untouched_ = untouched && !begun_ && !complete_;
    if (!untouched_) failure_ = reason;
    changed_.notify_all();
    if (untouched_) return;
  }
  download_.abort(reason);  // nothing happens if it has ended
  upload_.abort(std::move(reason));
}

Http2Exchange::News Http2Exchange::waitForHead(
    std::chrono::milliseconds patience) {
  std::unique_lock lock(mutex_);
  changed_.wait_for(lock, patience, [this] {
    return !heads_.empty() || failure_ || untouched_;
  });
  News news;
  news.untouched = untouched_;
  if (!heads_.empty()) {
    news.head = std::move(heads_.front());
    heads_.pop_front();
  } else if (failure_) {
    std::rethrow_exception(failure_);
  }
  return news;
}

bool Http2Exchange::startAgain() {
  {
    const std::lock_guard lock(mutex_);
    if (failure_) std::rethrow_exception(failure_);
    untouched_ = false;
  }
  return upload_.rewind();
}

}  // namespace hop::client
