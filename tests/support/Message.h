// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace hop::test {

/// One HTTP/1 message as it stood on the wire. The tests read it with code of
/// their own, so that a fault in the proxy's parser cannot hide behind itself.
struct Message {
  using Field = std::pair<std::string, std::string>;

  std::string startLine;
  std::vector<Field> fields;  ///< in order, names as spelled, values trimmed
  std::string body;           ///< without chunk framing
  std::vector<Field> trailers;
  std::vector<Message> interim;  ///< 1xx responses that came before this one
  std::string rawHead;           ///< octets up to and with the empty line
  bool complete = false;         ///< the body ended as its framing says
  bool untilClose = false;       ///< the body ended with the connection

  /// The values of all fields of that name, in order.
  [[nodiscard]] std::vector<std::string> all(std::string_view name) const;
  [[nodiscard]] bool has(std::string_view name) const;
  /// The one value of that name; all of them joined with ", " if several.
  [[nodiscard]] std::string value(std::string_view name) const;

  // Requests.
  [[nodiscard]] std::string method() const;
  [[nodiscard]] std::string target() const;
  // Responses.
  [[nodiscard]] int status() const;  ///< 0 when there is no valid one
  [[nodiscard]] std::string reason() const;
  [[nodiscard]] bool isResponse() const {
    return startLine.starts_with("HTTP/");
  }
};

/// Names are compared without case (RFC 9110 section 5.1).
[[nodiscard]] bool sameName(std::string_view one, std::string_view other);

/// Reads a head (everything up to the empty line).
/// @throws CaseFailed("malformed-response") when a line of it is not one.
[[nodiscard]] Message parseHead(const std::string& head);

}  // namespace hop::test
