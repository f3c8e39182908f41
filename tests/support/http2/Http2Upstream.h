// SPDX-License-Identifier: MIT
#pragma once

#include "tests/support/ReservedPort.h"
#include "tests/support/Stage.h"
#include "tests/support/http2/Http2Client.h"
#include "tests/support/http2/Http2Message.h"
#include "tests/support/http2/Http2Peer.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace hop::test {

/// The upstream's end of a connection that the proxy has made.
class Http2UpstreamPeer final : public Http2Peer {
 public:
  Http2UpstreamPeer(Connection connection, Lanes& lanes);

  /// Reads the preface, sends SETTINGS, and reads the proxy's.
  /// @throws CaseFailed("http2-unspoken") when it is no preface.
  void begin(const Settings& settings = {});
  /// The next stream whose head has come.
  /// @throws CaseFailed("not-forwarded") when none comes.
  std::uint32_t nextRequest();
  /// The whole request on that stream. @throws CaseFailed("stalled").
  Message request(std::uint32_t stream);
  /// A response, all of it.
  void respond(std::uint32_t stream, const FieldList& head = h2Reply(),
               const std::string& body = "ok", const FieldList& trailers = {});

 private:
  std::uint32_t newest_ = 0;
};

/// An HTTP/2 upstream without a script: the case holds both ends of the proxy
/// and moves them in turn, as in ByHand.
class Http2ByHand final {
 public:
  /// Before the proxy is started. Without TLS: prior knowledge (h2c).
  explicit Http2ByHand(Stage& stage);

  /// A connection, after preface and SETTINGS.
  /// @throws CaseFailed("not-forwarded") when none comes, and those of begin().
  Http2UpstreamPeer accept(const Settings& settings = {});
  /// True when the proxy makes another connection in time.
  [[nodiscard]] bool knocks(std::chrono::milliseconds timeout) const;

 private:
  Stage& stage_;
  ReservedPort port_;
};

/// What an upstream that works by itself says.
struct Http2Answer {
  FieldList head = h2Reply();
  std::string body = "ok";
  FieldList trailers{};
  std::vector<FieldList> interim{};
};
using Http2Responder = std::function<Http2Answer(const Message& request)>;

/// What an upstream does about one request, frame by frame.
using Http2Script =
    std::function<void(Http2UpstreamPeer& peer, std::uint32_t stream)>;

/// Makes stage.upstream() speak HTTP/2 by prior knowledge and do this about
/// each complete request, on whatever connection it comes. Requests are
/// remembered there, as those of HTTP/1 are.
/// @param settings what the upstream says first.
void scriptHttp2(Stage& stage, Http2Script script,
                 const Settings& settings = {});
/// The same with an answer to each request.
void respondInHttp2(Stage& stage, const Http2Responder& responder = {});
/// The same for one connection, inside TLS perhaps.
void serveHttp2(Stage& stage, Connection& connection, const Http2Script& script,
                const Settings& settings = {});
[[nodiscard]] Http2Script answering(const Http2Responder& responder = {});

/// The proxy has survived: another client of HTTP/1 and another one of HTTP/2
/// get through it. For upstreams that answer by themselves.
/// @throws CaseFailed("no-response"), CaseFailed("status-wrong")…
/// With HOP_HTTP2_ONLY in the environment the first of them is left out.
void requireServingBoth(Stage& stage);

}  // namespace hop::test
