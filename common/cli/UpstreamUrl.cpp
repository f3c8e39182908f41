// SPDX-License-Identifier: MIT
#include "common/cli/UpstreamUrl.h"

#include "common/cli/UsageError.h"
#include "common/http/Target.h"

#include <Poco/String.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace hop::cli {

namespace {

[[noreturn]] void reject(std::string_view url, std::string_view why) {
  throw UsageError("--upstream '" + std::string(url) + "': " +
                   std::string(why) + "; write http://HOST[:PORT][/PATH]");
}

struct Scheme {
  std::string_view name;
  std::uint16_t port;  ///< unless the URL names another
  int since;           ///< number of the step that brings it
};

constexpr std::array kSchemes{
    Scheme{"http", 80, 1},
    Scheme{"https", 443, 10},
    Scheme{"h2c", 80, 10},
};

Scheme findScheme(std::string_view url, const std::string& name, int step) {
  for (const Scheme& scheme : kSchemes) {
    if (scheme.name != name) continue;
    if (scheme.since <= step) return scheme;
    reject(url, name + ":// comes with step " + std::to_string(scheme.since));
  }
  reject(url, "unknown scheme '" + name + "'");
}

/// Cuts "host:port" or "[v6]:port"; the port text is empty when absent.
std::pair<std::string, std::string> splitAuthority(std::string_view text) {
  const auto bracket = text.starts_with('[') ? text.find(']') : 0;
  const auto colon = text.find(':', bracket == text.npos ? 0 : bracket);
  std::string host(text.substr(0, colon));
  std::string port;
  if (colon != text.npos) port = text.substr(colon + 1);
  if (host.starts_with('[') && host.ends_with(']')) {
    host = host.substr(1, host.size() - 2);
  }
  return {host, port};
}

void checkHost(std::string_view url, const std::string& host) {
  if (host.empty()) reject(url, "the host is missing");
  if (host.find_first_of("[]") != host.npos) {
    reject(url, "the host is malformed");
  }
}

}  // namespace

bool isPlain(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return c > ' ' && c < '\x7f'; });
}

std::uint16_t parsePort(std::string_view text) {
  unsigned port = 0;
  const char* const last = text.data() + text.size();
  const auto [end, error] = std::from_chars(text.data(), last, port);
  if (error != std::errc() || end != last || port > 65535) {
    throw UsageError("'" + std::string(text) +
                     "' is not a port: write a number from 0 to 65535");
  }
  return static_cast<std::uint16_t>(port);
}

Upstream parseUpstream(std::string_view url, int step) {
  if (!isPlain(url)) reject(url, "only visible ASCII characters are allowed");
  const http::Target target = http::splitTarget(url);
  if (target.form != http::Target::Form::Absolute) reject(url, "not a URL");
  const Scheme scheme = findScheme(url, Poco::toLower(target.scheme), step);
  if (target.authority.find('@') != std::string::npos) {
    reject(url, "user information is not allowed");
  }
  if (url.find('#') != url.npos) reject(url, "a fragment is not allowed");
  if (!target.authority.starts_with('[') &&
      std::count(target.authority.begin(), target.authority.end(), ':') > 1) {
    reject(url, "an IPv6 address is written in brackets");
  }
  const auto [host, port] = splitAuthority(target.authority);
  checkHost(url, host);
  Upstream upstream{std::string(url),
                    std::string(scheme.name),
                    host,
                    scheme.port,
                    target.path,
                    target.query};
  if (!port.empty()) upstream.port = parsePort(port);
  if (upstream.port == 0) reject(url, "port 0 cannot be connected to");
  return upstream;
}

}  // namespace hop::cli
