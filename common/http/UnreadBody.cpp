// SPDX-License-Identifier: MIT
#include "common/http/UnreadBody.h"

#include <Poco/Net/HTTPServerResponse.h>
#include <Poco/String.h>

#include <algorithm>

namespace hop::http {

using Poco::Net::HTTPMessage;
using Poco::Net::HTTPRequest;
using Poco::Net::HTTPServerRequest;

namespace {

/// How many fields say how long the body is. POCO looks at the first
/// line of a name only, and "Transfer-Encoding :" is no name to it.
auto framingFields(const HTTPRequest& request) {
  return std::count_if(request.begin(), request.end(), [](auto& field) {
    const std::string name = Poco::trim(field.first);
    return Poco::icompare(name, HTTPMessage::CONTENT_LENGTH) == 0 ||
           Poco::icompare(name, HTTPMessage::TRANSFER_ENCODING) == 0;
  });
}

}  // namespace

bool hasBody(const HTTPRequest& request) {
  const auto count = framingFields(request);
  return count > 1 || (count == 1 && request.getContentLength64() != 0);
}

/// POCO parses the next request where the last reader stopped. In the
/// middle of a body that would make a request of it: close instead.
void closeIfBodyUnread(HTTPServerRequest& request) {
  const bool unread = hasBody(request) && !request.stream().eof();
  if (unread) request.response().setKeepAlive(false);
}

}  // namespace hop::http
