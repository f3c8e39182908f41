// SPDX-License-Identifier: MIT
#include "tests/support/http2/Frame.h"

#include "tests/support/Octets.h"

#include <algorithm>
#include <array>

namespace hop::test {

namespace {

constexpr std::array<std::string_view, 10> kTypes{
    "DATA",         "HEADERS", "PRIORITY", "RST_STREAM",    "SETTINGS",
    "PUSH_PROMISE", "PING",    "GOAWAY",   "WINDOW_UPDATE", "CONTINUATION"};

constexpr std::array<std::string_view, 14> kCodes{"NO_ERROR",
                                                  "PROTOCOL_ERROR",
                                                  "INTERNAL_ERROR",
                                                  "FLOW_CONTROL_ERROR",
                                                  "SETTINGS_TIMEOUT",
                                                  "STREAM_CLOSED",
                                                  "FRAME_SIZE_ERROR",
                                                  "REFUSED_STREAM",
                                                  "CANCEL",
                                                  "COMPRESSION_ERROR",
                                                  "CONNECT_ERROR",
                                                  "ENHANCE_YOUR_CALM",
                                                  "INADEQUATE_SECURITY",
                                                  "HTTP_1_1_REQUIRED"};

std::string typeName(std::uint8_t type) {
  if (type < kTypes.size()) return std::string(kTypes[type]);
  return "type " + std::to_string(type);
}

std::string flagNames(const Frame& frame) {
  const bool acks = frame.is(FrameType::Settings) || frame.is(FrameType::Ping);
  const bool fields = frame.is(FrameType::Headers) ||
                      frame.is(FrameType::Continuation) ||
                      frame.is(FrameType::PushPromise);
  const bool ends = frame.is(FrameType::Data) || frame.is(FrameType::Headers);
  std::string text;
  if (acks && frame.has(kAck)) text += " ACK";
  if (ends && frame.has(kEndStream)) text += " END_STREAM";
  if (fields && frame.has(kEndHeaders)) text += " END_HEADERS";
  if (ends && frame.has(kPadded)) text += " PADDED";
  return text;
}

std::string settingsText(const std::string& payload) {
  std::string text;
  for (std::size_t at = 0; at + 6 <= payload.size(); at += 6) {
    text += " " + std::to_string(numberAt(payload, at, 2)) + "=" +
            std::to_string(numberAt(payload, at + 2));
  }
  return text;
}

std::string payloadText(const Frame& frame) {
  const std::string& payload = frame.payload;
  if (frame.is(FrameType::Settings)) return settingsText(payload);
  if (frame.is(FrameType::RstStream))
    return " " + codeName(numberAt(payload, 0));
  if (frame.is(FrameType::WindowUpdate)) {
    return " +" + std::to_string(numberAt(payload, 0));
  }
  if (frame.is(FrameType::Goaway)) {
    return " last stream " + std::to_string(numberAt(payload, 0)) + ", " +
           codeName(numberAt(payload, 4)) + " " +
           readable(std::string_view(payload).substr(
                        std::min<std::size_t>(8, payload.size())),
                    100);
  }
  return " " + std::to_string(payload.size()) + " octets";
}

Frame make(FrameType type, std::uint8_t flags, std::uint32_t stream,
           std::string payload) {
  return {static_cast<std::uint8_t>(type), flags, stream, std::move(payload)};
}

std::uint8_t endFlag(bool end) {
  return end ? kEndStream : 0;
}

}  // namespace

std::string bigEndian(std::uint64_t value, std::size_t size) {
  std::string octets(size, '\0');
  for (std::size_t i = size; i > 0; --i, value >>= 8) {
    octets[i - 1] = static_cast<char>(value & 0xff);
  }
  return octets;
}

std::uint32_t numberAt(std::string_view octets, std::size_t from,
                       std::size_t size) {
  std::uint32_t value = 0;
  for (std::size_t i = from; i < from + size; ++i) {
    const auto octet = i < octets.size() ? octets[i] : '\0';
    value = (value << 8) | static_cast<unsigned char>(octet);
  }
  return value;
}

std::string octetsOf(const Frame& frame) {
  return bigEndian(frame.payload.size(), 3) + bigEndian(frame.type, 1) +
         bigEndian(frame.flags, 1) + bigEndian(frame.stream, 4) + frame.payload;
}

std::string codeName(std::uint32_t code) {
  const std::string name =
      code < kCodes.size() ? std::string(kCodes[code]) : "unknown code";
  return name + " (" + std::to_string(code) + ")";
}

std::string describe(const Frame& frame) {
  return "stream " + std::to_string(frame.stream) + " " + typeName(frame.type) +
         flagNames(frame) + payloadText(frame);
}

std::string content(const Frame& frame) {
  std::string_view rest = frame.payload;
  std::size_t padding = 0;
  if (frame.has(kPadded) && !rest.empty()) {
    padding = static_cast<unsigned char>(rest.front());
    rest.remove_prefix(1);
  }
  if (frame.is(FrameType::Headers) && frame.has(kHasPriority)) {
    rest.remove_prefix(std::min<std::size_t>(5, rest.size()));
  }
  rest.remove_suffix(std::min(padding, rest.size()));
  return std::string(rest);
}

Frame dataFrame(std::uint32_t stream, std::string body, bool end) {
  return make(FrameType::Data, endFlag(end), stream, std::move(body));
}

Frame paddedData(std::uint32_t stream, const std::string& body,
                 std::uint8_t padding, bool end) {
  const auto flags = static_cast<std::uint8_t>(kPadded | endFlag(end));
  return make(FrameType::Data, flags, stream,
              bigEndian(padding, 1) + body + std::string(padding, '\0'));
}

Frame headersFrame(std::uint32_t stream, std::string block, bool end) {
  const auto flags = static_cast<std::uint8_t>(kEndHeaders | endFlag(end));
  return make(FrameType::Headers, flags, stream, std::move(block));
}

Frame continuationFrame(std::uint32_t stream, std::string block, bool last) {
  return make(FrameType::Continuation, last ? kEndHeaders : 0, stream,
              std::move(block));
}

Frame priorityFrame(std::uint32_t stream, std::uint32_t on) {
  return make(FrameType::Priority, 0, stream,
              bigEndian(on, 4) + bigEndian(15, 1));
}

Frame resetFrame(std::uint32_t stream, std::uint32_t code) {
  return make(FrameType::RstStream, 0, stream, bigEndian(code, 4));
}

Frame settingsFrame(const Settings& settings) {
  std::string payload;
  for (const auto& [id, value] : settings) {
    payload += bigEndian(id, 2) + bigEndian(value, 4);
  }
  return make(FrameType::Settings, 0, 0, std::move(payload));
}

Frame settingsAck() {
  return make(FrameType::Settings, kAck, 0, "");
}

Frame pingFrame(const std::string& eight, bool ack) {
  return make(FrameType::Ping, ack ? kAck : 0, 0, eight);
}

Frame goawayFrame(std::uint32_t last, std::uint32_t code,
                  const std::string& text) {
  return make(FrameType::Goaway, 0, 0,
              bigEndian(last, 4) + bigEndian(code, 4) + text);
}

Frame windowUpdate(std::uint32_t stream, std::uint32_t octets) {
  return make(FrameType::WindowUpdate, 0, stream, bigEndian(octets, 4));
}

}  // namespace hop::test
