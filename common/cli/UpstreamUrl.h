// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace hop::cli {

/// Where the requests go: --upstream, cut into parts but never decoded.
struct Upstream {
  std::string url;     ///< as given on the command line
  std::string scheme;  ///< "http", "https" or "h2c" (HTTP/2 without TLS)
  std::string host;    ///< name or address; an IPv6 address without brackets
  std::uint16_t port = 80;
  std::string path;                  ///< base path, may be empty
  std::optional<std::string> query;  ///< without "?"
};

/// Reads "http://HOST[:PORT][/PATH][?QUERY]", and from 10 on the same with
/// https:// (port 443) or h2c:// (port 80).
/// @param step the number of the step that asks.
/// @throws UsageError for another scheme, user information, a fragment, an
///   empty host or a bad port (RFC 9110 section 4.2).
[[nodiscard]] Upstream parseUpstream(std::string_view url, int step);

/// True for visible ASCII only: what may be written into a request line.
[[nodiscard]] bool isPlain(std::string_view text);

/// Reads a decimal port, 0 to 65535. @throws UsageError.
[[nodiscard]] std::uint16_t parsePort(std::string_view text);

}  // namespace hop::cli
