// SPDX-License-Identifier: MIT
/// @file
/// 08-trailers: what comes after the last chunk survives.
///
/// A chunked message has a tail: fields that are known only when the
/// body is complete (RFC 9110 section 6.5). POCO has no place for them,
/// so the HTTP layer below the handler is another one from here on:
/// same constructor, same verbs, a strict reader, and honest ends. A
/// message that was cut off is aborted, never completed.
///
/// Try it: ./hop demo 8, then
///   curl -si --raw http://127.0.0.1:8080/trailer

#include "common/cli/Duration.h"
#include "common/cli/RequestLog.h"
#include "common/cli/Serve.h"
#include "common/cli/Setup.h"
#include "common/client/Http1Transport.h"
#include "common/http/ClientAddress.h"
#include "common/http/Fields.h"
#include "common/http/HopByHop.h"
#include "common/http/Path.h"
#include "common/http/Target.h"
#include "common/http/TrailerNames.h"
#include "common/server/HandlerFactory.h"
#include "common/server/Server.h"

#include <Poco/Net/HTTPRequestHandler.h>
#include <Poco/Net/HTTPServerParams.h>
#include <Poco/Net/HTTPServerRequest.h>
#include <Poco/Net/HTTPServerResponse.h>
#include <Poco/StreamCopier.h>
#include <Poco/String.h>
#include <Poco/StringTokenizer.h>

#include <algorithm>
#include <istream>
#include <string>

namespace {

//! [swap]
using HTTPClientSession = hop::client::Http1Transport;
using HTTPServer = hop::server::Server;
//! [swap]
using namespace hop::http;
using hop::cli::Options;
using Poco::StringTokenizer;
using Poco::Net::HTTPMessage;
using Poco::Net::HTTPRequest;
using Poco::Net::HTTPResponse;
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

//! [x-forwarded]
void setForwarded(const HTTPServerRequest& request, HTTPRequest& out) {
  std::string history;
  for (const auto& [name, value] : out) {
    if (Poco::icompare(name, "X-Forwarded-For") != 0) continue;
    for (const auto& hop : StringTokenizer(value, ",", kList)) {
      history += hop + ", ";
    }
  }
  replace(out, "X-Forwarded-For", history + clientAddress(request));
  replace(out, "X-Forwarded-Host", out.get("Host", ""));
  const std::string scheme = request.secure() ? "https" : "http";
  replace(out, "X-Forwarded-Proto", scheme);
}
//! [x-forwarded]

/// What the proxy refuses without asking the upstream.
struct Refused {
  HTTPResponse::HTTPStatus status;
  std::string sentence;
};

//! [strip-prefix]
/// Cuts whole segments: "/shop" is no prefix of "/shopping".
std::string stripPrefix(std::string path, const std::string& prefix) {
  if (!(path + "/").starts_with(prefix + "/")) {
    throw Refused{HTTPResponse::HTTP_NOT_FOUND, "Nothing is here."};
  }
  path.erase(0, prefix.size());
  return path.empty() ? "/" : path;
}
//! [strip-prefix]

//! [te]
/// The one value of TE that a proxy may answer for itself. It is for
/// one hop, so Connection names it again (RFC 9110 section 10.1.4).
void relayTe(const HTTPRequest& request, HTTPRequest& out) {
  if (!hasMember(request, "TE", "trailers")) return;
  out.set("TE", "trailers");
  out.set(HTTPMessage::CONNECTION, "TE");
}
//! [te]

//! [announce-trailers]
/// Names first, so that a reader can prepare (RFC 9110 section 6.6.2).
void announceTrailers(const HTTPMessage& from, HTTPMessage& to) {
  if (!from.getChunkedTransferEncoding()) return;
  for (const auto& [name, value] : from) {
    if (Poco::icompare(name, "Trailer") == 0) to.add(name, value);
  }
}
//! [announce-trailers]

//! [relay-trailers]
//! [late-fields]
/// Values last. What frames, routes or identifies a message must not
/// come late, and what Connection named was for one hop.
HTTPResponse lateFields(const HTTPMessage& head,
                        const Poco::Net::MessageHeader& trailers) {
  HTTPResponse late;  // a bag of fields
  //! [late-fields]
  for (const auto& [name, value] : trailers) {
    if (!isForbiddenTrailer(name)) late.add(name, value);
  }
  removeHopByHop(head, late);
  //! [late-end]
  return late;
}
//! [late-end]
//! [relay-trailers]

//! [join-query]
/// The upstream's part comes first; "/x?" keeps its question mark.
std::string joinQuery(const hop::cli::Upstream& upstream,
                      const Target& target) {
  const auto first = upstream.query.value_or("");
  if (!target.query) return first.empty() ? "" : "?" + first;
  const bool both = !first.empty() && !target.query->empty();
  return "?" + first + (both ? "&" : "") + *target.query;
}
//! [join-query]

/// RFC 9112 section 3.2: in absolute-form the target names the host.
//! [rewrite-target]
void rewriteTarget(const Options& options, HTTPRequest& out) {
  auto target = splitTarget(out.getURI());
  if (!target.authority.empty()) replace(out, "Host", target.authority);
  if (asksServer(out, target)) return out.setURI("*");
  if (target.path.empty()) target.path = "/";
  target.path = stripPrefix(target.path, options.stripPrefix);
  std::string base = options.upstream.path;
  if (base.ends_with('/')) base.pop_back();
  if (!(options.stripPrefix + base).empty() && climbsOut(target.path)) {
    throw Refused{HTTPResponse::HTTP_BAD_REQUEST, "It climbs out."};
  }
  out.setURI(base + target.path + joinQuery(options.upstream, target));
}
//! [rewrite-target]

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
    try {
      //! [send-request]
      HTTPRequest outgoing(request.getMethod(), request.getURI(),
                           HTTPMessage::HTTP_1_1);
      copyFields(request, outgoing);
      rewriteTarget(options_, outgoing);
      removeHopByHop(request, outgoing);
      relayTe(request, outgoing);
      announceTrailers(request, outgoing);
      setForwarded(request, outgoing);
      replace(outgoing, "X-Forwarded-Prefix", options_.stripPrefix);
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
      //! [finish-request]
      const auto& in = hop::server::ServerRequest::of(request);
      session.finishRequest(lateFields(request, in.trailers()));
      //! [finish-request]
      //! [receive-head]
      log.stage("response-head");
      HTTPResponse incoming;
      auto& download = session.receiveResponse(incoming);
      response.setStatusAndReason(incoming.getStatus(),
                                  incoming.getReason());
      //! [receive-head]
      //! [response-fields]
      copyFields(incoming, response);
      removeHopByHop(incoming, response);
      announceTrailers(incoming, response);
      frameResponse(request, incoming);
      //! [response-fields]
      //! [finish]
      closeIfBodyUnread(request);
      Poco::StreamCopier::copyStream(download, response.send());
      hop::server::ServerResponse::of(response).finish(
          lateFields(incoming, session.trailers()));
      //! [finish]
      //! [copy-body]
      //! [refused]
    } catch (const Refused& refusal) {
      log.refused(refusal.sentence);
      answer(request, refusal.status, refusal.sentence);
      //! [refused]
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
            socket, hop::cli::withLimits(manyThreads(), options));
        hop::cli::serveUntilSignal(server, socket, options);
      });
}
//! [listen]
