// SPDX-License-Identifier: MIT
#include "common/http/TrailerNames.h"

#include <Poco/String.h>

#include <set>

namespace hop::http {

namespace {

using Names = std::set<std::string, Poco::CILess>;

const Names& forbidden() {
  static const Names kNames{
      // framing and the connection
      "Connection", "Content-Length", "Keep-Alive", "Proxy-Connection",
      "TE", "Trailer", "Transfer-Encoding", "Upgrade",
      // routing, and who asked
      "Forwarded", "Host", "Via", "X-Forwarded-For", "X-Forwarded-Host",
      "X-Forwarded-Prefix", "X-Forwarded-Proto", "X-Real-IP",
      // identity and state
      "Authorization", "Cookie", "Proxy-Authenticate",
      "Proxy-Authorization", "Set-Cookie", "WWW-Authenticate",
      // what a request asks for
      "Expect", "If-Match", "If-Modified-Since", "If-None-Match",
      "If-Range", "If-Unmodified-Since", "Max-Forwards", "Pragma",
      "Range",
      // how to treat a response
      "Age", "Cache-Control", "Date", "Expires", "Location",
      "Retry-After", "Vary", "Warning",
      // what the content is
      "Content-Encoding", "Content-Range", "Content-Type"};
  return kNames;
}

}  // namespace

bool isForbiddenTrailer(const std::string& name) {
  return forbidden().contains(name);
}

}  // namespace hop::http
