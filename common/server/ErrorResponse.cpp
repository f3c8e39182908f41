// SPDX-License-Identifier: MIT
#include "common/server/ErrorResponse.h"

#include <Poco/Timestamp.h>

#include <sstream>

namespace hop::server {

namespace {

using Poco::Net::HTTPResponse;

std::string sentenceFor(int status) {
  switch (status) {
    case 400:
      return "The request is malformed.";
    case 405:
      return "This method is not served here.";
    case 408:
      return "The request did not arrive in time.";
    case 414:
      return "The request target is too long.";
    case 431:
      return "The request fields are too large.";
    case 501:
      return "This transfer coding is not understood.";
    case 503:
      return "Too busy; please try again.";
    case 505:
      return "This version of HTTP is not spoken here.";
    default:
      return "The request could not be served.";
  }
}

}  // namespace

ErrorResponse errorFor(HTTPResponse::HTTPStatus status) {
  ErrorResponse error;
  error.body = sentenceFor(status) + "\n";
  HTTPResponse& head = error.head;
  head.setVersion(HTTPResponse::HTTP_1_1);
  head.setStatusAndReason(status);
  head.setDate(Poco::Timestamp());
  if (status == HTTPResponse::HTTP_METHOD_NOT_ALLOWED) {
    head.set("Allow", "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS");
  }
  if (status == HTTPResponse::HTTP_SERVICE_UNAVAILABLE) {
    head.set("Retry-After", "1");
  }
  head.setContentType("text/plain");
  head.setContentLength64(static_cast<Poco::Int64>(error.body.size()));
  return error;
}

std::string errorResponse(HTTPResponse::HTTPStatus status, bool headOnly) {
  ErrorResponse error = errorFor(status);
  error.head.set(HTTPResponse::CONNECTION, "close");
  std::ostringstream text;
  error.head.write(text);
  return headOnly ? text.str() : text.str() + error.body;
}

}  // namespace hop::server
