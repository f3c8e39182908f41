// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace hop::test {

/// Types of RFC 9113 section 6. A frame may carry any other number as well.
enum class FrameType : std::uint8_t {
  Data,
  Headers,
  Priority,
  RstStream,
  Settings,
  PushPromise,
  Ping,
  Goaway,
  WindowUpdate,
  Continuation
};

// Flags; which of them mean something depends on the type.
inline constexpr std::uint8_t kEndStream = 0x1;
inline constexpr std::uint8_t kAck = 0x1;
inline constexpr std::uint8_t kEndHeaders = 0x4;
inline constexpr std::uint8_t kPadded = 0x8;
inline constexpr std::uint8_t kHasPriority = 0x20;

/// Error codes of RFC 9113 section 7.
enum ErrorCode : std::uint32_t {
  kNoError,
  kProtocolError,
  kInternalError,
  kFlowControlError,
  kSettingsTimeout,
  kStreamClosed,
  kFrameSizeError,
  kRefusedStream,
  kCancel,
  kCompressionError,
  kConnectError,
  kEnhanceYourCalm,
  kInadequateSecurity,
  kHttp11Required
};

/// Settings of RFC 9113 section 6.5.2 and RFC 8441 section 3.
enum Setting : std::uint16_t {
  kHeaderTableSize = 1,
  kEnablePush = 2,
  kMaxConcurrentStreams = 3,
  kInitialWindowSize = 4,
  kMaxFrameSize = 5,
  kMaxHeaderListSize = 6,
  kEnableConnectProtocol = 8
};
using Settings = std::vector<std::pair<std::uint16_t, std::uint32_t>>;

/// What every client says first (RFC 9113 section 3.4).
inline constexpr std::string_view kPreface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
/// No frame is longer unless SETTINGS_MAX_FRAME_SIZE says so.
inline constexpr std::size_t kUsualFrameSize = 16'384;

/// One HTTP/2 frame as it stands on the wire. Nothing about it is checked: a
/// case may send what no library would.
struct Frame {
  std::uint8_t type = 0;
  std::uint8_t flags = 0;
  std::uint32_t stream = 0;
  std::string payload;

  [[nodiscard]] bool is(FrameType wanted) const {
    return type == static_cast<std::uint8_t>(wanted);
  }
  [[nodiscard]] bool has(std::uint8_t flag) const {
    return (flags & flag) != 0;
  }
};

/// The frame's nine octets and its payload.
[[nodiscard]] std::string octetsOf(const Frame& frame);
/// For people: "stream 1 HEADERS END_STREAM END_HEADERS 21 octets".
[[nodiscard]] std::string describe(const Frame& frame);
/// "PROTOCOL_ERROR (1)".
[[nodiscard]] std::string codeName(std::uint32_t code);

/// A number in network order, @p size octets of it.
[[nodiscard]] std::string bigEndian(std::uint64_t value, std::size_t size);
/// The number in @p size octets from @p from on; octets that are missing
/// count as 0.
[[nodiscard]] std::uint32_t numberAt(std::string_view octets, std::size_t from,
                                     std::size_t size = 4);
/// The payload of a DATA or HEADERS frame without padding and priority.
[[nodiscard]] std::string content(const Frame& frame);

[[nodiscard]] Frame dataFrame(std::uint32_t stream, std::string body,
                              bool end = false);
/// DATA with that much padding behind the body.
[[nodiscard]] Frame paddedData(std::uint32_t stream, const std::string& body,
                               std::uint8_t padding, bool end = false);
/// HEADERS with END_HEADERS.
[[nodiscard]] Frame headersFrame(std::uint32_t stream, std::string block,
                                 bool end = false);
[[nodiscard]] Frame continuationFrame(std::uint32_t stream, std::string block,
                                      bool last = true);
[[nodiscard]] Frame priorityFrame(std::uint32_t stream, std::uint32_t on = 0);
[[nodiscard]] Frame resetFrame(std::uint32_t stream, std::uint32_t code);
[[nodiscard]] Frame settingsFrame(const Settings& settings);
[[nodiscard]] Frame settingsAck();
[[nodiscard]] Frame pingFrame(const std::string& eight, bool ack = false);
[[nodiscard]] Frame goawayFrame(std::uint32_t last, std::uint32_t code,
                                const std::string& text = "");
[[nodiscard]] Frame windowUpdate(std::uint32_t stream, std::uint32_t octets);

}  // namespace hop::test
