// SPDX-License-Identifier: MIT
#include "common/server/Handling.h"

#include "common/http/ProtocolError.h"
#include "common/http/Truncated.h"
#include "common/server/ClientGone.h"
#include "common/server/ServerRequest.h"
#include "common/server/ServerResponse.h"

#include <Poco/Net/HTTPRequestHandler.h>
#include <Poco/Timestamp.h>

#include <memory>

namespace hop::server {

namespace {

using Kind = Outcome::Kind;
using Poco::Net::HTTPMessage;
using Poco::Net::HTTPResponse;

/// The methods that a reverse proxy does not pass on (RFC 9110 sections
/// 9.3.6 and 9.3.8): a tunnel to anywhere, and an echo of the credentials.
bool isRefusedMethod(const std::string& method) {
  return method == "CONNECT" || method == "TRACE";
}

void runHandler(ServerRequest& request, ServerResponse& response,
                ConnectionContext& context) {
  const std::unique_ptr<Poco::Net::HTTPRequestHandler> handler(
      context.factory->createRequestHandler(request));
  if (handler) handler->handleRequest(request, response);
  if (!response.sent()) {
    response.setStatusAndReason(HTTPResponse::HTTP_INTERNAL_SERVER_ERROR);
    response.setContentLength(0);
  }
  if (!response.finished()) response.finish();
}

/// The exception that is being handled, as an outcome.
Outcome failed(const ServerResponse& response) {
  auto status = HTTPResponse::HTTP_INTERNAL_SERVER_ERROR;
  try {
    throw;
  } catch (const http::ProtocolError& error) {
    status = error.status();
  } catch (const http::Truncated&) {
    return {Kind::Gone};
  } catch (const ClientGone&) {
    return {Kind::Gone};
  } catch (...) {
    // A fault of the handler: 500.
  }
  if (response.sent()) return {Kind::Aborted};
  return {Kind::Refused, status};
}

}  // namespace

Outcome handleExchange(Exchange& exchange, Poco::Net::HTTPRequest& head,
                       ConnectionContext& context) noexcept {
  if (isRefusedMethod(head.getMethod())) {
    return {Kind::Refused, HTTPResponse::HTTP_METHOD_NOT_ALLOWED};
  }
  ServerResponse response(exchange);
  response.setVersion(HTTPMessage::HTTP_1_1);
  response.setDate(Poco::Timestamp());
  ServerRequest request(exchange, head, response, *context.params);
  try {
    runHandler(request, response, context);
    return {};
  } catch (...) {
    const Outcome outcome = failed(response);
    if (outcome.kind == Kind::Aborted) response.flushUnfinished();
    return outcome;
  }
}

}  // namespace hop::server
