// SPDX-License-Identifier: MIT
/// @file
/// 10-http2: HTTP/2 on both sides, and gRPC goes through.
///
/// The handler does not change: method, target, fields, body, trailers
/// mean the same in both versions (RFC 9110), only their octets differ
/// (RFC 9113). What is new is how two sides find out which version they
/// speak: by ALPN in the TLS handshake, or because they knew before.
///
/// Try it: ./hop demo 10, then
///   curl -sk --http2 https://127.0.0.1:8443/httpversion

#include "common/cli/Duration.h"
#include "common/cli/RequestLog.h"
#include "common/cli/Serve.h"
#include "common/cli/Setup.h"
#include "common/client/ClientSession.h"
#include "common/client/UpstreamBusy.h"
#include "common/http/Fields.h"
#include "common/http/Forwarded.h"
#include "common/http/HopByHop.h"
#include "common/http/Path.h"
#include "common/http/Reframe.h"
#include "common/http/Target.h"
#include "common/http/Threads.h"
#include "common/http/Trailers.h"
#include "common/http/UnreadBody.h"
#include "common/io/Task.h"
#include "common/server/ClientGone.h"
#include "common/server/HandlerFactory.h"
#include "common/server/Server.h"

#include <Poco/Net/HTTPRequestHandler.h>
#include <Poco/Net/HTTPServerRequest.h>
#include <Poco/Net/HTTPServerResponse.h>

#include <array>
#include <istream>
#include <optional>
#include <string>

namespace {

//! [swap]
using HTTPClientSession = hop::client::ClientSession;
using HTTPServer = hop::server::Server;
//! [swap]
using namespace hop::http;
using hop::cli::Options;
using hop::client::Connections;
using hop::client::Speak;
using hop::client::UpstreamBusy;
using hop::server::ServerRequest;
using hop::server::ServerResponse;
using Poco::Net::HTTPMessage;
using Poco::Net::HTTPRequest;
using Poco::Net::HTTPResponse;
using Poco::Net::HTTPServerRequest;
using Poco::Net::HTTPServerResponse;

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
  } else if (dynamic_cast<const UpstreamBusy*>(&error) != nullptr) {
    request.response().set("Retry-After", "1");
    answer(request, HTTPResponse::HTTP_SERVICE_UNAVAILABLE,
           "The upstream is too busy.");
  } else {
    answer(request, HTTPResponse::HTTP_BAD_GATEWAY,
           "The upstream gave no valid response.");
  }
}
//! [whose-fault]

//! [protocols]
/// What we speak, the better one first. Over TLS a client names its
/// protocols in the handshake, and the server chooses (ALPN, RFC 7301).
/// Without TLS the first octets of HTTP/2 tell (RFC 9113 section 3.4).
const hop::io::Protocols kProtocols{"h2", "http/1.1"};
//! [protocols]

//! [speak]
/// The URL knows what the upstream speaks, or the handshake will tell.
Speak speakTo(const Options& options) {
  if (options.upstream.scheme == "http") return Speak::Http1;
  const bool known = options.upstream.scheme == "h2c";
  return known ? Speak::Http2 : Speak::WhatAlpnSays;
}
//! [speak]

//! [connections]
/// Many requests share one HTTP/2 connection, so it outlives them.
Connections& connectionsTo(const Options& options) {
  static Connections connections(
      speakTo(options), hop::cli::upstreamTls(options, kProtocols));
  return connections;
}
//! [connections]

//! [open-session]
/// Nothing is connected yet: the first request will do that.
void openSession(HTTPClientSession& session, const Options& options) {
  session.use(connectionsTo(options));
  session.setHost(options.upstream.host);
  session.setPort(options.upstream.port);
  const auto connect = hop::cli::timespan(options.timeouts.connect);
  const auto answer = hop::cli::timespan(options.timeouts.responseHead);
  session.setTimeout(connect, answer, answer);
  session.setBodyTimeout(
      hop::cli::timespan(options.timeouts.responseBody));
}
//! [open-session]

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

//! [relay-body]
/// Before each wait what we have goes out: that is all the timer there
/// is. With octets at hand, or none to come (-1), more follows at once.
void relayBody(std::istream& from, std::ostream& to) {
  std::array<char, 16384> piece{};
  while (true) {
    if (from.rdbuf()->in_avail() == 0) to.flush();
    if (from.peek() == std::istream::traits_type::eof()) return;
    to.write(piece.data(), from.readsome(piece.data(), piece.size()));
  }
}
//! [relay-body]

//! [upload]
/// Runs beside the handler: the response may begin before the request
/// has ended.
void upload(ServerRequest& in, HTTPClientSession& session,
            std::ostream& out) try {
  relayBody(in.stream(), out);
  session.finishRequest(lateFields(in, in.trailers()));
} catch (const Poco::Exception&) {
  // The upstream takes no more. Its response will say why.
} catch (...) {
  session.abort(std::current_exception());  // the client broke off
}
//! [upload]

//! [interim]
/// 1xx says something about the wait; the final response is another
/// one.
void relayInterim(const HTTPResponse& interim, ServerResponse& out) {
  HTTPResponse copy(interim.getStatus(), interim.getReason());
  copyFields(interim, copy);
  removeHopByHop(interim, copy);
  out.informational(copy);
}
//! [interim]

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
      //! [verbs]
      auto& in = ServerRequest::of(request);
      auto& out = ServerResponse::of(response);
      HTTPClientSession session;
      openSession(session, options_);
      in.holdContinue();
      session.onInterim(
          [&](auto& interim) { relayInterim(interim, out); });
      const auto watch = in.onClientGone([&] {
        session.abort(
            std::make_exception_ptr(hop::server::ClientGone()));
      });
      //! [verbs]
      log.stage("connect");
      //! [copy-body]
      //! [sending]
      std::ostream& body = session.sendRequest(outgoing);
      //! [send-request]
      const auto send = [&] { upload(in, session, body); };
      std::optional<hop::io::Task> sending;
      if (hasBody(request)) {
        sending.emplace(send, [&] { in.cancelBody(); });
      } else {
        send();
      }
      //! [sending]
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
      relayBody(download, response.send());
      out.finish(lateFields(incoming, session.trailers()));
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

}  // namespace

//! [listen]
int main(int argc, char** argv) {
  return hop::cli::runStep(
      HOP_STEP, argc, argv, [](const auto& options) {
        auto socket = hop::cli::bindListener(options.listen);
        connectionsTo(options);  // a wrong certificate shows now
        const auto limits =
            hop::cli::withLimits(manyThreads(), options);
        HTTPServer server(
            new hop::server::HandlerFactory<ProxyHandler, Options>(
                options),
            socket, hop::cli::withTls(limits, options, kProtocols));
        hop::cli::serveUntilSignal(server, socket, options);
      });
}
//! [listen]
