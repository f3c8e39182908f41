// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace hop::http {

/// A request-target cut at its seams (RFC 9112 section 3.2, RFC 3986
/// section 3). Cut, not interpreted: every part holds the octets as
/// they were received, nothing is decoded, so the parts can be put
/// together again without changing one of them. Poco::URI decodes the
/// path ("/a%2Fb" becomes
/// "/a/b"); a proxy must not.
struct Target {
  /// The four forms of RFC 9112 section 3.2.
  enum class Form { Origin, Absolute, Authority, Asterisk };

  Form form = Form::Origin;
  std::string scheme;     ///< absolute-form only, as spelled
  std::string authority;  ///< absolute- and authority-form only
  std::string path;       ///< may be empty in absolute-form
  std::optional<std::string>
      query;  ///< without "?"; "/x?" has an empty one

  /// Path and query put together again: "/x?y".
  [[nodiscard]] std::string pathAndQuery() const;
};

/// Cuts a request-target into its parts. Never fails: what fits no
/// other form comes back as authority-form ("example.test:443"), and
/// judging it is the caller's business.
[[nodiscard]] Target splitTarget(std::string_view text);

}  // namespace hop::http
