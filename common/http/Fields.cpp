// SPDX-License-Identifier: MIT
#include "common/http/Fields.h"

#include <Poco/String.h>

#include <algorithm>

namespace hop::http {

using Poco::Net::HTTPMessage;

std::vector<std::string> members(
    const Poco::Net::MessageHeader& message, const std::string& field) {
  std::vector<std::string> all;
  for (const auto& [name, value] : message) {
    if (Poco::icompare(name, field) != 0) continue;
    const StringTokenizer list(value, ",", kList);
    all.insert(all.end(), list.begin(), list.end());
  }
  return all;
}

bool hasMember(const Poco::Net::MessageHeader& message,
               const std::string& field, const std::string& member) {
  const auto all = members(message, field);
  return std::any_of(all.begin(), all.end(), [&](const auto& one) {
    return Poco::icompare(one, member) == 0;
  });
}

/// POCO's set() changes the first line and leaves a second one behind.
void replace(HTTPMessage& message, const std::string& name,
             const std::string& value) {
  message.erase(name);
  if (!value.empty()) message.add(name, value);
}

}  // namespace hop::http
