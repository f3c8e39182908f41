// SPDX-License-Identifier: MIT
#pragma once

#include "tools/demo-upstream/Framing.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hop::upstream {

/// One field line. Unlike POCO's collections it keeps order and spelling.
struct Field {
  std::string name;
  std::string value;  ///< without the blanks around it
};
using Fields = std::vector<Field>;

/// The head of a request: as received, and cut into its parts.
struct Request {
  std::string head;  ///< every octet, with the empty line at its end; HTTP/2
                     ///< has no such text: the fields, a line for each
  std::string method;
  std::string target;
  std::string path;   ///< raw: "/a%2Fb" stays what it is
  std::string query;  ///< raw, without "?"
  int major = 1;
  int minor = 1;  ///< 0 for HTTP/1.0 and HTTP/2
  Fields fields;  ///< HTTP/2: without pseudo-fields
  Framing framing;

  /// No chunks, no trailers, no interim responses.
  [[nodiscard]] bool isHttp10() const { return major == 1 && minor == 0; }

  /// "HTTP/1.1"; "HTTP/2", which has no minor versions.
  [[nodiscard]] std::string version() const;

  /// The first field of that name; empty when there is none.
  [[nodiscard]] std::optional<std::string> field(std::string_view name) const;

  /// Whether a comma-separated field has the member, in any of its lines and
  /// in any case.
  [[nodiscard]] bool lists(std::string_view name,
                           std::string_view member) const;

  /// Whether the client wants to keep the connection (RFC 9112 section 9.3).
  [[nodiscard]] bool keepAlive() const;

  /// Whether the client waits for 100 before it sends the body (RFC 9110
  /// section 10.1.1).
  [[nodiscard]] bool expectsContinue() const;
};

}  // namespace hop::upstream
