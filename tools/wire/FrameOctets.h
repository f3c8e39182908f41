// SPDX-License-Identifier: MIT
#pragma once

#include "tools/wire/Deflater.h"

#include <Poco/JSON/Object.h>

#include <string>

namespace hop::wire {

/// Makes the octets of frames that scenarios.json describes:
///
///     {"http2": "preface"}, {"http2": "settings"}
///     {"http2": "headers", "stream": 1, "fields": [":method: GET", ...],
///      "end": true}
///     {"http2": "data", "stream": 1, "octets": "...", "end": true}
///     {"websocket": "text", "octets": "hop"}
///
/// WebSocket frames are a client's: masked, always with the same key, so that
/// a recording stays what it is.
class FrameOctets final {
 public:
  [[nodiscard]] static bool isFrame(const Poco::JSON::Object& object);
  /// Later heads of the same object are compressed with what earlier ones
  /// left in the table (RFC 7541).
  /// @throws std::invalid_argument, Poco::Exception.
  [[nodiscard]] std::string of(const Poco::JSON::Object& object);

 private:
  [[nodiscard]] std::string http2(const Poco::JSON::Object& object);

  Deflater deflater_;
};

}  // namespace hop::wire
