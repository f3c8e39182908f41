// SPDX-License-Identifier: MIT
#pragma once

#include "common/client/Connections.h"
#include "common/client/Http2Exchange.h"
#include "common/client/Patience.h"
#include "common/client/Transport.h"
#include "common/io/BodyStream.h"

#include <atomic>
#include <chrono>
#include <memory>
#include <mutex>
#include <optional>
#include <string_view>

namespace hop::client {

/// A stream of an HTTP/2 connection that other requests use too. A request
/// that the upstream has not begun to process is sent once more on another
/// connection (RFC 9113 section 8.7), any other one never.
class Http2Transport final : public Transport {
 public:
  /// @param connection found for this address by @p connections, which must
  ///   outlive the transport.
  Http2Transport(std::shared_ptr<Http2Connection> connection,
                 Connections& connections, const Address& address,
                 const Patience& patience);
  /// A stream that is not complete is reset.
  ~Http2Transport() override;
  Http2Transport(const Http2Transport&) = delete;
  Http2Transport& operator=(const Http2Transport&) = delete;

  std::ostream& sendRequest(const Poco::Net::HTTPRequest& request) override;
  void finishRequest(const Poco::Net::MessageHeader& trailers) override;
  void onInterim(OnInterim callback) override;
  std::istream& receiveResponse(Poco::Net::HTTPResponse& response) override;
  [[nodiscard]] const Poco::Net::MessageHeader& trailers() const override;
  std::unique_ptr<io::TunnelEnd> hijack() override;
  void abort(std::exception_ptr reason = nullptr) override;

 private:
  using Clock = std::chrono::steady_clock;

  void open();
  void sendAgain();
  void push(std::string_view octets);
  std::string_view pull();
  http::ResponseHead readHead();
  struct Place {
    std::shared_ptr<Http2Connection> connection;
    std::shared_ptr<Http2Exchange> exchange;
  };
  Place place();

  Connections& connections_;
  const Address address_;
  const Patience patience_;
  OnInterim onInterim_;
  std::optional<io::BodyOutput> upload_;
  std::optional<io::BodyInput> download_;
  Poco::Net::MessageHeader trailers_;
  std::atomic<Clock::time_point> sent_{Clock::time_point::max()};
  std::atomic<Clock::time_point> progress_{};  ///< last octet, either way
  bool again_ = false;                         ///< sent a second time
  bool finished_ = false;                      ///< the request, to its end
  /// Made by sendRequest(), never changed: only abort() needs the lock.
  std::shared_ptr<Http2Exchange> exchange_;

  std::mutex mutex_;  ///< guards the making of exchange_, and what follows
  std::shared_ptr<Http2Connection> connection_;
  bool aborted_ = false;
  std::exception_ptr reason_;  ///< of abort()
};

}  // namespace hop::client
