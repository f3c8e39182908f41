// SPDX-License-Identifier: MIT
#pragma once

#include "common/http/Event.h"

#include <cstdint>
#include <string>

namespace hop::http1 {

/// Turns events into the octets of one message, and keeps the promise that its
/// head made: not one octet more or fewer than Content-Length, a last chunk
/// only after End. Writing something that does not fit is a fault of the
/// program: std::logic_error.
class MessageWriter final {
 public:
  /// Start line, fields and empty line, behind what is in @p out. The framing
  /// fields are written from @p framing; what the message itself says about
  /// them is replaced.
  void write(const Poco::Net::HTTPRequest& message,
             const http::Framing& framing, std::string& out);
  void write(const Poco::Net::HTTPResponse& message,
             const http::Framing& framing, std::string& out);
  /// Octets of the body, framed. Empty data writes nothing (an empty chunk
  /// would be the last one).
  void write(const http::Data& data, std::string& out);

  // The same as events, each in a string of its own.
  [[nodiscard]] std::string write(const http::RequestHead& head);
  [[nodiscard]] std::string write(const http::ResponseHead& head);
  [[nodiscard]] std::string write(const http::Data& data);

  /// Ends a chunked message; may be called once, in place of End.
  [[nodiscard]] std::string write(const http::Trailers& trailers);
  [[nodiscard]] std::string write(const http::End& end);

  /// Ends the message: with trailers if there are some and the framing has
  /// room for them, else without.
  [[nodiscard]] std::string writeEnd(const Poco::Net::MessageHeader& trailers);

  /// True after End (or Trailers): the next head may be written.
  [[nodiscard]] bool complete() const { return complete_; }
  /// All octets that Content-Length promises have been given.
  [[nodiscard]] bool exhausted() const {
    return framing_.kind == http::Framing::Kind::Length && left_ == 0;
  }
  [[nodiscard]] bool hasBody() const {
    return framing_.kind != http::Framing::Kind::None;
  }
  [[nodiscard]] bool chunked() const {
    return framing_.kind == http::Framing::Kind::Chunked;
  }
  /// True when only the end of the connection can end this message.
  [[nodiscard]] bool untilClose() const {
    return framing_.kind == http::Framing::Kind::UntilClose;
  }

 private:
  void begin(const Poco::Net::MessageHeader& fields,
             const http::Framing& framing, std::string& out);

  http::Framing framing_;
  std::uint64_t left_ = 0;  ///< octets promised by Content-Length
  bool complete_ = true;
};

}  // namespace hop::http1
