// SPDX-License-Identifier: MIT
/// @file
/// 12-connection-pool: connections to the upstream are kept and used
/// again.
///
/// A connection costs a handshake of three packets, two system calls on
/// each side and, with TLS, some milliseconds of arithmetic. Behind a
/// response it may stay open for the next request (RFC 9112
/// section 9.3), as long as it is certain that nothing of the old one
/// is left in it.
///
/// Try it: ./hop demo 12, then curl a few times and look at ./hop wire
/// 12

#include "common/cli/Duration.h"
#include "common/cli/RequestLog.h"
#include "common/cli/RewriteTarget.h"
#include "common/cli/Serve.h"
#include "common/cli/Setup.h"
#include "common/client/ClientSession.h"
#include "common/client/IdleConnections.h"
#include "common/client/UpstreamBusy.h"
#include "common/http/Fields.h"
#include "common/http/Forwarded.h"
#include "common/http/HopByHop.h"
#include "common/http/Persistence.h"
#include "common/http/Reframe.h"
#include "common/http/Refused.h"
#include "common/http/RelayBody.h"
#include "common/http/Threads.h"
#include "common/http/Trailers.h"
#include "common/http/UnreadBody.h"
#include "common/http/Upgrade.h"
#include "common/io/Task.h"
#include "common/server/ClientGone.h"
#include "common/server/HandlerFactory.h"
#include "common/server/Server.h"

#include <Poco/Net/HTTPRequestHandler.h>
#include <Poco/Net/HTTPServerRequest.h>
#include <Poco/Net/HTTPServerResponse.h>

#include <algorithm>
#include <chrono>
#include <istream>
#include <optional>
#include <string>

namespace {

//! [swap]
using HTTPClientSession = hop::client::ClientSession;
using HTTPServer = hop::server::Server;
//! [swap]
using namespace hop::http;
using namespace std::chrono_literals;
using hop::cli::Options;
using hop::client::Connections;
using hop::client::IdleConnections;
using hop::client::Kept;
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
      hop::cli::upstreamTls(options, {"http/1.1"}),
      hop::cli::upstreamPlaces(options));
  return connections;
}
//! [connections]

//! [usable]
/// Nobody has asked it for anything: octets would be taken for the next
/// response, and FIN says that no response will come.
bool isUsable(const Kept& connection) {
  return !connection.expired() && connection.socket->silent();
}
//! [usable]

//! [pool]
/// Connections that wait for their next request. What has become
/// useless leaves soon, whether somebody asks for it or not.
IdleConnections& poolOf(const Options& options) {
  static IdleConnections pool(options.limits.upstreamIdle, isUsable);
  return pool;
}
//! [pool]

//! [keep]
/// Nothing of the old exchange may be left in it. It is kept a second
/// less than the upstream says: it must end on our side first.
void keep(HTTPClientSession& session, const HTTPResponse& last,
          const Options& options) {
  if (!session.settled() || !persists(last)) return;
  Kept connection = session.release();
  if (connection.requests >= options.limits.upstreamUses) return;
  const auto now = Kept::Clock::now();
  connection.until =
      std::min({now + options.timeouts.upstreamIdle,
                now + idleTimeOf(last).value_or(1h) - 1s,
                connection.born + options.timeouts.upstreamAge});
  poolOf(options).push(std::move(connection));
}
//! [keep]

//! [open-session]
/// Nothing is connected yet, or it was before.
void openSession(HTTPClientSession& session, const Options& options) {
  session.use(connectionsTo(options));
  session.setKeepAlive(true);
  session.reuse([&] { return poolOf(options).pop(); });
  session.setHost(options.upstream.host);
  session.setPort(options.upstream.port);
  const auto connect = hop::cli::timespan(options.timeouts.connect);
  const auto answer = hop::cli::timespan(options.timeouts.responseHead);
  session.setTimeout(connect, answer, answer);
  session.setBodyTimeout(
      hop::cli::timespan(options.timeouts.responseBody));
}
//! [open-session]

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

//! [again]
/// A kept connection may end at the very moment when we use it. Then
/// the request goes once more, over a new one, if it has reached nobody
/// or may arrive twice (RFC 9112 section 9.3.1).
std::istream& receive(HTTPClientSession& session,
                      const HTTPRequest& request,
                      HTTPResponse& incoming) try {
  return session.receiveResponse(incoming);
} catch (const Poco::TimeoutException&) {
  throw;  // it is alive, and slow
} catch (const Poco::Exception&) {
  const bool heard = !session.reused() || session.answered();
  const bool safe =
      !session.sent() || isIdempotent(request.getMethod());
  if (heard || !safe || hasBody(request)) throw;
  session.sendRequest(request);
  session.finishRequest({});
  return session.receiveResponse(incoming);
}
//! [again]

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
      auto& download = receive(session, outgoing, incoming);
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
      keep(session, incoming, options_);
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
