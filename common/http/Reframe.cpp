// SPDX-License-Identifier: MIT
#include "common/http/Reframe.h"

#include <Poco/Net/HTTPServerResponse.h>

namespace hop::http {

using Poco::Net::HTTPMessage;
using Poco::Net::HTTPRequest;
using Poco::Net::HTTPResponse;
using Poco::Net::HTTPServerRequest;
using Poco::Net::HTTPServerResponse;

/// What came in chunks leaves in chunks, what had a length keeps it,
/// and a request with neither has no body (RFC 9112 section 6.3).
void frameRequest(const HTTPRequest& request, HTTPRequest& out) {
  const bool chunked = request.getChunkedTransferEncoding();
  out.setChunkedTransferEncoding(chunked);
  if (!chunked) out.setContentLength64(request.getContentLength64());
}

/// Without a length the end must be marked: by the last chunk or, for
/// an HTTP/1.0 client, by closing the connection.
void frameResponse(const HTTPServerRequest& request,
                   const HTTPResponse& incoming) {
  HTTPServerResponse& response = request.response();
  if (incoming.getStatus() == HTTPResponse::HTTP_NO_CONTENT) return;
  const bool chunked = incoming.getChunkedTransferEncoding();
  if (incoming.hasContentLength() && !chunked) {
    response.setContentLength64(incoming.getContentLength64());
  } else if (request.getVersion() != HTTPMessage::HTTP_1_0) {
    response.setChunkedTransferEncoding(true);
  }
}

}  // namespace hop::http
