// SPDX-License-Identifier: MIT
// 10-http2: an upstream whose frames are no response. Its client gets 502 or a
// reset, and other requests their answers.
#include "tests/support/BodyReader.h"
#include "tests/support/ByHand.h"
#include "tests/support/Case.h"
#include "tests/support/Checks.h"
#include "tests/support/Eventually.h"
#include "tests/support/HostileUpstream.h"
#include "tests/support/http2/Http2Checks.h"

#include <algorithm>
#include <atomic>
#include <memory>

namespace hop::test {
namespace {

/// Does this about /hostile, and answers every other request.
void respondHostile2(Stage& stage, const Http2Script& hostile) {
  scriptHttp2(stage, [hostile](Http2UpstreamPeer& peer, std::uint32_t id) {
    const std::string target = requestIn(peer.stream(id)).target();
    if (target == "/hostile") return hostile(peer, id);
    peer.respond(id, h2Reply(), "answer for " + target);
  });
}

/// 502 for clients of both kinds, and others are not harmed.
void requireBadGateway2(Stage& stage, const Http2Script& hostile) {
  respondHostile2(stage, hostile);
  Http2Client two = stage.http2Client();
  const Message response = two.ask(h2Get("/hostile"));
  require(response.status() == 502, "not-refused", response.rawHead);
  requireBody(two.ask(h2Get("/same")), "answer for /same");
  const Message old = stage.ask(get("/hostile"));
  require(old.status() == 502, "not-refused", old.rawHead);
  requireOthersServed(stage);
}

/// The same for each of these heads, sent as they are.
void requireHeadsNotTaken(Stage& stage, const std::vector<FieldList>& heads) {
  bool first = true;
  for (const FieldList& head : heads) {
    const Http2Script hostile = [head](Http2UpstreamPeer& peer,
                                       std::uint32_t id) {
      peer.send(headersFrame(id, hpackLiterals(head)));
      peer.send(dataFrame(id, "body", true));
    };
    try {
      if (first) {
        requireBadGateway2(stage, hostile);
      } else {
        onFreshStage([&](Stage& fresh) { requireBadGateway2(fresh, hostile); });
      }
    } catch (const CaseFailed& failure) {
      fail(failure.reason(),
           std::string(failure.what()) + "\n  for: " + describe(head));
    }
    first = false;
  }
}

CASE(Step10, HU01, NoSettingsFirst) {
  const std::vector<std::string> greetings{
      octetsOf(pingFrame("12345678")),
      octetsOf(headersFrame(1, hpackLiterals(h2Reply()), true)),
      octetsOf(settingsAck()), reply("", "no HTTP/2", "400 Bad Request"),
      std::string(50, '\xff')};
  for (const std::string& greeting : greetings) {
    onFreshStage([&](Stage& fresh) {
      // On every connection: a request that was never sent may come again.
      const auto spoilt = std::make_shared<std::atomic<bool>>(true);
      const auto closed = std::make_shared<std::atomic<bool>>(false);
      fresh.upstreamScheme("h2c");
      fresh.upstream().script(
          [&fresh, greeting, spoilt, closed](Connection& connection) {
            if (!*spoilt) return serveHttp2(fresh, connection, answering());
            connection.send(greeting);
            if (connection.closedWithin(kPatience)) *closed = true;
          });
      requireStatus(fresh.ask(get("/hostile")), 502);
      require(eventually([&] { return closed->load(); }), "connection-kept",
              "the upstream's connection is kept");
      *spoilt = false;
      requireServingBoth(fresh);
    });
  }
}

CASE(Step10, HU03, StatusThatIsNone) {
  requireHeadsNotTaken(stage, {{{"x-a", "1"}},
                               {{":status", "200"}, {":status", "200"}},
                               {{":status", "abc"}},
                               {{":status", "99"}},
                               {{":status", "1000"}},
                               {{":status", ""}},
                               {{":status", "+20"}},
                               {{":status", "000"}}});
}

CASE(Step10, HU05, FieldsThatAreNone) {
  requireHeadsNotTaken(stage, {{{"x-a", "1"}, {":status", "200"}},
                               h2Reply({{"X-Upper", "1"}}),
                               h2Reply({{"x-a", "1\r\nX-Inj: 1"}}),
                               h2Reply({{"x-a", "1\n2"}}),
                               h2Reply({{"x-a", std::string("1\0002", 3)}}),
                               h2Reply({{"x\r\ny", "1"}}),
                               h2Reply({{"x a", "1"}}),
                               h2Reply({{":path", "/"}}),
                               h2Reply({{":unknown", "1"}})});
}

CASE(Step10, HU06, FieldsOfAConnection) {
  const FieldList fields{{"connection", "close"},
                         {"transfer-encoding", "chunked"},
                         {"keep-alive", "timeout=5"},
                         {"upgrade", "foo"}};
  for (const Message::Field& field : fields) {
    onFreshStage([&](Stage& fresh) {
      respondHostile2(fresh, [&](Http2UpstreamPeer& peer, std::uint32_t id) {
        peer.respond(id, h2Reply({field, {"x-keep", "1"}}));
      });
      Http2Client two = fresh.http2Client();
      for (const Message& response :
           {two.ask(h2Get("/hostile")), fresh.ask(get("/hostile"))}) {
        if (response.status() == 502) continue;
        requireStatus(response, 200);
        requireField(response, "x-keep", "1");
        requireBody(response, "ok");
        const auto values = response.all(field.first);
        require(std::find(values.begin(), values.end(), field.second) ==
                        values.end() ||
                    field.first == "transfer-encoding",
                "hop-by-hop-leaked", response.rawHead);
      }
      requireOthersServed(fresh);
    });
  }
}

CASE(Step10, HU08, LengthWithoutABody) {
  const FieldList head = h2Reply({{"content-length", "5"}});
  requireBadGateway2(stage, [&](Http2UpstreamPeer& peer, std::uint32_t id) {
    peer.sendHeaders(id, head, true);
  });
  onFreshStage([&](Stage& fresh) {
    // With HEAD and with 304 it is right.
    respondHostile2(fresh, [&](Http2UpstreamPeer& peer, std::uint32_t id) {
      const bool asksForHead = requestIn(peer.stream(id)).method() == "HEAD";
      peer.sendHeaders(id, asksForHead ? head : changed(head, ":status", "304"),
                       true);
    });
    Http2Client client = fresh.http2Client();
    requireStatus(client.ask(h2Request("HEAD", "/hostile")), 200);
    requireStatus(client.ask(h2Get("/hostile")), 304);
  });
}

CASE(Step10, HU10, DataBeforeTheHead) {
  requireBadGateway2(stage, [](Http2UpstreamPeer& peer, std::uint32_t id) {
    peer.send(dataFrame(id, "early"));
    peer.sendHeaders(id, h2Reply(), true);
  });
}

CASE(Step10, HU11, TrailersWithAPseudoField) {
  respondHostile2(stage, [](Http2UpstreamPeer& peer, std::uint32_t id) {
    peer.sendHeaders(id, h2Reply());
    peer.send(dataFrame(id, "hello"));
    peer.send(headersFrame(
        id, hpackLiterals({{":status", "200"}, {"x-t", "1"}}), true));
  });
  Http2Client two = stage.http2Client();
  const auto id = two.request(h2Get("/hostile"));
  require(two.until([&] { return two.stream(id).over(); }), "stalled",
          "neither the end nor a reset");
  require(!two.stream(id).ended, "truncation-hidden", two.stream(id).events);
  Client old = stage.connect();
  old.send(get("/hostile"));
  const auto response = old.connection().readMessage(kPatience);
  require(response.has_value(), "no-response", "no head");
  requireAborted(old, *response, "hello");
  requireOthersServed(stage);
}

CASE(Step10, HU20, PushThatWasNotAllowed) {
  Http2ByHand hand(stage);
  Client client = stage.connect();
  client.send(get("/hostile"));
  Http2UpstreamPeer peer = hand.accept();
  const auto id = peer.nextRequest();
  peer.send({static_cast<std::uint8_t>(FrameType::PushPromise), kEndHeaders, id,
             bigEndian(2, 4) + hpackLiterals(h2Get("/pushed"))});
  peer.sendHeaders(2, h2Reply(), true);
  requireConnectionError(peer, {kProtocolError});
  requireStatus(client.completeResponse(), 502);
  Client other = stage.connect();
  other.send(get("/other"));
  Http2UpstreamPeer good = hand.accept();
  good.respond(good.nextRequest());
  requireStatus(other.completeResponse(), 200);
}

}  // namespace
}  // namespace hop::test
