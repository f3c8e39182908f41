// SPDX-License-Identifier: MIT
#pragma once

#include <Poco/Net/HTTPResponse.h>

#include <string>

namespace hop::server {

/// The answer to a request that no handler has seen, or that its handler could
/// not answer.
struct ErrorResponse {
  /// Date, Content-Type and Content-Length; Allow with a 405, Retry-After with
  /// a 503. No internal address, no version, no text of an exception.
  Poco::Net::HTTPResponse head;
  std::string body;  ///< a fixed sentence per status
};

[[nodiscard]] ErrorResponse errorFor(
    Poco::Net::HTTPResponse::HTTPStatus status);

/// The same in the octets of HTTP/1.1, with Connection: close.
/// @param headOnly the request was HEAD: the same head, without the body.
[[nodiscard]] std::string errorResponse(
    Poco::Net::HTTPResponse::HTTPStatus status, bool headOnly);

}  // namespace hop::server
