// SPDX-License-Identifier: MIT
/// @file
/// 05-hop-by-hop: what was said for one hop stays on that hop.
///
/// Client and proxy have one conversation, proxy and upstream another.
/// Fields that Connection names, and a list of well-known ones, belong
/// to one of them and end there (RFC 9110 section 7.6.1), in both
/// directions.
///
/// Try it: ./hop demo 5, then
///   curl -H 'Connection: X-Debug' -H 'X-Debug: 1' 127.0.0.1:8080

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
#include <Poco/StreamCopier.h>
#include <Poco/String.h>
#include <Poco/StringTokenizer.h>

#include <algorithm>
#include <istream>
#include <set>
#include <string>

namespace {

using hop::cli::Options;
using Poco::StringTokenizer;
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

//! [copy-fields]
using FieldNames = std::set<std::string, Poco::CILess>;

/// They describe one connection; the other one gets its own.
const FieldNames kFraming{"Connection", "Content-Length",
                          "Transfer-Encoding"};

void copyFields(const HTTPMessage& from, HTTPMessage& to) {
  if (from.has("Date")) to.erase("Date");  // POCO has put its own
  for (const auto& [name, value] : from) {
    if (!kFraming.contains(name)) to.add(name, value);
  }
}
//! [copy-fields]

//! [hop-by-hop-lists]
/// For one hop even when no Connection field names them.
const FieldNames kHopByHop{"Keep-Alive",
                           "Proxy-Authenticate",
                           "Proxy-Authorization",
                           "Proxy-Connection",
                           "TE",
                           "Trailer",
                           "Upgrade",
                           "HTTP2-Settings"};
/// Not to be named away: without them it would be another message.
const FieldNames kKept{"Connection", "Content-Type", "Date", "Host"};
//! [hop-by-hop-lists]

/// A list in a field: blanks and empty members mean nothing.
constexpr int kList =
    StringTokenizer::TOK_TRIM | StringTokenizer::TOK_IGNORE_EMPTY;

//! [hop-by-hop]
/// First what any Connection line names, then the list.
void removeHopByHop(const HTTPMessage& received, HTTPMessage& copy) {
  for (const auto& [field, value] : received) {
    if (Poco::icompare(field, HTTPMessage::CONNECTION) != 0) continue;
    for (const auto& name : StringTokenizer(value, ",", kList)) {
      if (!kKept.contains(name)) copy.erase(name);
    }
  }
  for (const auto& name : kHopByHop) copy.erase(name);
}
//! [hop-by-hop]

//! [frame-request]
/// What came in chunks leaves in chunks, what had a length keeps it,
/// and a request with neither has no body (RFC 9112 section 6.3).
void frameRequest(const HTTPRequest& request, HTTPRequest& out) {
  const bool chunked = request.getChunkedTransferEncoding();
  out.setChunkedTransferEncoding(chunked);
  if (!chunked) out.setContentLength64(request.getContentLength64());
}
//! [frame-request]

//! [frame-response]
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
//! [frame-response]

class ProxyHandler final : public Poco::Net::HTTPRequestHandler {
 public:
  explicit ProxyHandler(const Options& options) : options_(options) {}

  void handleRequest(HTTPServerRequest& request,
                     HTTPServerResponse& response) override {
    hop::cli::RequestLog log(request, response);
    //! [framing-check]
    const bool known = request.hasContentLength() ||
                       request.getChunkedTransferEncoding();
    if (framingFields(request) != (known ? 1 : 0)) {
      return answer(request, HTTPResponse::HTTP_NOT_IMPLEMENTED,
                    "Only one length, or chunked, is understood.");
    }
    //! [framing-check]
    try {
      //! [send-request]
      HTTPRequest outgoing(request.getMethod(), request.getURI(),
                           HTTPMessage::HTTP_1_1);
      copyFields(request, outgoing);
      removeHopByHop(request, outgoing);
      frameRequest(request, outgoing);
      HTTPClientSession session;
      openSession(session, options_);
      log.stage("connect");
      //! [copy-body]
      auto& upload = session.sendRequest(outgoing);
      //! [send-request]
      if (hasBody(request)) {
        Poco::StreamCopier::copyStream(request.stream(), upload);
      }
      //! [receive-head]
      log.stage("response-head");
      HTTPResponse incoming;
      auto& download = session.receiveResponse(incoming);
      response.setStatusAndReason(incoming.getStatus(),
                                  incoming.getReason());
      //! [receive-head]
      copyFields(incoming, response);
      removeHopByHop(incoming, response);
      frameResponse(request, incoming);
      closeIfBodyUnread(request);
      Poco::StreamCopier::copyStream(download, response.send());
      //! [copy-body]
    } catch (const Poco::Exception& error) {
      log.failed("upstream", error);
      if (response.sent()) throw;
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
