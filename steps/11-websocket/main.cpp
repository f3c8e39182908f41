// SPDX-License-Identifier: MIT
/// @file
/// 11-websocket: any Upgrade becomes a tunnel.
///
/// A client may ask to speak something else on this connection, and if
/// the upstream says 101, from there on octets mean nothing to us (RFC
/// 9110 section 7.8, RFC 6455). We pass them on, both ways, until both
/// sides have said all. Over HTTP/2 the same is a stream (RFC 8441).
///
/// Try it: ./hop demo 11, then open http://127.0.0.1:8080/ws-page

#include "common/cli/Duration.h"
#include "common/cli/RequestLog.h"
#include "common/cli/Serve.h"
#include "common/cli/Setup.h"
#include "common/client/ClientSession.h"
#include "common/client/UpstreamBusy.h"
#include "common/http/Characters.h"
#include "common/http/Fields.h"
#include "common/http/Forwarded.h"
#include "common/http/HopByHop.h"
#include "common/http/Path.h"
#include "common/http/Reframe.h"
#include "common/http/Refused.h"
#include "common/http/RelayBody.h"
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
#include <Poco/String.h>

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
/// Many requests share one HTTP/2 connection, so it outlives them. A
/// request with Upgrade has one of its own, in HTTP/1.1.
Connections& connectionsTo(const Options& options) {
  static Connections connections(
      speakTo(options), hop::cli::upstreamTls(options, kProtocols),
      hop::cli::upstreamTls(options, {"http/1.1"}));
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

//! [asks]
/// Connection has to say so too, and HTTP/1.0 cannot (RFC 9110 section
/// 7.8).
bool asksToSwitch(const HTTPRequest& request) {
  return request.getVersion() != HTTPMessage::HTTP_1_0 &&
         hasMember(request, HTTPMessage::CONNECTION, "upgrade");
}
//! [asks]

//! [wanted]
/// What the client would rather speak. Never h2c: it would hide
/// requests from us. A body would mix with what comes after the switch.
std::string wantedProtocols(const HTTPRequest& request) {
  std::string wanted;
  if (!asksToSwitch(request)) return wanted;
  for (const auto& name : members(request, "Upgrade")) {
    if (!isProtocol(name) || hasBody(request)) {
      throw Refused{HTTPResponse::HTTP_BAD_REQUEST, "No such upgrade."};
    }
    if (Poco::icompare(name, "h2c") == 0) continue;
    wanted += (wanted.empty() ? "" : ", ") + name;
  }
  return wanted;
}
//! [wanted]

//! [upgrade]
/// For one hop, like TE: Connection has to name it again.
void setUpgrade(const std::string& protocol, HTTPMessage& out) {
  if (protocol.empty()) return;
  const auto named = out.get(HTTPMessage::CONNECTION, "");
  out.set(HTTPMessage::CONNECTION,
          named.empty() ? "Upgrade" : named + ", Upgrade");
  out.set("Upgrade", protocol);
}
//! [upgrade]

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

//! [switch]
/// 101 may choose from what was asked for, and nothing else.
void acceptSwitch(const HTTPRequest& asked,
                  const HTTPResponse& incoming, HTTPResponse& out) {
  const auto chosen = incoming.get("Upgrade", "");
  if (!hasMember(asked, "Upgrade", chosen)) {
    throw Poco::Net::MessageException("a switch nobody asked for");
  }
  copyFields(incoming, out);
  removeHopByHop(incoming, out);
  setUpgrade(chosen, out);
}
//! [switch]

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
      setUpgrade(wantedProtocols(request), outgoing);
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
      //! [hijack]
      if (incoming.getStatus() ==
          HTTPResponse::HTTP_SWITCHING_PROTOCOLS) {
        acceptSwitch(outgoing, incoming, response);
        return out.hijack(session.hijack(),
                          options_.timeouts.tunnelIdle);
      }
      //! [hijack]
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
            socket,
            hop::cli::withConnectProtocol(
                hop::cli::withTls(limits, options, kProtocols)));
        hop::cli::serveUntilSignal(server, socket, options);
      });
}
//! [listen]
