// SPDX-License-Identifier: MIT
// 10-http2: the proxy as a client of HTTP/2.
#include "tests/support/BodyReader.h"
#include "tests/support/Case.h"
#include "tests/support/Checks.h"
#include "tests/support/HopByHop.h"
#include "tests/support/Trailers.h"
#include "tests/support/http2/Http2Checks.h"

#include <list>
#include <set>
#include <utility>

namespace hop::test {
namespace {

using namespace std::chrono_literals;

CASE(Step10, R10_53, PriorKnowledgeUp) {
  Http2ByHand hand(stage);
  Client client = stage.connect();
  client.send(get("/p?q=1"));
  Http2UpstreamPeer peer = hand.accept();  // the preface comes at once
  const auto id = peer.nextRequest();
  require(peer.request(id).startLine == "GET /p?q=1 HTTP/2", "target-wrong",
          peer.request(id).startLine);
  peer.respond(id);
  const Message response = client.completeResponse();
  require(response.startLine.starts_with("HTTP/1.1 200"), "status-wrong",
          response.startLine);
  requireBody(response, "ok");
}

CASE(Step10, R10_54, RequestInFrames) {
  respondInHttp2(stage);
  stage.ask(
      "GET /a%2Fb?c=%20 HTTP/1.1\r\nHost: example.org:81\r\nX-Keep: 1\r\n"
      "Connection: keep-alive, X-N\r\nX-N: 1\r\nKeep-Alive: timeout=5\r\n"
      "Proxy-Connection: close\r\nTE: deflate\r\nUpgrade: foo\r\n"
      "Cookie: a=1; b=2\r\n\r\n");
  const Message request = stage.forwarded();
  requireField(request, ":method", "GET");
  requireField(request, ":scheme", "http");
  requireField(request, ":authority", "example.org:81");
  requireField(request, ":path", "/a%2Fb?c=%20");
  requireStripped(request, {"connection", "x-n", "keep-alive", "upgrade", "te",
                            "proxy-connection", "transfer-encoding"});
  require(!request.has("host"), "field-duplicated", "host beside :authority");
  const auto cookies = request.all("cookie");
  require(cookies == std::vector<std::string>{"a=1; b=2"} ||
              cookies == std::vector<std::string>{"a=1", "b=2"},
          "field-altered", request.value("cookie"));
  requireField(request, "x-forwarded-for", "127.0.0.1");
  for (std::size_t i = 0; i < 4; ++i) {
    require(request.fields[i].first.starts_with(":"), "order-wrong",
            request.rawHead);
  }
}

CASE(Step10, R10_55, TwoRequestsShareAConnection) {
  Http2ByHand hand(stage);
  Client first = stage.connect();
  first.send(get("/first"));
  Http2UpstreamPeer peer = hand.accept();
  const auto one = peer.nextRequest();
  Http2Client second = stage.http2Client();
  const auto below = second.request(h2Get("/second"));
  const auto other = peer.nextRequest();
  require(!hand.knocks(0ms), "frame-wrong", "a connection of its own");
  peer.respond(other, h2Reply(), "for the second");
  requireBody(second.response(below), "for the second");
  peer.respond(one, h2Reply(), "for the first");
  requireBody(first.completeResponse(), "for the first");
}

/// Connections of an upstream that allows one stream on each.
class OneByOne final {
 public:
  explicit OneByOne(Stage& stage) : hand_(stage) {}

  /// The first connection, with a request that waits.
  void begin() {
    Http2UpstreamPeer& first = acceptOne();
    const auto id = first.nextRequest();
    require(first.until([&] { return first.acknowledged(); }), "frame-wrong",
            "SETTINGS are not acknowledged");
    answered_.insert({&first, id});
  }
  Http2UpstreamPeer& first() { return peers_.front(); }

