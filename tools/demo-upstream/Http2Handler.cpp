// SPDX-License-Identifier: MIT
#include "tools/demo-upstream/Http2Handler.h"

#include "tools/demo-upstream/Answer.h"
#include "tools/demo-upstream/Http2Client.h"
#include "tools/demo-upstream/Http2Request.h"
#include "tools/demo-upstream/Http2Response.h"

#include <Poco/Stopwatch.h>

#include <stdexcept>

namespace hop::upstream {

namespace {

/// @return what went wrong, or nothing.
std::string serve(const std::string& name, server::ServerRequest& in,
                  Request& request, Http2Response& response) {
  try {
    readHttp2Request(in, request);
    Http2Client client(in);
    answer(name, request, response, client);
    return "";
  } catch (const HttpError& error) {
    refuse(response, error);
    return error.what();
  }
}

}  // namespace

void Http2Handler::handleRequest(Poco::Net::HTTPServerRequest& in,
                                 Poco::Net::HTTPServerResponse& out) {
  Request request;
  Http2Response response(request, server::ServerResponse::of(out));
  Poco::Stopwatch watch;
  watch.start();
  const auto log = [&](const std::string& outcome) {
    logRequest(name_, request, response.status(), outcome,
               std::chrono::milliseconds(watch.elapsed() / 1000));
  };
  try {
    log(serve(name_, server::ServerRequest::of(in), request, response));
  } catch (const std::exception& error) {
    log(error.what());  // the client has gone, most likely
    throw;
  }
  if (!response.complete()) throw std::runtime_error("cut off on purpose");
}

}  // namespace hop::upstream
