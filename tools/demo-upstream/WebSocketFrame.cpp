// SPDX-License-Identifier: MIT
#include "tools/demo-upstream/WebSocketFrame.h"

namespace hop::upstream {

namespace {

constexpr std::uint64_t kLargest = 16 << 20;  ///< octets of one payload

/// Thrown inside this file only: the client closed between two octets.
struct EndOfStream {};

std::string take(Connection& connection, std::uint64_t count) {
  std::string octets;
  while (octets.size() < count) {
    if (connection.pending().empty() && !connection.fill()) {
      throw EndOfStream();
    }
    const auto part = connection.pending().substr(0, count - octets.size());
    octets += part;
    connection.consume(part.size());
  }
  return octets;
}

std::uint64_t number(const std::string& octets) {
  std::uint64_t value = 0;
  for (const char c : octets) value = value << 8 | static_cast<std::uint8_t>(c);
  return value;
}

bool isKnown(Opcode opcode) {
  return opcode <= Opcode::Binary ||
         (opcode >= Opcode::Close && opcode <= Opcode::Pong);
}

void checkStart(const Frame& frame, unsigned first, unsigned second) {
  const bool reserved = (first & 0x70U) != 0;
  if (reserved || !isKnown(frame.opcode)) {
    throw WebSocketError(1002, "no extension was agreed on");
  }
  if ((second & 0x80U) == 0) {
    throw WebSocketError(1002, "a client has to mask");
  }
  if (frame.control() && (!frame.final || (second & 0x7fU) > 125)) {
    throw WebSocketError(1002, "a control frame is short and whole");
  }
}

std::uint64_t readLength(Connection& connection, unsigned second) {
  std::uint64_t length = second & 0x7fU;
  if (length == 126) length = number(take(connection, 2));
  if (length == 127) length = number(take(connection, 8));
  if (length > kLargest) throw WebSocketError(1009, "the frame is too large");
  return length;
}

Frame takeFrame(Connection& connection) {
  const std::string start = take(connection, 2);
  const unsigned first = static_cast<std::uint8_t>(start[0]);
  const unsigned second = static_cast<std::uint8_t>(start[1]);
  Frame frame{Opcode(first & 0x0fU), (first & 0x80U) != 0, ""};
  checkStart(frame, first, second);
  const std::uint64_t length = readLength(connection, second);
  const std::string mask = take(connection, 4);
  frame.payload = take(connection, length);
  for (std::size_t i = 0; i < frame.payload.size(); ++i) {
    frame.payload[i] = static_cast<char>(frame.payload[i] ^ mask[i % 4]);
  }
  return frame;
}

}  // namespace

std::optional<Frame> readFrame(Connection& connection) {
  try {
    return takeFrame(connection);
  } catch (const EndOfStream&) {
    return std::nullopt;
  }
}

std::string frameOctets(const Frame& frame) {
  const unsigned first =
      static_cast<unsigned>(frame.opcode) | (frame.final ? 0x80U : 0U);
  const std::size_t size = frame.payload.size();
  std::string octets = bigEndian(first, 1);
  if (size < 126) {
    octets += bigEndian(size, 1);
  } else if (size < 65'536) {
    octets += bigEndian(126, 1) + bigEndian(size, 2);
  } else {
    octets += bigEndian(127, 1) + bigEndian(size, 8);
  }
  return octets + frame.payload;
}

std::string bigEndian(std::uint64_t value, int count) {
  std::string octets;
  for (int shift = 8 * (count - 1); shift >= 0; shift -= 8) {
    octets += static_cast<char>(static_cast<std::uint8_t>(value >> shift));
  }
  return octets;
}

}  // namespace hop::upstream
