// SPDX-License-Identifier: MIT
// 05-hop-by-hop: what the upstream said for one hop stays on that hop.
#include "tests/support/Case.h"
#include "tests/support/Checks.h"
#include "tests/support/HopByHop.h"

namespace hop::test {
namespace {

const std::string kKeep = "X-Keep: 1\r\n";

/// What the client receives when the upstream sends these fields and X-Keep.
Message relayedWith(Stage& stage, const std::string& fields) {
  return stage.exchange(get(), reply(fields + kKeep)).response;
}

CASE(Step05, R05_18, FieldNamedByConnection) {
  const Message response =
      relayedWith(stage, "Connection: X-Hop\r\nX-Hop: 1\r\n");
  requireStripped(response, {"X-Hop"});
}

CASE(Step05, R05_19, FieldNamedTogetherWithClose) {
  const auto spellings = {"Connection: close, X-Hop\r\n",
                          "Connection: X-Hop, close\r\n",
                          "Connection: close\r\nConnection: x-hop\r\n"};
  for (const std::string connection : spellings) {
    stage.upstream().respond(reply(connection + "X-Hop: 1\r\n" + kKeep));
    const Message response = stage.ask(get());
    forwardedAt(stage, 0);
    requireStripped(response, {"X-Hop"});
    require(!connectionNames(response, "X-Hop"), "hop-by-hop-leaked",
            connection + " arrived as " + response.value("Connection"));
  }
}

// With X-Hop beside it: 04 never copies Connection, so `close` alone would be
// handled there already.
CASE(Step05, R05_20, CloseOfTheUpstreamIsNotTheClients) {
  stage.upstream().respondAndClose(
      reply("Connection: close, X-Hop\r\nX-Hop: 1\r\n" + kKeep));
  Client client = stage.connect();
  for (std::size_t i = 0; i < 2; ++i) {
    const Message response = client.ask(get());
    forwardedAt(stage, i);
    requireField(response, "X-Keep", "1");
    require(!connectionNames(response, "close"), "hop-by-hop-leaked",
            "Connection: " + response.value("Connection"));
    requireStripped(response, {"X-Hop"});
  }
  client.requireOpen();
}

CASE(Step05, R05_21, WellKnownFields) {
  const Message response = relayedWith(stage,
                                       "Keep-Alive: timeout=7\r\n"
                                       "Proxy-Authenticate: Basic\r\n"
                                       "Upgrade: h2c\r\n"
                                       "Trailer: X-T\r\n");
  requireStripped(response,
                  {"Keep-Alive", "Proxy-Authenticate", "Upgrade", "Trailer"});
}

// With Keep-Alive beside it, for the same reason as in 05-20.
CASE(Step05, R05_22, KeepAliveOfAnOldUpstream) {
  stage.upstream().respond(
      "HTTP/1.0 200 OK\r\nConnection: keep-alive\r\n"
      "Keep-Alive: timeout=9\r\nContent-Length: 2\r\n" +
      kKeep + "\r\nok");
  Client client = stage.connect();
  const Message response = client.ask(get("/", "Connection: close\r\n"));
  stage.forwarded();
  requireStripped(response, {"Keep-Alive"});
  require(!connectionNames(response, "keep-alive"), "hop-by-hop-leaked",
          "Connection: " + response.value("Connection"));
  client.requireClosed();
}

}  // namespace
}  // namespace hop::test
