// SPDX-License-Identifier: MIT
#include "common/server/ServerRequest.h"

#include "common/http/Movable.h"

namespace hop::server {

ServerRequest::ServerRequest(Exchange& exchange, Poco::Net::HTTPRequest& head,
                             Poco::Net::HTTPServerResponse& response,
                             const Poco::Net::HTTPServerParams& params)
    : exchange_(exchange),
      body_([&exchange] { return exchange.pullBody(); }, false,
            [&exchange] { return exchange.readyBody(); }),
      response_(response),
      params_(params) {
  http::handOver(head, *this);
}

const Poco::Net::SocketAddress& ServerRequest::serverAddress() const {
  if (!serverAddress_) serverAddress_ = exchange_.serverAddress();
  return *serverAddress_;
}

const Poco::Net::MessageHeader& ServerRequest::trailers() const {
  body_.rethrowFailure();
  return exchange_.requestTrailers();
}

}  // namespace hop::server
