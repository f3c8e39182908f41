// SPDX-License-Identifier: MIT
#include "tools/demo-upstream/Http2Request.h"

#include "tools/demo-upstream/RequestParser.h"

namespace hop::upstream {

void readHttp2Request(const server::ServerRequest& from, Request& request) {
  request.major = 2;
  request.minor = 0;
  request.method = from.getMethod();
  request.target = from.getURI();
  request.head = request.version() + "\n";
  for (const auto& [name, value] : *from.receivedFields()) {
    request.head += name + ": " + value + "\n";
    if (!name.starts_with(':')) request.fields.push_back({name, value});
  }
  request.head += "\n";
  splitTarget(request);
}

}  // namespace hop::upstream
