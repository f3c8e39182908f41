// SPDX-License-Identifier: MIT
#pragma once

#include "common/http2/FieldList.h"

#include <nghttp2/nghttp2.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace hop::http2 {

/// HTTP/2 written and read by hand (RFC 9113 section 4.1), so that the tests
/// can say what no library would.
struct Frame {
  std::uint8_t type = 0;
  std::uint8_t flags = 0;
  std::int32_t stream = 0;
  std::string payload;

  [[nodiscard]] bool has(std::uint8_t flag) const {
    return (flags & flag) != 0;
  }
};

constexpr std::string_view kPreface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
constexpr std::uint8_t kEndHeaders = NGHTTP2_FLAG_END_HEADERS;
constexpr std::uint8_t kEndStream = NGHTTP2_FLAG_END_STREAM;
constexpr std::uint8_t kAck = NGHTTP2_FLAG_ACK;

/// Big-endian, in so many octets.
inline std::string number(std::uint64_t value, std::size_t octets) {
  std::string text;
  for (std::size_t i = octets; i > 0; --i) {
    text += static_cast<char>(value >> (8 * (i - 1)) & 0xff);
  }
  return text;
}

inline std::uint32_t numberIn(std::string_view octets) {
  std::uint32_t value = 0;
  for (const char c : octets) {
    value = value << 8 | static_cast<unsigned char>(c);
  }
  return value;
}

inline std::string octetsOf(const Frame& frame) {
  return number(frame.payload.size(), 3) + static_cast<char>(frame.type) +
         static_cast<char>(frame.flags) +
         number(static_cast<std::uint32_t>(frame.stream), 4) + frame.payload;
}

/// HPACK without its tables: literals, not indexed (RFC 7541 section 6.2.2).
inline std::string block(const FieldList& fields) {
  const auto text = [](const std::string& octets) {
    std::string out;
    std::size_t size = octets.size();
    if (size < 127) return static_cast<char>(size) + octets;
    out += '\x7f';
    for (size -= 127; size >= 128; size /= 128) {
      out += static_cast<char>(size % 128 + 128);
    }
    return out + static_cast<char>(size) + octets;
  };
  std::string out;
  for (const auto& [name, value] : fields) {
    out += '\0' + text(name) + text(value);
  }
  return out;
}

inline std::string headers(std::int32_t stream, const FieldList& fields,
                           std::uint8_t flags = kEndHeaders | kEndStream) {
  return octetsOf({NGHTTP2_HEADERS, flags, stream, block(fields)});
}

inline const FieldList kGet{{":method", "GET"},
                            {":scheme", "http"},
                            {":authority", "t"},
                            {":path", "/"}};
inline const FieldList kPost{{":method", "POST"},
                             {":scheme", "http"},
                             {":authority", "t"},
                             {":path", "/p"}};

/// A whole request, or with kEndHeaders alone one with a body.
inline std::string get(std::int32_t stream) {
  return headers(stream, kGet);
}
inline std::string post(std::int32_t stream) {
  return headers(stream, kPost, kEndHeaders);
}
inline std::string data(std::int32_t stream, const std::string& octets,
                        std::uint8_t flags = 0) {
  return octetsOf({NGHTTP2_DATA, flags, stream, octets});
}
inline std::string settings(const std::string& entries = "") {
  return octetsOf({NGHTTP2_SETTINGS, 0, 0, entries});
}
inline std::string settingsAck() {
  return octetsOf({NGHTTP2_SETTINGS, kAck, 0, ""});
}
inline std::string ping(std::uint8_t flags = 0) {
  return octetsOf({NGHTTP2_PING, flags, 0, "12345678"});
}
inline std::string rstStream(std::int32_t stream,
                             std::uint32_t code = NGHTTP2_CANCEL) {
  return octetsOf({NGHTTP2_RST_STREAM, 0, stream, number(code, 4)});
}
inline std::string windowUpdate(std::int32_t stream, std::uint32_t more) {
  return octetsOf({NGHTTP2_WINDOW_UPDATE, 0, stream, number(more, 4)});
}
inline std::string goAway(std::int32_t last,
                          std::uint32_t code = NGHTTP2_NO_ERROR) {
  return octetsOf(
      {NGHTTP2_GOAWAY, 0, 0,
       number(static_cast<std::uint32_t>(last), 4) + number(code, 4)});
}

/// What a client says first.
inline std::string greeting() {
  return std::string(kPreface) + settings();
}

/// Octets as frames. What is no whole frame at the end comes as one of type
/// 255: nobody sends that.
inline std::vector<Frame> framesIn(std::string_view octets) {
  std::vector<Frame> frames;
  while (!octets.empty()) {
    const auto size = octets.size() < 9 ? 0 : numberIn(octets.substr(0, 3));
    if (octets.size() < 9 || octets.size() < 9 + size) {
      frames.push_back({255, 0, 0, std::string(octets)});
      break;
    }
    frames.push_back({static_cast<std::uint8_t>(octets[3]),
                      static_cast<std::uint8_t>(octets[4]),
                      static_cast<std::int32_t>(numberIn(octets.substr(5, 4))),
                      std::string(octets.substr(9, size))});
    octets.remove_prefix(9 + size);
  }
  return frames;
}

}  // namespace hop::http2
