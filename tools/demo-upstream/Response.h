// SPDX-License-Identifier: MIT
#pragma once

#include "tools/demo-upstream/Request.h"

#include <cstdint>
#include <string_view>

namespace hop::upstream {

/// Status and fields of a response. Date, the framing and Connection are
/// added by the one who sends it.
struct ResponseHead {
  int status = 200;
  Fields fields;
};

/// One response as the routes see it, whatever the protocol's version. It
/// keeps the body away from HEAD, 204 and 304.
class Response {
 public:
  /// @param request may still be empty; it must be read before begin.
  explicit Response(const Request& request) : request_(request) {}
  virtual ~Response() = default;
  Response(const Response&) = delete;
  Response& operator=(const Response&) = delete;

  /// A 1xx response before the real one. HTTP/1.0 does not know them and gets
  /// none (RFC 9110 section 15.2).
  virtual void informational(int status, const Fields& fields) = 0;

  /// A whole response, its length known. Without a body it is its head alone.
  virtual void send(const ResponseHead& head, std::string_view body) = 0;

  /// Sends the head of a body of known length; write() has to bring it.
  virtual void beginLength(const ResponseHead& head, std::uint64_t length) = 0;

  /// Sends the head of a body of unknown length.
  virtual void beginStream(const ResponseHead& head) = 0;

  /// One piece of the body, sent at once.
  virtual void write(std::string_view piece) = 0;

  /// Ends a streamed body; trailers reach only who can read them.
  virtual void finish(const Fields& trailers) = 0;

  /// The connection ends with this response, and if it has not been sent yet,
  /// it says so. An HTTP/2 connection is not this response's alone and goes on.
  virtual void closeAfter() = 0;

  /// Whether a body of this response goes over the wire.
  [[nodiscard]] bool hasBody() const { return bodyAllowed_; }
  /// The last status sent; 0 before any.
  [[nodiscard]] int status() const { return status_; }
  /// Whether the final head has gone, so that it is too late for an error.
  [[nodiscard]] bool begun() const { return status_ >= 200; }

 protected:
  /// RFC 9112 section 6.3, rule 1: these end with the head, whatever it says.
  static bool neverHasBody(int status) {
    return status < 200 || status == 204 || status == 304;
  }

  /// A head with this status goes out now.
  void sending(int status) {
    status_ = status;
    bodyAllowed_ = !neverHasBody(status) && request_.method != "HEAD";
  }

  [[nodiscard]] const Request& request() const { return request_; }

 private:
  const Request& request_;
  int status_ = 0;
  bool bodyAllowed_ = true;
};

}  // namespace hop::upstream
