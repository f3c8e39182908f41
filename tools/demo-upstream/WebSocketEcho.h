// SPDX-License-Identifier: MIT
#pragma once

#include "tools/demo-upstream/Connection.h"
#include "tools/demo-upstream/WebSocketFrame.h"

namespace hop::upstream {

/// Returns every frame of a client as it came: a fragmented message comes back
/// in the same fragments. It does not look into text, so it does not check
/// that it is UTF-8.
class WebSocketEcho final {
 public:
  explicit WebSocketEcho(Connection& connection) : connection_(connection) {}

  /// Echoes until one side has closed (RFC 6455 section 7).
  void run();

 private:
  /// @return false after the client's Close frame.
  bool handle(const Frame& frame);
  void checkOrder(const Frame& frame);
  void close(std::uint16_t code, const std::string& reason);

  Connection& connection_;
  bool inMessage_ = false;  ///< a message has begun and not ended
};

}  // namespace hop::upstream
