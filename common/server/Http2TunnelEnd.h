// SPDX-License-Identifier: MIT
#pragma once

#include "common/io/TunnelEnd.h"
#include "common/server/Http2Stream.h"

#include <functional>
#include <memory>
#include <string_view>
#include <utility>

namespace hop::server {

/// A stream of an HTTP/2 connection as one end of a tunnel (RFC 8441): DATA
/// both ways, END_STREAM in place of FIN, RST_STREAM in place of RST.
class Http2TunnelEnd final : public io::TunnelEnd {
 public:
  explicit Http2TunnelEnd(std::shared_ptr<Http2Stream> stream)
      : stream_(std::move(stream)) {}

  io::Transfer read(char* buffer, std::size_t size) override;
  io::Transfer write(std::string_view octets) override;
  void finishWriting() override;
  void abort() override { finished_ = false; }
  void close() override;
  void onReady(std::function<void()> callback) override;

 private:
  std::shared_ptr<Http2Stream> stream_;
  bool finished_ = false;  ///< with END_STREAM
};

}  // namespace hop::server
