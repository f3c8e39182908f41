// SPDX-License-Identifier: MIT
#include "tools/wire/WebSocket.h"

#include "tools/wire/Octets.h"

#include <optional>
#include <string_view>

namespace hop::wire {

namespace {

constexpr std::size_t kMask = 4;

std::size_t number(std::string_view octets) {
  std::size_t value = 0;
  for (const char octet : octets) {
    value = value << 8U | static_cast<unsigned char>(octet);
  }
  return value;
}

std::string typeName(unsigned opcode) {
  switch (opcode) {
    case 0x0:
      return "CONTINUATION";
    case 0x1:
      return "TEXT";
    case 0x2:
      return "BINARY";
    case 0x8:
      return "CLOSE";
    case 0x9:
      return "PING";
    case 0xa:
      return "PONG";
    default:
      return "opcode " + std::to_string(opcode);
  }
}

std::string wordsFor(const Frame& frame) {
  if (frame.type != "CLOSE" || frame.payload.size() < 2) {
    return escaped(frame.payload.substr(0, 200));
  }
  return std::to_string(number(frame.payload.substr(0, 2))) + " " +
         escaped(frame.payload.substr(2));
}

/// One frame at the beginning of the octets, and how many it takes
/// (RFC 6455 section 5.2); nothing when it is not whole.
std::optional<Frame> frameAt(std::string_view octets, std::size_t& taken) {
  if (octets.size() < 2) return std::nullopt;
  const auto first = static_cast<unsigned>(number(octets.substr(0, 1)));
  const auto second = static_cast<unsigned>(number(octets.substr(1, 1)));
  const bool masked = (second & 0x80U) != 0;
  const unsigned code = second & 0x7fU;
  const std::size_t wide = code == 127 ? 8 : code == 126 ? 2 : 0;
  const std::size_t head = 2 + wide + (masked ? kMask : 0);
  if (octets.size() < head) return std::nullopt;
  const std::size_t length = wide == 0 ? code : number(octets.substr(2, wide));
  if (octets.size() - head < length) return std::nullopt;
  Frame frame{typeName(first & 0x0fU)};
  if ((first & 0x80U) != 0) frame.flags.emplace_back("FIN");
  if (masked) frame.flags.emplace_back("MASK");
  frame.length = length;
  frame.payload = octets.substr(head, length);
  for (std::size_t i = 0; masked && i < length; ++i) {
    const char key = octets[head - kMask + i % kMask];
    frame.payload[i] = static_cast<char>(frame.payload[i] ^ key);
  }
  frame.says = wordsFor(frame);
  taken = head + length;
  return frame;
}

}  // namespace

Frames webSocketFrames(int connection, const Track& track, std::size_t from) {
  Frames frames;
  const std::string_view octets = track.octets;
  std::size_t taken = 0;
  while (auto frame = frameAt(octets.substr(from), taken)) {
    frame->connection = connection;
    frame->offset = from;
    frame->at = track.timeOf(from);
    frames.push_back(std::move(*frame));
    from += taken;
  }
  return frames;
}

}  // namespace hop::wire
