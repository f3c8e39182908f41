// SPDX-License-Identifier: MIT
/// @file
/// 07-path: one prefix out, another one in.
///
/// The target goes through as octets: it is cut and joined, never
/// decoded and encoded again, because two spellings that look the same
/// may be two resources (RFC 3986 section 6). A path that climbs out of
/// the prefix or the base with ".." is refused, not repaired.
///
/// Try it: ./hop demo 7 --strip-prefix /shop, then
///   curl --path-as-is -i http://127.0.0.1:8080/shop/../admin

#include "common/cli/Duration.h"
#include "common/cli/RequestLog.h"
#include "common/cli/Serve.h"
#include "common/http/ClientAddress.h"
#include "common/http/Fields.h"
#include "common/http/HopByHop.h"
#include "common/http/Target.h"
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
#include <string>

namespace {

using namespace hop::http;
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

/// Read as the most generous upstream would read it: encoded dots and
/// slashes, backslashes and parameters count. For this look only.
//! [climbs-out]
bool climbsOut(std::string path) {
  Poco::toLowerInPlace(path);
  Poco::replaceInPlace(path, "%2e", ".");
  for (const auto* slash : {"%2f", "%5c", "\\"}) {
    Poco::replaceInPlace(path, slash, "/");
  }
  int depth = 0;
  for (const auto& part : StringTokenizer(path, "/", kList)) {
    const auto name = part.substr(0, part.find(';'));
    if (name != ".") depth += name == ".." ? -1 : 1;
    if (depth < 0) return true;
  }
  return false;
}
//! [climbs-out]

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

/// OPTIONS may ask about the server itself (RFC 9112 section 3.2.4).
bool asksServer(const HTTPRequest& out, const Target& target) {
  return target.path == "*" || (out.getMethod() == "OPTIONS" &&
                                target.pathAndQuery().empty());
}

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
      rewriteTarget(options_, outgoing);
      removeHopByHop(request, outgoing);
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
            socket, manyThreads());
        hop::cli::serveUntilSignal(server, socket, options);
      });
}
//! [listen]
