// SPDX-License-Identifier: MIT
// 10-http2: an upstream inside TLS must prove who it is before it is told
// anything, and ALPN says which HTTP it speaks.
#include "tests/support/Case.h"
#include "tests/support/Checks.h"
#include "tests/support/http2/Http2Checks.h"

#include <atomic>
#include <memory>
#include <mutex>

namespace hop::test {
namespace {

/// What the TLS upstream of a case has seen of the proxy.
struct Handshakes {
  std::mutex mutex;
  std::vector<std::string> offered;
  std::string serverName;
  std::atomic<int> done{0};    ///< handshakes that came to their end
  std::atomic<int> octets{0};  ///< application octets received by then
};
using Watched = std::shared_ptr<Handshakes>;

/// Makes stage.upstream() speak TLS, and inside it what ALPN agrees on.
Watched respondInTls(Stage& stage, const Tls::Server& behaviour,
                     const std::string& host = "127.0.0.1") {
  const auto seen = std::make_shared<Handshakes>();
  stage.upstreamUrl("https://" + host + ":" +
                    std::to_string(stage.upstream().port()));
  stage.upstream().script([&stage, seen, behaviour](Connection& connection) {
    const bool done = connection.secure(std::make_unique<Tls>(behaviour));
    {
      const std::lock_guard lock(seen->mutex);
      seen->offered = connection.tls()->offered();
      seen->serverName = connection.tls()->serverName();
    }
    if (!done || !connection.await(1, kPatience)) return;
    ++seen->done;
    seen->octets += static_cast<int>(connection.unread().size());
    if (connection.tls()->protocol() == "h2") {
      return serveHttp2(stage, connection, answering());
    }
    while (stage.upstream().take(connection)) {
      if (!connection.send(reply())) return;
    }
  });
  return seen;
}

/// One request gets through to that upstream. @return as it was received.
Message throughTls(Stage& stage, const Watched& seen,
                   const Authority& authority) {
  const TemporaryFile file(authority.certificate());
  stage.options({"--upstream-ca", file.path()});
  requireStatus(stage.ask(get("/p", "X-Keep: 1\r\n")), 200);
  const std::lock_guard lock(seen->mutex);
  require(seen->offered == std::vector<std::string>{"h2", "http/1.1"},
          "handshake-wrong",
          "ALPN offers " + std::to_string(seen->offered.size()) + " names");
  return stage.forwarded();
}

CASE(Step10, R10_50, AlpnDecidesForTheUpstream) {
  const Authority authority;
  const Identity identity = authority.issue();
  const Message two =
      throughTls(stage, respondInTls(stage, {identity, {"h2"}}), authority);
  require(two.startLine == "GET /p HTTP/2", "http2-unspoken", two.startLine);
  requireField(two, ":scheme", "https");
  requireField(two, ":authority", "t");
  const std::vector<std::vector<std::string>> withoutH2{{"http/1.1"}, {}};
  for (const auto& names : withoutH2) {
    onFreshStage([&](Stage& fresh) {
      const Message one =
          throughTls(fresh, respondInTls(fresh, {identity, names}), authority);
      require(one.startLine == "GET /p HTTP/1.1", "frame-wrong", one.startLine);
      requireField(one, "Host", "t");
      requireField(one, "X-Keep", "1");
    });
  }
}

/// The client gets 502, and the upstream not a single octet.
/// @param option how the proxy is told whom to trust.
void requireUntrusted(const Tls::Server& behaviour,
                      const std::vector<std::string>& option) {
  onFreshStage([&](Stage& fresh) {
    const Watched seen = respondInTls(fresh, behaviour);
    fresh.options(option);
    const Message response = fresh.ask(get("/secret"));
    require(response.status() == 502, "unverified", response.startLine);
    require(seen->octets == 0, "unverified", "the request was sent");
    require(fresh.upstream().requests().empty(), "unverified",
            "the request was sent");
  });
}

CASE(Step10, R10_51, CertificatesAreVerified) {
  const Authority known;
  const Authority unknown;
  const TemporaryFile file(known.certificate());
  const std::vector<std::string> trust{"--upstream-ca", file.path()};
  const Tls::Server good{known.issue(), {"h2", "http/1.1"}};
  respondInTls(stage, good);
  stage.options(trust);
  requireStatus(stage.ask(get()), 200);
  requireUntrusted({unknown.issue()}, trust);
  requireUntrusted({known.issue({{"localhost"},
                                 {"127.0.0.1"},
                                 std::chrono::hours(-48),
                                 std::chrono::hours(-24)})},
                   trust);
  requireUntrusted({known.issue({{"localhost"},
                                 {"127.0.0.1"},
                                 std::chrono::hours(24),
                                 std::chrono::hours(48)})},
                   trust);
  requireUntrusted({known.issue({{"other.example"}, {"127.0.0.9"}})}, trust);
  requireUntrusted(good, {});  // the system does not know our authority
  onFreshStage([&](Stage& fresh) {
    respondInTls(fresh, {unknown.issue({{"other.example"}, {}})});
    fresh.options({"--upstream-insecure"});
    requireStatus(fresh.ask(get()), 200);
  });
}

CASE(Step10, R10_52, NameIsToldAndAnAddressIsNot) {
  const Authority authority;
  const Tls::Server behaviour{authority.issue(), {"h2", "http/1.1"}};
  const Watched byName = respondInTls(stage, behaviour, "localhost");
  throughTls(stage, byName, authority);
  require(byName->serverName == "localhost", "handshake-wrong",
          "SNI is '" + byName->serverName + "'");
  onFreshStage([&](Stage& fresh) {
    const Watched byAddress = respondInTls(fresh, behaviour);
    throughTls(fresh, byAddress, authority);
    require(byAddress->serverName.empty(), "handshake-wrong",
            "SNI is '" + byAddress->serverName + "' for an address");
  });
}

}  // namespace
}  // namespace hop::test
