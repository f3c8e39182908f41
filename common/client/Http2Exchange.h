// SPDX-License-Identifier: MIT
#pragma once

#include "common/http/Event.h"
#include "common/io/BodyPipe.h"

#include <Poco/Net/HTTPRequest.h>

#include <chrono>
#include <condition_variable>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>

namespace hop::client {

/// A request on an HTTP/2 connection and what comes back, between the thread
/// that waits for it and the connection's own.
class Http2Exchange final {
 public:
  using Clock = std::chrono::steady_clock;

  /// @param bodyless no body follows the head.
  Http2Exchange(Poco::Net::HTTPRequest head, bool bodyless);

  [[nodiscard]] const Poco::Net::HTTPRequest& head() const { return head_; }
  [[nodiscard]] bool bodyless() const { return bodyless_; }
  [[nodiscard]] io::BodyPipe& upload() { return upload_; }
  [[nodiscard]] io::BodyPipe& download() { return download_; }

  // The connection's thread.

  /// @param callback for when there is something to do for the connection.
  void onProgress(std::function<void()> callback);
  void onHead(http::ResponseHead head);
  void onTrailers(http::Trailers trailers) { trailers_ = std::move(trailers); }
  void onEnd();
  /// It will not go on. @param untouched the upstream has not begun to process
  ///   it: it may be sent again (RFC 9113 section 8.7).
  void fail(std::exception_ptr reason, bool untouched);
  /// The response is complete.
  [[nodiscard]] bool complete() const;

  // The thread that waits.

  /// What has come, within the time.
  struct News {
    std::optional<http::ResponseHead> head;  ///< the next one
    bool untouched = false;                  ///< see fail()
  };
  /// @return nothing in it when the time is over. @throws fail()'s reason.
  News waitForHead(std::chrono::milliseconds patience);
  /// It is sent once more, on another connection.
  /// @return false when that is not possible. @throws fail()'s reason.
  [[nodiscard]] bool startAgain();

 private:
  void progressed();

  const Poco::Net::HTTPRequest head_;
  const bool bodyless_;
  io::BodyPipe upload_;
  io::BodyPipe download_;
  http::Trailers trailers_;

  mutable std::mutex mutex_;  ///< guards what follows
  std::condition_variable changed_;
  std::deque<http::ResponseHead> heads_;
  bool begun_ = false;  ///< a head has come
  bool complete_ = false;
  bool untouched_ = false;
  std::exception_ptr failure_;
  std::shared_ptr<const std::function<void()>> onProgress_;
};

}  // namespace hop::client
