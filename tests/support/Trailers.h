// SPDX-License-Identifier: MIT
#pragma once

#include "tests/support/Errors.h"
#include "tests/support/Message.h"
#include "tests/support/Octets.h"

#include <string>
#include <vector>

namespace hop::test {

/// "hello" in one chunk with these trailer lines (each with CRLF), and the
/// field that announces the chunks. To be put after the other fields.
[[nodiscard]] inline std::string helloWith(const std::string& trailers) {
  return "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n" + trailers +
         "\r\n";
}

/// The values of all trailers of that name, in order.
[[nodiscard]] inline std::vector<std::string> trailersNamed(
    const Message& message, std::string_view name) {
  std::vector<std::string> values;
  for (const auto& [field, value] : message.trailers) {
    if (sameName(field, name)) values.push_back(value);
  }
  return values;
}

/// @throws CaseFailed("trailer-lost"), or CaseFailed("value-altered") when it
///   has another value or came more than once.
inline void requireTrailer(const Message& message, const std::string& name,
                           const std::string& value) {
  const auto values = trailersNamed(message, name);
  require(!values.empty(), "trailer-lost",
          "trailer " + name + " did not arrive");
  require(values == std::vector<std::string>{value}, "value-altered",
          "trailer " + name + " was " + readable(value, 200) +
              " and arrived as " + readable(values.front(), 200));
}

/// Neither as a trailer nor, merged, as a field of the head.
/// @throws CaseFailed("trailer-leaked").
inline void requireNoTrailer(const Message& message, const std::string& name) {
  require(trailersNamed(message, name).empty(), "trailer-leaked",
          "trailer " + name + " crossed the proxy");
}

}  // namespace hop::test
