// SPDX-License-Identifier: MIT
/// @file
/// 02-round-trip: the request reaches the upstream, its status returns.
///
/// A proxy is a server and a client at once: one connection in, another
/// one out (RFC 9110 section 3.7). When the second one fails, the
/// status says whose fault it is: 502 or 504, never 500 (RFC 9110
/// section 15.6).
///
/// Try it: ./hop demo 2, then curl -i http://127.0.0.1:8080/status/418

#include "common/cli/Duration.h"
#include "common/cli/RequestLog.h"
#include "common/cli/Serve.h"
#include "common/server/HandlerFactory.h"

#include <Poco/Net/HTTPClientSession.h>
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
using Poco::Net::HTTPClientSession;
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

//! [whose-fault]
/// The upstream failed, so it is not our 500: too late is 504 Gateway
/// Timeout, everything else 502 Bad Gateway (RFC 9110 section 15.6).
void answerForUpstream(HTTPServerRequest& request,
                       const Poco::Exception& error) {
  if (dynamic_cast<const Poco::TimeoutException*>(&error) != nullptr) {
    answer(request, HTTPResponse::HTTP_GATEWAY_TIMEOUT,
           "The upstream did not answer in time.");
  } else {
    answer(request, HTTPResponse::HTTP_BAD_GATEWAY,
           "The upstream gave no valid response.");
  }
}
//! [whose-fault]

//! [open-session]
/// Nothing is connected yet: the first request will do that.
void openSession(HTTPClientSession& session, const Options& options) {
  session.setHost(options.upstream.host);
  session.setPort(options.upstream.port);
  const auto connect = hop::cli::timespan(options.timeouts.connect);
  const auto answer = hop::cli::timespan(options.timeouts.responseHead);
  session.setTimeout(connect, answer, answer);
}
//! [open-session]

class ProxyHandler final : public Poco::Net::HTTPRequestHandler {
 public:
  explicit ProxyHandler(const Options& options) : options_(options) {}

  void handleRequest(HTTPServerRequest& request,
                     HTTPServerResponse& response) override {
    hop::cli::RequestLog log(request, response);
    try {
      //! [send-request]
      HTTPRequest outgoing(request.getMethod(), request.getURI(),
                           HTTPMessage::HTTP_1_1);
      HTTPClientSession session;
      openSession(session, options_);
      log.stage("connect");
      session.sendRequest(outgoing);
      //! [send-request]
      //! [receive-head]
      log.stage("response-head");
      HTTPResponse incoming;
      session.receiveResponse(incoming);
      response.setStatusAndReason(incoming.getStatus(),
                                  incoming.getReason());
      //! [receive-head]
      response.setContentLength(0);
      closeIfBodyUnread(request);
      response.send();
    } catch (const Poco::Exception& error) {
      log.failed("upstream", error);
      answerForUpstream(request, error);
    }
  }

 private:
  const Options& options_;
};

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
