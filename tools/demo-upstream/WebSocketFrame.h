// SPDX-License-Identifier: MIT
#pragma once

#include "tools/demo-upstream/Connection.h"

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>

namespace hop::upstream {

/// RFC 6455 section 5.2.
enum class Opcode : std::uint8_t {
  Continuation = 0x0,
  Text = 0x1,
  Binary = 0x2,
  Close = 0x8,
  Ping = 0x9,
  Pong = 0xa,
};

/// One frame, unmasked.
struct Frame {
  Opcode opcode = Opcode::Text;
  bool final = true;  ///< the last one of its message
  std::string payload;

  [[nodiscard]] bool control() const { return opcode >= Opcode::Close; }
};

/// The client breaks RFC 6455: the code that our Close frame has to carry.
class WebSocketError final : public std::runtime_error {
 public:
  WebSocketError(std::uint16_t code, const std::string& sentence)
      : std::runtime_error(sentence), code_(code) {}

  [[nodiscard]] std::uint16_t code() const { return code_; }

 private:
  std::uint16_t code_;
};

/// Reads one frame of a client. @return empty when it sends no more.
/// @throws WebSocketError 1002 for a broken frame, 1009 above 16 MiB.
[[nodiscard]] std::optional<Frame> readFrame(Connection& connection);

/// The octets of a frame to a client: never masked (section 5.1).
[[nodiscard]] std::string frameOctets(const Frame& frame);

/// @p value in @p count octets, the highest first.
[[nodiscard]] std::string bigEndian(std::uint64_t value, int count);

}  // namespace hop::upstream
