// SPDX-License-Identifier: MIT
#include "common/cli/RewriteTarget.h"

#include "common/http/Fields.h"
#include "common/http/Path.h"
#include "common/http/Refused.h"

#include <Poco/Net/HTTPResponse.h>

namespace hop::cli {

using namespace hop::http;
using Poco::Net::HTTPRequest;
using Poco::Net::HTTPResponse;

/// The upstream's part comes first; "/x?" keeps its question mark.
std::string joinQuery(const hop::cli::Upstream& upstream,
                      const Target& target) {
  const auto first = upstream.query.value_or("");
  if (!target.query) return first.empty() ? "" : "?" + first;
  const bool both = !first.empty() && !target.query->empty();
  return "?" + first + (both ? "&" : "") + *target.query;
}

/// RFC 9112 section 3.2: in absolute-form the target names the host.
void rewriteTarget(const Options& options, HTTPRequest& out) {
  auto target = splitTarget(out.getURI());
  if (!target.authority.empty()) replace(out, "Host", target.authority);
  if (asksServer(out, target)) return out.setURI("*");
  if (target.path.empty()) target.path = "/";
  target.path = stripPrefix(target.path, options.stripPrefix);
  std::string base = options.upstream.path;
  if (base.ends_with('/')) base.pop_back();
  if (!(options.stripPrefix + base).empty() && climbsOut(target.path)) {
    throw Refused{HTTPResponse::HTTP_BAD_REQUEST, "It climbs out."};
  }
  out.setURI(base + target.path + joinQuery(options.upstream, target));
}

}  // namespace hop::cli
