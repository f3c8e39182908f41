// SPDX-License-Identifier: MIT
#include "tools/demo-upstream/Request.h"

#include <Poco/String.h>
#include <Poco/StringTokenizer.h>

#include <algorithm>

namespace hop::upstream {

namespace {

using Poco::StringTokenizer;

bool hasMember(const std::string& list, std::string_view member) {
  const StringTokenizer members(list, ",", StringTokenizer::TOK_TRIM);
  return std::any_of(members.begin(), members.end(), [&](const auto& one) {
    return Poco::icompare(one, std::string(member)) == 0;
  });
}

}  // namespace

std::string Request::version() const {
  if (major == 2) return "HTTP/2";
  return "HTTP/1." + std::to_string(minor);
}

std::optional<std::string> Request::field(std::string_view name) const {
  for (const Field& one : fields) {
    if (Poco::icompare(one.name, std::string(name)) == 0) return one.value;
  }
  return std::nullopt;
}

bool Request::lists(std::string_view name, std::string_view member) const {
  return std::any_of(fields.begin(), fields.end(), [&](const Field& one) {
    return Poco::icompare(one.name, std::string(name)) == 0 &&
           hasMember(one.value, member);
  });
}

bool Request::keepAlive() const {
  if (lists("Connection", "close")) return false;
  return !isHttp10() || lists("Connection", "keep-alive");
}

bool Request::expectsContinue() const {
  return !isHttp10() && framing.hasBody() && lists("Expect", "100-continue");
}

}  // namespace hop::upstream
