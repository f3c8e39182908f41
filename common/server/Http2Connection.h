// SPDX-License-Identifier: MIT
#pragma once

#include "common/io/Http2Link.h"
#include "common/server/ConnectionContext.h"
#include "common/server/Http2Stream.h"

#include <cstdint>
#include <map>
#include <memory>
#include <string_view>

namespace hop::server {

/// An HTTP/2 connection with a client: each of its streams is handled by a
/// worker, all of them at the same time.
class Http2Connection final
    : public io::Http2Link,
      public std::enable_shared_from_this<Http2Connection> {
 public:
  /// @param early octets that were read before it was known that this is
  ///   HTTP/2. @param context must outlive the connection.
  Http2Connection(std::shared_ptr<io::Channel> channel, std::string early,
                  ConnectionContext& context);

  void stop(bool abort) noexcept override;

 private:
  void onEvent(http2::StreamEvent event) override;
  void onLost() override;
  void onTick(Clock::time_point now) override;
  void onMessage(std::int32_t stream, http::Event event);
  void onHead(std::int32_t stream, http::RequestHead head);
  void onRefused(std::int32_t stream,
                 Poco::Net::HTTPResponse::HTTPStatus status);
  void onClosed(std::int32_t stream, std::uint32_t code);
  std::shared_ptr<Http2Stream> add(std::int32_t stream, http::RequestHead head);

  ConnectionContext& context_;
  const Http2Stream::Peers peers_;
  std::map<std::int32_t, std::shared_ptr<Http2Stream>> streams_;
  Clock::time_point busyUntil_;  ///< when the last stream was there
  std::optional<Clock::time_point> goingSince_;
  bool finalGoAway_ = false;
};

}  // namespace hop::server
