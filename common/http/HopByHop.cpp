// SPDX-License-Identifier: MIT
#include "common/http/HopByHop.h"

#include "common/http/Fields.h"

#include <Poco/String.h>
#include <Poco/StringTokenizer.h>

#include <set>
#include <string>

namespace hop::http {

using Poco::Net::HTTPMessage;

namespace {

using FieldNames = std::set<std::string, Poco::CILess>;

/// They describe one connection; the other one gets its own.
const FieldNames kFraming{"Connection", "Content-Length",
                          "Transfer-Encoding"};

/// For one hop even when no Connection field names them.
const FieldNames kHopByHop{"Keep-Alive",
                           "Proxy-Authenticate",
                           "Proxy-Authorization",
                           "Proxy-Connection",
                           "TE",
                           "Trailer",
                           "Upgrade",
                           "HTTP2-Settings"};
/// Not to be named away: without them it would be another message.
const FieldNames kKept{"Connection", "Content-Type", "Date", "Host"};

}  // namespace

void copyFields(const HTTPMessage& from, HTTPMessage& to) {
  if (from.has("Date")) to.erase("Date");  // POCO has put its own
  for (const auto& [name, value] : from) {
    if (!kFraming.contains(name)) to.add(name, value);
  }
}

/// First what any Connection line names, then the list.
void removeHopByHop(const HTTPMessage& received, HTTPMessage& copy) {
  for (const auto& [field, value] : received) {
    if (Poco::icompare(field, HTTPMessage::CONNECTION) != 0) continue;
    for (const auto& name : StringTokenizer(value, ",", kList)) {
      if (!kKept.contains(name)) copy.erase(name);
    }
  }
  for (const auto& name : kHopByHop) copy.erase(name);
}

}  // namespace hop::http
