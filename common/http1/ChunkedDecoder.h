// SPDX-License-Identifier: MIT
#pragma once

#include "common/http/Event.h"
#include "common/http1/Limits.h"
#include "common/http1/ReceiveBuffer.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace hop::http1 {

/// Reads a chunked body (RFC 9112 section 7.1) with its trailers. Strict: CR LF
/// everywhere, sizes of hexadecimal digits only, extensions checked, bounded
/// and dropped.
class ChunkedDecoder final {
 public:
  explicit ChunkedDecoder(const Limits& limits) : limits_(&limits) {}

  /// Data, Trailers, End, or nothing when more octets are needed.
  /// @throws http::ProtocolError 400 or 431.
  std::optional<http::Event> next(ReceiveBuffer& buffer);

 private:
  enum class State { Size, Data, DataEnd, Trailers, End };

  bool readSize(ReceiveBuffer& buffer);
  bool readDataEnd(ReceiveBuffer& buffer);
  bool readTrailers(ReceiveBuffer& buffer);
  void addTrailer(std::string_view line);

  const Limits* limits_;
  State state_ = State::Size;
  std::uint64_t left_ = 0;        ///< octets of the current chunk
  std::size_t trailerBytes_ = 0;  ///< octets of trailer lines
  std::size_t trailerCount_ = 0;
  http::Trailers trailers_;
};

}  // namespace hop::http1
