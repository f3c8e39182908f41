// SPDX-License-Identifier: MIT
#pragma once

#include "common/io/Channel.h"
#include "common/io/Looped.h"
#include "common/server/ServerParams.h"

#include <functional>
#include <memory>
#include <string>

namespace hop::server {

/// The first moments of a connection whose protocol is not known yet: the TLS
/// handshake with its ALPN, or without TLS the first octets, by which HTTP/2
/// with prior knowledge is recognised (RFC 9113 section 3.3). A client that
/// stalls here costs nobody else anything.
class Greeting final : public io::Looped {
 public:
  /// What was found out.
  struct Result {
    std::shared_ptr<io::Channel> channel;
    std::string early;  ///< octets that were read already
    bool http2 = false;
  };
  using OnDone = std::function<void(Result result)>;

  /// @param onDone is called in the loop's thread when the protocol is known.
  ///   It is not called for a connection that ends before.
  Greeting(std::shared_ptr<io::Channel> channel, const ServerParams& params,
           OnDone onDone);

  [[nodiscard]] int descriptor() const override {
    return result_.channel->descriptor();
  }
  Next run() noexcept override;
  Next tick(Clock::time_point now) noexcept override;
  void stop(bool abort) noexcept override;
  void leave() noexcept override;

 private:
  Next shakeHands();
  Next readFirst();
  Next decide(bool http2);

  Result result_;
  OnDone onDone_;
  Clock::time_point deadline_;
  std::chrono::milliseconds head_;
  Next next_ = Next::Read;
  bool decided_ = false;
  bool stopped_ = false;
};

}  // namespace hop::server
