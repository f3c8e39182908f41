// SPDX-License-Identifier: MIT
#pragma once

#include "common/client/Http2Exchange.h"
#include "common/io/Http2Link.h"

#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace hop::client {

/// An HTTP/2 connection with an upstream, for many requests at the same time.
class Http2Connection final
    : public io::Http2Link,
      public std::enable_shared_from_this<Http2Connection> {
 public:
  explicit Http2Connection(std::shared_ptr<io::Channel> channel);

  // From any thread.

  /// Sends the request; more than the upstream takes at once wait here.
  /// @return false when this connection takes no more. @throws
  ///   Poco::Net::MessageException when it has turned out to be no HTTP/2.
  bool open(const std::shared_ptr<Http2Exchange>& one);
  /// Nobody wants the rest: RST_STREAM with CANCEL.
  void cancel(const std::shared_ptr<Http2Exchange>& one);
  [[nodiscard]] bool secure() const { return channel().secure(); }
  /// False when it is known that it takes no more requests.
  [[nodiscard]] bool usable() const { return usable_; }

  void stop(bool abort) noexcept override;

 private:
  void onEvent(http2::StreamEvent event) override;
  void onLost() override;
  void onTick(Clock::time_point now) override;
  void onMessage(Http2Exchange& one, http::Event event);
  void onClosed(std::int32_t stream, std::uint32_t code);
  void submitOpening();
  void turnAway(Http2Exchange& one);
  void submit(const std::shared_ptr<Http2Exchange>& one);
  void touch(std::int32_t stream, const std::shared_ptr<Http2Exchange>& one);

  std::map<std::int32_t, std::shared_ptr<Http2Exchange>> streams_;
  Clock::time_point idleSince_;
  std::atomic<bool> usable_{true};
  bool leaving_ = false;

  std::mutex mutex_;      ///< guards what follows
  bool strange_ = false;  ///< it has ended and was no HTTP/2
  std::vector<std::shared_ptr<Http2Exchange>> opening_;
};

}  // namespace hop::client
