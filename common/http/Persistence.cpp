// SPDX-License-Identifier: MIT
#include "common/http/Persistence.h"

#include "common/http/Fields.h"

#include <Poco/NumberParser.h>
#include <Poco/String.h>

#include <algorithm>
#include <array>

namespace hop::http {

using Poco::Net::HTTPMessage;

bool persists(const HTTPMessage& message) {
  if (hasMember(message, HTTPMessage::CONNECTION, "close"))
    return false;
  return message.getVersion() != HTTPMessage::HTTP_1_0 ||
         hasMember(message, HTTPMessage::CONNECTION, "keep-alive");
}

std::optional<std::chrono::seconds> idleTimeOf(
    const HTTPMessage& message) {
  constexpr std::string_view kName = "timeout=";
  for (const auto& member : members(message, "Keep-Alive")) {
    unsigned seconds = 0;
    if (Poco::icompare(member, 0, kName.size(), kName.data()) == 0 &&
        Poco::NumberParser::tryParseUnsigned(
            member.substr(kName.size()), seconds)) {
      return std::chrono::seconds(seconds);
    }
  }
  return std::nullopt;
}

bool isIdempotent(std::string_view method) {
  constexpr std::array<std::string_view, 6> kAll{
      "GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE"};
  return std::find(kAll.begin(), kAll.end(), method) != kAll.end();
}

}  // namespace hop::http
