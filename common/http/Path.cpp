// SPDX-License-Identifier: MIT
#include "common/http/Path.h"

#include "common/http/Fields.h"
#include "common/http/Refused.h"

#include <Poco/String.h>
#include <Poco/StringTokenizer.h>

namespace hop::http {

using Poco::StringTokenizer;
using Poco::Net::HTTPRequest;
using Poco::Net::HTTPResponse;

/// Read as the most generous upstream would read it: encoded dots and
/// slashes, backslashes and parameters count. For this look only.
bool climbsOut(std::string path) {
  Poco::toLowerInPlace(path);
  Poco::replaceInPlace(path, "%2e", ".");
  for (const auto* slash : {"%2f", "%5c", "\\"}) {
    Poco::replaceInPlace(path, slash, "/");
  }
  int depth = 0;
  for (const auto& part : StringTokenizer(path, "/", kList)) {
    const auto name = part.substr(0, part.find(';'));
    if (name != ".") depth += name == ".." ? -1 : 1;
    if (depth < 0) return true;
  }
  return false;
}

/// OPTIONS may ask about the server itself (RFC 9112 section 3.2.4).
bool asksServer(const HTTPRequest& out, const Target& target) {
  return target.path == "*" || (out.getMethod() == "OPTIONS" &&
                                target.pathAndQuery().empty());
}

/// Cuts whole segments: "/shop" is no prefix of "/shopping".
std::string stripPrefix(std::string path, const std::string& prefix) {
  if (!(path + "/").starts_with(prefix + "/")) {
    throw Refused{HTTPResponse::HTTP_NOT_FOUND, "Nothing is here."};
  }
  path.erase(0, prefix.size());
  return path.empty() ? "/" : path;
}

}  // namespace hop::http
