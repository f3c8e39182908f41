// SPDX-License-Identifier: MIT
#include "common/http/RequestRules.h"

#include "common/http/Characters.h"
#include "common/http/ProtocolError.h"
#include "common/http/Target.h"

#include <Poco/String.h>

#include <algorithm>

namespace hop::http {

namespace {

using Form = Target::Form;
constexpr const char* kTarget = "RFC 9112 section 3.2";

bool isTargetChar(char c) {
  return c > ' ' && c < '\x7f' && c != '\\' && c != '#' && c != '"' &&
         c != '<' && c != '>';
}

/// "%" and two hexadecimal digits (RFC 3986 section 2.1).
bool hasBrokenPercent(std::string_view path) {
  for (auto at = path.find('%'); at != path.npos;
       at = path.find('%', at + 1)) {
    if (at + 2 >= path.size() || !isHexDigit(path[at + 1]) ||
        !isHexDigit(path[at + 2])) {
      return true;
    }
  }
  return false;
}

/// ALPHA *( ALPHA / DIGIT / "+" / "-" / "." ) (RFC 3986 section 3.1).
bool isScheme(std::string_view text) {
  const auto isLetter = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  };
  return !text.empty() && isLetter(text.front()) &&
         std::all_of(text.begin(), text.end(), [&](char c) {
           return isLetter(c) || isDigit(c) || c == '+' || c == '-' ||
                  c == '.';
         });
}

bool isRegName(std::string_view host) {
  constexpr std::string_view kAllowed = "-._~!$&'()*+;=%";
  return !host.empty() &&
         std::all_of(host.begin(), host.end(), [&](char c) {
           return std::isalnum(static_cast<unsigned char>(c)) != 0 ||
                  kAllowed.find(c) != kAllowed.npos;
         });
}

bool isIpLiteral(std::string_view host) {
  return host.size() > 3 && host.front() == '[' && host.back() == ']' &&
         std::all_of(host.begin() + 1, host.end() - 1, [](char c) {
           return isHexDigit(c) || c == ':' || c == '.';
         });
}

}  // namespace

void checkTarget(std::string_view method, std::string_view target) {
  if (!std::all_of(target.begin(), target.end(), isTargetChar)) {
    malformed("a character that a target cannot have", kTarget);
  }
  const Target parts = splitTarget(target);
  if (parts.form == Form::Asterisk && method != "OPTIONS") {
    malformed("asterisk-form is for OPTIONS", "RFC 9112 section 3.2.4");
  }
  if (parts.form == Form::Authority && method != "CONNECT") {
    malformed("authority-form is for CONNECT",
              "RFC 9112 section 3.2.3");
  }
  if (parts.form == Form::Absolute &&
      (!isScheme(parts.scheme) || !isHostAndPort(parts.authority))) {
    malformed("no valid scheme and authority in the target",
              "RFC 9112 section 3.2.2");
  }
  if (hasBrokenPercent(parts.path)) {
    malformed("a broken percent-encoding in the path", kTarget);
  }
}

bool isHostAndPort(std::string_view text) {
  const auto bracket = text.starts_with('[') ? text.find(']') : 0;
  if (bracket == text.npos) return false;
  const auto colon = text.find(':', bracket);
  const auto host = text.substr(0, colon);
  const auto port = colon == text.npos ? "" : text.substr(colon + 1);
  return (isRegName(host) || isIpLiteral(host)) && port.size() <= 5 &&
         std::all_of(port.begin(), port.end(), isDigit);
}

void checkHost(const Poco::Net::HTTPRequest& request) {
  using Poco::Net::HTTPRequest;
  auto it = request.find(HTTPRequest::HOST);
  if (it == request.end()) {
    if (request.getVersion() == HTTPRequest::HTTP_1_0) return;
    malformed("Host is missing", kTarget);
  }
  if (!isHostAndPort(it->second))
    malformed("Host is malformed", kTarget);
  ++it;
  if (it != request.end() && Poco::icompare(it->first, "Host") == 0) {
    malformed("more than one Host", kTarget);
  }
}

}  // namespace hop::http
