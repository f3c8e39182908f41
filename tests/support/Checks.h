// SPDX-License-Identifier: MIT
#pragma once

#include "tests/support/Errors.h"
#include "tests/support/Message.h"
#include "tests/support/Octets.h"
#include "tests/support/Stage.h"

#include <string>

namespace hop::test {

/// The body arrived, octet for octet.
/// @throws CaseFailed("body-lost") when nothing of it came, and
///   CaseFailed("body-altered") when it is another one.
inline void requireBody(const Message& message, const std::string& expected) {
  require(!message.body.empty() || expected.empty(), "body-lost",
          "the body did not arrive");
  require(message.body == expected, "body-altered",
          std::to_string(expected.size()) + " octets were sent, these " +
              std::to_string(message.body.size()) +
              " came: " + readable(message.body, 200));
}

/// The length is said once: by Content-Length or by Transfer-Encoding, never
/// by both (RFC 9112 section 6.2).
/// @throws CaseFailed("framing-wrong").
inline void requireOneLength(const Message& message) {
  const auto lengths = message.all("Content-Length").size();
  const auto codings = message.all("Transfer-Encoding").size();
  require(lengths + codings == 1, "framing-wrong",
          "length fields: " + readable(message.rawHead));
}

/// Exactly that Content-Length, and no Transfer-Encoding.
/// @throws CaseFailed("framing-wrong").
inline void requireLength(const Message& message, std::size_t length) {
  require(!message.has("Transfer-Encoding") &&
              message.value("Content-Length") == std::to_string(length),
          "framing-wrong",
          "Content-Length should be " + std::to_string(length) +
              " and alone: " + readable(message.rawHead));
}

/// No length field at all. @throws CaseFailed("framing-wrong").
inline void requireNoLength(const Message& message) {
  require(!message.has("Content-Length") && !message.has("Transfer-Encoding"),
          "framing-wrong",
          "a length field without a body: " + readable(message.rawHead));
}

/// A field that stands once and has this value.
/// @throws CaseFailed("field-lost"), CaseFailed("field-duplicated") or
///   CaseFailed("field-altered").
inline void requireField(const Message& message, const std::string& name,
                         const std::string& value) {
  require(message.has(name), "field-lost", name + " did not arrive");
  require(message.all(name).size() == 1, "field-duplicated",
          name + " arrived as: " + readable(message.value(name)));
  require(message.value(name) == value, "field-altered",
          name + " was " + readable(value, 200) + " and arrived as " +
              readable(message.value(name), 200));
}

/// The n-th request that reached the upstream, counted from 0; for cases that
/// send several, after the response to it has been read.
/// @throws CaseFailed("not-forwarded").
inline Message forwardedAt(Stage& stage, std::size_t n) {
  const auto requests = stage.upstream().requests();
  require(requests.size() > n, "not-forwarded",
          std::to_string(requests.size()) + " requests reached the upstream");
  return requests[n];
}

}  // namespace hop::test
