// SPDX-License-Identifier: MIT
#include "common/server/ServerRequest.h"

namespace hop::server {

ServerRequest::ServerRequest(Exchange& exchange,
                             const Poco::Net::HTTPRequest& head,
                             Poco::Net::HTTPServerResponse& response,
                             const Poco::Net::HTTPServerParams& params)
    : exchange_(exchange),
      body_([&exchange] { return exchange.pullBody(); }),
      response_(response),
      params_(params),
      clientAddress_(exchange.clientAddress()),
      serverAddress_(exchange.serverAddress()) {
  static_cast<Poco::Net::HTTPRequest&>(*this) = head;
}

const Poco::Net::MessageHeader& ServerRequest::trailers() const {
  body_.rethrowFailure();
  return exchange_.requestTrailers();
}

}  // namespace hop::server