  /// Answers what has come in the meantime. @return how many it was.
  std::size_t answer() {
    std::size_t count = 0;
    if (hand_.knocks(0ms)) acceptOne();
    for (Http2UpstreamPeer& peer : peers_) {
      peer.listen(10ms);
      const auto streams = peer.streams();  // a copy: answering reads frames
      for (const auto& [id, one] : streams) {
        if (!one.ended || !answered_.insert({&peer, id}).second) continue;
        const std::string target = requestIn(one).target();
        peer.respond(id, h2Reply(), "for " + target);
        ++count;
      }
    }
    return count;
  }

 private:
  Http2UpstreamPeer& acceptOne() {
    peers_.push_back(hand_.accept({{kMaxConcurrentStreams, 1}}));
    return peers_.back();
  }

  Http2ByHand hand_;
  std::list<Http2UpstreamPeer> peers_;
  std::set<std::pair<const Http2Peer*, std::uint32_t>> answered_;
};

/// Requests beyond the upstream's limit wait, or take another connection.
/// @param count how many at once, where one is allowed.
void requireLimitKept(Stage& stage, std::size_t count) {
  OneByOne upstream(stage);
  std::vector<Client> clients;
  for (std::size_t i = 0; i < count; ++i) {
    clients.push_back(stage.connect());
    clients.back().send(get("/" + std::to_string(i)));
    if (i == 0) upstream.begin();
  }
  Http2UpstreamPeer& first = upstream.first();
  first.listen(kMoment);
  require(first.streams().size() == 1, "frame-wrong",
          "more streams than the upstream has allowed");
  first.respond(first.streams().begin()->first, h2Reply(), "for /0");
  std::size_t answered = 1;
  for (int round = 0; round < 200 && answered < count; ++round) {
    answered += upstream.answer();
  }
  for (std::size_t i = 0; i < count; ++i) {
    const Message response = clients[i].completeResponse();
    requireStatus(response, 200);
    requireBody(response, "for /" + std::to_string(i));
  }
}

CASE(Step10, R10_56, LimitOfTheUpstream) {
  requireLimitKept(stage, 2);
}

CASE(Step10, HU18, OneStreamAndFourRequests) {
  requireLimitKept(stage, 4);
}

CASE(Step10, R10_61, InterimResponsesComeDown) {
  Http2Answer answer;
  answer.interim = {h2Reply({{"link", "</a.css>"}}, "103"), h2Reply({}, "102")};
  respondInHttp2(stage, [answer](const Message&) { return answer; });
  Http2Client client = stage.http2Client();
  const Message two = client.ask(h2Get());
  const Message one = stage.ask(get());
  for (const Message& response : {one, two}) {
    requireStatus(response, 200);
    require(response.interim.size() == 2, "interim-lost",
            std::to_string(response.interim.size()) + " of 2 have arrived");
    requireStatus(response.interim[0], 103);
    requireField(response.interim[0], "link", "</a.css>");
    requireStatus(response.interim[1], 102);
  }
}

CASE(Step10, R10_64, ChunksBecomeFrames) {
  Http2Answer answer;
  answer.trailers = {{"x-sum", "9"}};
  respondInHttp2(stage, [answer](const Message&) { return answer; });
  Client client = stage.connect();
  client.send(
      "POST /p HTTP/1.1\r\nHost: t\r\nTE: trailers\r\nConnection: TE\r\n"
      "Transfer-Encoding: chunked\r\nTrailer: X-T\r\nX-Keep: 1\r\n\r\n"
      "5\r\nhello\r\n6;a=b\r\n world\r\n0\r\nX-T: 1\r\n\r\n");
  const Message response = client.completeResponse("POST");
  requireStatus(response, 200);
  requireTrailer(response, "x-sum", "9");
  const Message request = stage.forwarded();
  requireBody(request, "hello world");
  requireStripped(request, {"transfer-encoding", "connection"});
  requireField(request, "te", "trailers");
  requireTrailer(request, "x-t", "1");
}

}  // namespace
}  // namespace hop::test
