// SPDX-License-Identifier: MIT
// 12-connection-pool: a kept connection is what it was made for.
#include "tests/support/Case.h"
#include "tests/support/Numbered.h"
#include "tests/support/http2/Http2Checks.h"

#include <memory>

namespace hop::test {
namespace {

CASE(Step12, P_10, AnUpgradeHasAConnectionOfItsOwn) {
  numberConnections(stage);
  Client client = stage.connect();
  requirePooling(client);
  requireVia(client, get("/", "Connection: Upgrade\r\nUpgrade: x\r\n"), "2.1");
  requireVia(client, get("/"), "1.3");
}

/// Makes stage.upstream() speak HTTP/1.1 inside TLS; its answers are numbered.
/// @return the count of its handshakes.
std::shared_ptr<std::atomic<int>> numberInTls(Stage& stage,
                                              const Identity& identity) {
  const auto count = std::make_shared<std::atomic<int>>(0);
  stage.upstreamScheme("https");
  numberConnections(stage, asUsual, [=](Connection& connection) {
    Tls::Server behaviour{identity, {"http/1.1"}};
    if (!connection.secure(std::make_unique<Tls>(behaviour))) return false;
    ++*count;
    return true;
  });
  return count;
}

CASE(Step12, P_10b, AHandshakeIsForMoreThanOneRequest) {
  const Authority authority;
  const TemporaryFile file(authority.certificate());
  stage.options({"--upstream-ca", file.path()});
  const auto count = numberInTls(stage, authority.issue());
  Client client = stage.connect();
  requirePooling(client);
  requireVia(client, post("body"), "1.3");
  require(*count == 1, "not-reused", std::to_string(*count) + " handshakes");
}

CASE(Step12, P_10c, StreamsGoOnSharingTheirConnection) {
  stage.upstreamScheme("h2c");
  const auto ids = std::make_shared<std::atomic<int>>(0);
  scriptHttp2(stage, [ids](Http2UpstreamPeer& peer, std::uint32_t id) {
    ++*ids;
    peer.respond(id);
  });
  Client client = stage.connect();
  for (int i = 0; i < 3; ++i) requireStatus(client.ask(get()), 200);
  require(stage.upstream().connections() == 1, "not-reused",
          std::to_string(stage.upstream().connections()) + " connections");
  require(*ids == 3, "not-forwarded", std::to_string(*ids) + " requests");
}

}  // namespace
}  // namespace hop::test
