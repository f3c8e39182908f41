// SPDX-License-Identifier: MIT
#include "tools/demo-upstream/WebSocketEcho.h"

namespace hop::upstream {

namespace {

/// Section 7.4: what may stand in a Close frame.
bool isCloseCode(unsigned code) {
  return (code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1014) ||
         (code >= 3000 && code <= 4999);
}

/// The code to answer a Close frame with; 0 for a frame without one.
std::uint16_t answerTo(const std::string& payload) {
  if (payload.empty()) return 0;
  if (payload.size() == 1) return 1002;
  const unsigned code = static_cast<std::uint8_t>(payload[0]) * 256U +
                        static_cast<std::uint8_t>(payload[1]);
  return isCloseCode(code) ? static_cast<std::uint16_t>(code) : 1002;
}

}  // namespace

void WebSocketEcho::run() {
  connection_.waitWithoutLimit();
  try {
    auto frame = readFrame(connection_);
    while (frame && handle(*frame)) frame = readFrame(connection_);
  } catch (const WebSocketError& error) {
    close(error.code(), error.what());
  }
}

bool WebSocketEcho::handle(const Frame& frame) {
  if (frame.opcode == Opcode::Close) {
    close(answerTo(frame.payload), "");
    return false;
  }
  if (frame.opcode == Opcode::Ping) {
    connection_.send(frameOctets({Opcode::Pong, true, frame.payload}));
  } else if (!frame.control()) {
    checkOrder(frame);
    connection_.send(frameOctets(frame));
  }
  return true;
}

void WebSocketEcho::checkOrder(const Frame& frame) {
  if ((frame.opcode == Opcode::Continuation) != inMessage_) {
    throw WebSocketError(1002, "the fragments are out of order");
  }
  inMessage_ = !frame.final;
}

void WebSocketEcho::close(std::uint16_t code, const std::string& reason) {
  const std::string payload = code == 0 ? "" : bigEndian(code, 2) + reason;
  connection_.send(frameOctets({Opcode::Close, true, payload}));
}

}  // namespace hop::upstream
