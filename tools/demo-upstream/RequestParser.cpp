// SPDX-License-Identifier: MIT
#include "tools/demo-upstream/RequestParser.h"

#include "common/http/Target.h"

#include "tools/demo-upstream/HttpError.h"

#include <Poco/Ascii.h>
#include <Poco/String.h>

#include <algorithm>

namespace hop::upstream {

namespace {

/// RFC 9110 section 5.6.2.
bool isToken(std::string_view text) {
  const auto allowed = [](char c) {
    constexpr std::string_view kOthers = "!#$%&'*+-.^_`|~";
    return Poco::Ascii::isAlphaNumeric(static_cast<unsigned char>(c)) ||
           kOthers.find(c) != std::string_view::npos;
  };
  return !text.empty() && std::all_of(text.begin(), text.end(), allowed);
}

bool isControl(char c) {
  return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
}

bool isFieldValue(std::string_view text) {
  return std::none_of(text.begin(), text.end(),
                      [](char c) { return isControl(c) && c != '\t'; });
}

std::string_view trim(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return "";
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// A higher minor version is answered as ours (RFC 9110 section 2.5).
int parseVersion(std::string_view text) {
  const bool shaped =
      text.size() == 8 && text.starts_with("HTTP/") && text[6] == '.' &&
      Poco::Ascii::isDigit(static_cast<unsigned char>(text[5])) &&
      Poco::Ascii::isDigit(static_cast<unsigned char>(text[7]));
  if (!shaped) throw HttpError(400, "the request line has no HTTP version");
  if (text[5] != '1') throw HttpError(505, "only HTTP/1.0 and HTTP/1.1 here");
  return text[7] == '0' ? 0 : 1;
}

}  // namespace

void parseRequestLine(std::string_view line, Request& request) {
  line.remove_suffix(2);
  const auto first = line.find(' ');
  const auto last = line.rfind(' ');
  if (first == last) throw HttpError(400, "the request line has no two blanks");
  const auto method = line.substr(0, first);
  const auto target = line.substr(first + 1, last - first - 1);
  const auto bad = [](char c) { return isControl(c) || c == ' '; };
  if (!isToken(method) || target.empty() ||
      std::any_of(target.begin(), target.end(), bad)) {
    throw HttpError(400, "the method or the target has a forbidden octet");
  }
  request.method = method;
  request.target = target;
  request.minor = parseVersion(line.substr(last + 1));
}

void splitTarget(Request& request) {
  if (request.method == "CONNECT") {
    throw HttpError(501, "this is an upstream and opens no tunnels");
  }
  const http::Target target = http::splitTarget(request.target);
  if (target.form == http::Target::Form::Authority) {
    throw HttpError(400, "the target is neither a path nor a URL");
  }
  request.path = target.path.empty() ? "/" : target.path;
  request.query = target.query.value_or("");
}

void checkHost(const Request& request) {
  const auto hosts = std::count_if(
      request.fields.begin(), request.fields.end(),
      [](const Field& f) { return Poco::icompare(f.name, "Host") == 0; });
  if (hosts > 1 || (hosts == 0 && request.minor >= 1)) {
    throw HttpError(400, "there must be one Host field");
  }
}

Field parseField(std::string_view line) {
  line.remove_suffix(2);
  const auto colon = line.find(':');
  if (colon == std::string_view::npos || !isToken(line.substr(0, colon))) {
    throw HttpError(400, "a field line has no proper name");
  }
  const auto value = trim(line.substr(colon + 1));
  if (!isFieldValue(value)) {
    throw HttpError(400, "a field value has a control character");
  }
  return {std::string(line.substr(0, colon)), std::string(value)};
}

}  // namespace hop::upstream
