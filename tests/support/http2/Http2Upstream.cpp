// SPDX-License-Identifier: MIT
#include "tests/support/http2/Http2Upstream.h"

#include "tests/support/Errors.h"
#include "tests/support/Octets.h"

#include <poll.h>
#include <cstdlib>

#include <set>

namespace hop::test {

namespace {

using namespace std::chrono_literals;

}  // namespace

Http2UpstreamPeer::Http2UpstreamPeer(Connection connection, Lanes& lanes)
    : Http2Peer(std::move(connection),
                {lanes, Lane::UpstreamSent, Lane::UpstreamReceived}) {}

void Http2UpstreamPeer::begin(const Settings& settings) {
  const std::string preface =
      connection().readOctets(kPreface.size(), kPatience);
  require(preface == kPreface, "http2-unspoken",
          "instead of the preface came: " + readable(preface));
  show(view().received, "preface");
  send(settingsFrame(settings));
  const bool came = until([&] { return !frames().empty(); });
  require(came && frames().front().is(FrameType::Settings), "frame-wrong",
          "the preface is not followed by SETTINGS");
}

std::uint32_t Http2UpstreamPeer::nextRequest() {
  const auto arrived = [&]() -> std::uint32_t {
    for (const auto& [id, one] : streams()) {
      if (id > newest_ && !one.blocks.empty()) return id;
    }
    return 0;
  };
  require(until([&] { return arrived() != 0; }), "not-forwarded",
          "no request comes on the upstream's connection");
  newest_ = arrived();
  return newest_;
}

Message Http2UpstreamPeer::request(std::uint32_t id) {
  require(until([&] { return stream(id).over(); }) && stream(id).ended,
          "stalled", "the request does not end");
  return requestIn(stream(id));
}

void Http2UpstreamPeer::respond(std::uint32_t id, const FieldList& head,
                                const std::string& body,
                                const FieldList& trailers) {
  sendHeaders(id, head, body.empty() && trailers.empty());
  const std::size_t sent = sendWithinWindow(id, body, trailers.empty());
  if (sent == body.size() && !trailers.empty()) sendHeaders(id, trailers, true);
}

Http2ByHand::Http2ByHand(Stage& stage) : stage_(stage) {
  std::string url = port_.url();
  stage.upstreamUrl(url.replace(0, url.find(':'), "h2c"));
  port_.listen();
}

Http2UpstreamPeer Http2ByHand::accept(const Settings& settings) {
  Http2UpstreamPeer peer(port_.accept(), stage_.lanes());
  peer.begin(settings);
  return peer;
}

bool Http2ByHand::knocks(std::chrono::milliseconds timeout) const {
  pollfd wanted{port_.descriptor(), POLLIN, 0};
  return ::poll(&wanted, 1, static_cast<int>(timeout.count())) == 1;
}

Http2Script answering(const Http2Responder& responder) {
  return [responder](Http2UpstreamPeer& peer, std::uint32_t id) {
    const Http2Answer answer =
        responder ? responder(requestIn(peer.stream(id))) : Http2Answer{};
    for (const auto& interim : answer.interim) peer.sendHeaders(id, interim);
    peer.respond(id, answer.head, answer.body, answer.trailers);
  };
}

void serveHttp2(Stage& stage, Connection& connection, const Http2Script& script,
                const Settings& settings) {
  Http2UpstreamPeer peer(std::move(connection), stage.lanes());
  peer.begin(settings);
  std::set<std::uint32_t> done;
  const auto next = [&]() -> std::uint32_t {
    for (const auto& [id, one] : peer.streams()) {
      if (one.ended && done.insert(id).second) return id;
    }
    return 0;
  };
  while (peer.pump(20s)) {
    while (const auto id = next()) {
      stage.upstream().remember(requestIn(peer.stream(id)));
      script(peer, id);
    }
  }
  connection = std::move(peer.connection());  // its owner closes it
}

void scriptHttp2(Stage& stage, Http2Script script, const Settings& settings) {
  stage.upstreamScheme("h2c");
  stage.upstream().script(
      [&stage, script = std::move(script), settings](Connection& connection) {
        serveHttp2(stage, connection, script, settings);
      });
}

void respondInHttp2(Stage& stage, const Http2Responder& responder) {
  scriptHttp2(stage, answering(responder));
}

void requireServingBoth(Stage& stage) {
  if (std::getenv("HOP_HTTP2_ONLY") == nullptr) stage.requireServing();
  Http2Client client = stage.http2Client();
  const Message response = client.ask(h2Get("/still-serving"));
  require(response.status() == 200, "status-wrong", response.startLine);
}

}  // namespace hop::test
