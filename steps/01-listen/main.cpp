// SPDX-License-Identifier: MIT
/// @file
/// 01-listen: a server that listens, understands a request, answers.
///
/// There is no proxy yet, so the honest answer is 501 Not Implemented.
/// What must be right from the first day is the framing: a body that
/// nobody reads must never be taken for the next request (RFC 9112
/// section 9.3).
///
/// Try it: ./hop demo 1, then curl -i http://127.0.0.1:8080/

#include "common/cli/Serve.h"
#include "common/server/HandlerFactory.h"

#include <Poco/Net/HTTPRequestHandler.h>
#include <Poco/Net/HTTPServer.h>
#include <Poco/Net/HTTPServerParams.h>
#include <Poco/Net/HTTPServerRequest.h>
#include <Poco/Net/HTTPServerResponse.h>
#include <Poco/String.h>

#include <algorithm>
#include <istream>
#include <string>

namespace {

using hop::cli::Options;
using Poco::Net::HTTPMessage;
using Poco::Net::HTTPRequest;
using Poco::Net::HTTPResponse;
using Poco::Net::HTTPServer;
using Poco::Net::HTTPServerRequest;
using Poco::Net::HTTPServerResponse;

//! [framing-fields]
/// How many fields say how long the body is. POCO looks at the first
/// line of a name only, and "Transfer-Encoding :" is no name to it.
auto framingFields(const HTTPRequest& request) {
  return std::count_if(request.begin(), request.end(), [](auto& field) {
    const std::string name = Poco::trim(field.first);
    return Poco::icompare(name, HTTPMessage::CONTENT_LENGTH) == 0 ||
           Poco::icompare(name, HTTPMessage::TRANSFER_ENCODING) == 0;
  });
}
//! [framing-fields]

//! [unread-body]
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
//! [unread-body]

/// A response of our own: a status and one sentence.
void answer(HTTPServerRequest& request, HTTPResponse::HTTPStatus status,
            const std::string& sentence) {
  closeIfBodyUnread(request);
  HTTPServerResponse& response = request.response();
  response.setStatusAndReason(status);
  response.setContentType("text/plain");
  const std::string text = sentence + "\n";
  response.sendBuffer(text.data(), text.size());
}

//! [handler]
class ProxyHandler final : public Poco::Net::HTTPRequestHandler {
 public:
  explicit ProxyHandler(const Options& options) : options_(options) {}

  void handleRequest(HTTPServerRequest& request,
                     HTTPServerResponse&) override {
    answer(request, HTTPResponse::HTTP_NOT_IMPLEMENTED,
           options_.step + " does not pass on requests yet.");
  }

 private:
  const Options& options_;
};
//! [handler]

//! [threads]
/// How many are served at once, and how many may wait. With POCO's own
/// limits (16 and 64) the 81st client is turned away without a word. An
/// idle thread ends soon, or stopping would have to wait for it.
Poco::Net::HTTPServerParams::Ptr manyThreads() {
  auto* params = new Poco::Net::HTTPServerParams;
  params->setMaxThreads(256);
  params->setMaxQueued(1024);
  params->setThreadIdleTime(Poco::Timespan(0, 200'000));
  return params;  // counted from here on
}
//! [threads]

}  // namespace

//! [listen]
int main(int argc, char** argv) {
  return hop::cli::runStep(
      HOP_STEP, argc, argv, [](const auto& options) {
        auto socket = hop::cli::bindListener(options.listen);
        HTTPServer server(
            new hop::server::HandlerFactory<ProxyHandler, Options>(
                options),
            socket, manyThreads());
        hop::cli::serveUntilSignal(server, socket, options);
      });
}
//! [listen]
