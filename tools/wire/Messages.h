// SPDX-License-Identifier: MIT
#pragma once

#include "tools/wire/Frame.h"
#include "tools/wire/Lane.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace hop::wire {

/// One piece of a message, in the order of the octets.
struct Piece {
  enum class Kind {
    Start,
    Field,
    HeadEnd,
    ChunkSize,
    Data,
    Trailer,
    End,
    Frame  ///< a frame's name; what it carries follows
  };
  /// What the proxy did to it; set by markChanges().
  enum class Mark { Same, Added, Removed, Rewritten };

  Kind kind = Kind::Start;
  std::string octets;  ///< without the line's end
  double at = 0;       ///< milliseconds: when its first octet was seen
  Mark mark = Mark::Same;
  std::string note{};  ///< of a frame: "stream 1, END_STREAM"
};

/// A request or a response, cut into its pieces.
struct Message {
  int connection = 0;
  std::uint32_t stream = 0;  ///< HTTP/2; 0 in HTTP/1
  bool complete = false;     ///< false: the octets ended before its end
  std::size_t missing = 0;   ///< of a body with a length; 0 when unknown
  std::vector<Piece> pieces;

  [[nodiscard]] bool isHttp2() const { return stream != 0; }
  /// The status of a response ("HTTP/1.1 200 OK" is 200); 0 for a request.
  [[nodiscard]] int status() const;
  /// The method of a request.
  [[nodiscard]] std::string method() const;
  /// The value of the first field of that name, compared without case.
  [[nodiscard]] std::string field(std::string_view name) const;
  /// The body without its framing.
  [[nodiscard]] std::string body() const;
};

using Messages = std::vector<Message>;

/// Cuts what one lane saw into messages, connection by connection. For the
/// eye, not for a proxy: it judges nothing and takes whatever comes.
[[nodiscard]] Messages requestsIn(const Lane& lane);

/// The same for responses.
/// @param requests what they answer: the response to HEAD has no body.
[[nodiscard]] Messages responsesIn(const Lane& lane, const Messages& requests);

/// Which way the octets of a lane go.
enum class Direction { Request, Response };

/// The frames of HTTP/2 and WebSocket in a lane, in the order in which they
/// were seen.
[[nodiscard]] Frames framesIn(const Lane& lane, Direction direction);

}  // namespace hop::wire
