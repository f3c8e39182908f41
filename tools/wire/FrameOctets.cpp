// SPDX-License-Identifier: MIT
#include "tools/wire/FrameOctets.h"

#include "tools/wire/Octets.h"

#include <Poco/JSON/Array.h>
#include <nghttp2/nghttp2.h>

#include <array>
#include <cstdint>
#include <map>
#include <stdexcept>
#include <string_view>
#include <vector>

namespace hop::wire {

namespace {

using Poco::JSON::Object;

constexpr std::string_view kPreface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
constexpr std::string_view kMask = "hop!";
constexpr std::size_t kSmallPayload = 125;  // RFC 6455 section 5.2

std::string bigEndian(std::size_t value, int count) {
  std::string octets;
  for (int shift = 8 * (count - 1); shift >= 0; shift -= 8) {
    octets += static_cast<char>(static_cast<unsigned char>(value >> shift));
  }
  return octets;
}

struct FrameHead {
  unsigned type = 0;
  unsigned flags = 0;
  unsigned stream = 0;
};

/// RFC 9113 section 4.1.
std::string frame(const FrameHead& head, const std::string& payload) {
  return bigEndian(payload.size(), 3) + bigEndian(head.type, 1) +
         bigEndian(head.flags, 1) + bigEndian(head.stream, 4) + payload;
}

std::string octetsIn(const Object& object) {
  return fromLatin1(object.optValue<std::string>("octets", ""));
}

std::vector<std::string> stringsIn(const Poco::JSON::Array& array) {
  std::vector<std::string> strings;
  for (const auto& item : array) strings.push_back(item.toString());
  return strings;
}

std::string websocket(const Object& object) {
  static const std::map<std::string, unsigned> opcodes{{"text", 0x1},
                                                       {"binary", 0x2},
                                                       {"close", 0x8},
                                                       {"ping", 0x9},
                                                       {"pong", 0xa}};
  const auto name = object.getValue<std::string>("websocket");
  const auto opcode = opcodes.find(name);
  if (opcode == opcodes.end()) {
    throw std::invalid_argument("there is no WebSocket frame '" + name + "'");
  }
  std::string payload = octetsIn(object);
  if (payload.size() > kSmallPayload) {
    throw std::invalid_argument("a frame of a scenario has 125 octets at most");
  }
  for (std::size_t i = 0; i < payload.size(); ++i) {
    payload[i] = static_cast<char>(payload[i] ^ kMask[i % kMask.size()]);
  }
  return bigEndian(0x80U | opcode->second, 1) +
         bigEndian(0x80U | payload.size(), 1) + std::string(kMask) + payload;
}

}  // namespace

bool FrameOctets::isFrame(const Object& object) {
  return object.has("http2") || object.has("websocket");
}

std::string FrameOctets::of(const Object& object) {
  return object.has("http2") ? http2(object) : websocket(object);
}

std::string FrameOctets::http2(const Object& object) {
  const auto name = object.getValue<std::string>("http2");
  const auto stream = object.optValue<unsigned>("stream", 0);
  const bool end = object.optValue<bool>("end", false);
  const unsigned ends = end ? unsigned{NGHTTP2_FLAG_END_STREAM} : 0U;
  if (name == "preface") return std::string(kPreface);
  if (name == "settings") return frame({NGHTTP2_SETTINGS, 0, 0}, "");
  if (name == "data")
    return frame({NGHTTP2_DATA, ends, stream}, octetsIn(object));
  const auto fields = object.getArray("fields");
  if (name != "headers" || fields.isNull()) {
    throw std::invalid_argument("'" + name + "' is no frame of a scenario");
  }
  return frame({NGHTTP2_HEADERS, NGHTTP2_FLAG_END_HEADERS | ends, stream},
               deflater_.block(stringsIn(*fields)));
}

}  // namespace hop::wire
