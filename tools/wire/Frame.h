// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace hop::wire {

/// A frame of HTTP/2 (RFC 9113) or WebSocket (RFC 6455).
struct Frame {
  std::string type;                       ///< "HEADERS", "TEXT"
  std::optional<std::uint32_t> stream{};  ///< HTTP/2
  std::vector<std::string> flags{};       ///< "END_STREAM", "FIN"
  std::size_t length = 0;                 ///< octets of its payload
  std::string payload{};                  ///< without padding and mask
  std::vector<std::string> fields{};      ///< "name: value", decoded from HPACK
  std::string says{};  ///< what is not fields: "PROTOCOL_ERROR"
  int connection = 0;
  double at = 0;           ///< milliseconds: when its first octet was seen
  std::size_t offset = 0;  ///< of its first octet on the connection

  [[nodiscard]] bool has(const char* flag) const;
};

using Frames = std::vector<Frame>;

}  // namespace hop::wire
