// SPDX-License-Identifier: MIT
#pragma once

#include "common/io/Channel.h"
#include "common/io/Loop.h"
#include "common/server/ConnectionContext.h"
#include "common/server/Workers.h"

#include <memory>
#include <string>

namespace hop::upstream {

/// Serves HTTP/2 connections that others have accepted: one thread owns them
/// all, a pool answers their requests.
///
/// Frames are not read by hand here as HTTP/1 is in this program: nobody wants
/// to see compressed fields raw. What they hold is shown as it came.
class Http2Front final {
 public:
  /// @param name who the upstream says it is.
  explicit Http2Front(std::string name);
  ~Http2Front() { stop(); }
  Http2Front(const Http2Front&) = delete;
  Http2Front& operator=(const Http2Front&) = delete;

  /// @param channel its TLS handshake, if any, is done.
  /// @param early octets that were read already.
  void take(std::shared_ptr<io::Channel> channel, std::string early);

  /// Breaks every connection and waits for what still runs.
  void stop();

 private:
  std::string name_;
  server::ConnectionContext context_;
  server::Workers workers_;
  io::Loop loop_;  ///< the first to go: it holds what uses the others
};

}  // namespace hop::upstream
