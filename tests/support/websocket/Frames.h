// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace hop::test {

/// One frame of RFC 6455 section 5.2. Nothing about it is checked: most of
/// what a case sends no endpoint would accept.
struct WsFrame {
  enum Opcode : std::uint8_t {
    Continuation = 0,
    Text = 1,
    Binary = 2,
    Close = 8,
    Ping = 9,
    Pong = 10
  };
  std::uint8_t opcode = Text;
  std::string payload{};
  bool last = true;             ///< FIN
  std::uint8_t reserved = 0;    ///< RSV1 to RSV3, as a number up to 7
  bool masked = true;           ///< what a client must do, and nobody else
  std::uint8_t lengthSize = 0;  ///< 2 or 8 octets more than are needed
};

/// The frame as it stands on the wire.
[[nodiscard]] std::string octetsOf(const WsFrame& frame);

/// Frames of every kind and of every fault: all lengths where their coding
/// changes, all opcodes, reserved bits, fragments in and out of order, text
/// that is none, all kinds of close, and what comes behind a close.
[[nodiscard]] std::vector<std::string> framesOfEveryKind();

}  // namespace hop::test
