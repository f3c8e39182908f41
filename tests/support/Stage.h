// SPDX-License-Identifier: MIT
#pragma once

#include "tests/support/Client.h"
#include "tests/support/Connection.h"
#include "tests/support/Errors.h"
#include "tests/support/Lanes.h"
#include "tests/support/Proxy.h"
#include "tests/support/Upstream.h"
#include "tests/support/http2/Http2Client.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace hop::test {

/// A request through the proxy, seen from both ends.
struct Exchange {
  Message response;  ///< what the client received
  Message request;   ///< what the upstream received
};

/// What one case needs: a scripted upstream, the proxy under test, and as
/// many clients as it likes. Everything is started when it is first asked
/// for, on fresh ports, and nothing is left for the next case.
class Stage final {
 public:
  Stage() = default;
  ~Stage();
  Stage(const Stage&) = delete;
  Stage& operator=(const Stage&) = delete;

  /// Adds words to the proxy's command line. Before the proxy is started.
  void options(const std::vector<std::string>& words);
  /// Where the proxy listens; default "127.0.0.1:0".
  void listen(const std::string& address) { settings_.listen = address; }
  /// What comes after the port in --upstream: "/base?k=v".
  void upstreamPath(const std::string& path) { path_ = path; }
  /// "http", "https" or "h2c" in --upstream. The upstream's script must fit.
  void upstreamScheme(const std::string& scheme) { scheme_ = scheme; }
  /// Another --upstream altogether.
  void upstreamUrl(const std::string& url) { settings_.upstream = url; }
  /// The scripted upstream's address; before it is started.
  void upstreamHost(const std::string& host) { host_ = host; }

  Upstream& upstream();
  Proxy& proxy();
  /// A new connection to the proxy. @param host an address of this machine.
  Client connect(const std::string& host = "127.0.0.1");
  /// The same with TLS around it, after the handshake. Whether that was a
  /// success, the connection's tls() tells.
  Connection connectTls(const Tls::Client& behaviour = {});
  /// HTTP/1.1 inside TLS. @throws CaseFailed("handshake-wrong").
  Client tlsClient(const Tls::Client& behaviour = {{"http/1.1"}});
  /// HTTP/2 by prior knowledge, after preface and SETTINGS.
  /// @throws CaseFailed("http2-unspoken").
  Http2Client http2Client(const Settings& settings = {});
  /// HTTP/2 inside TLS. @throws CaseFailed("handshake-wrong") also when ALPN
  ///   does not agree on h2, and CaseFailed("http2-unspoken").
  Http2Client http2TlsClient(const Settings& settings = {},
                             const Tls::Client& behaviour = {});
  Lanes& lanes() { return lanes_; }

  /// Sends one request on a new connection, and returns both ends' view.
  /// @throws CaseFailed("no-response") or CaseFailed("not-forwarded").
  Exchange exchange(const std::string& request);
  /// The same, with these octets as the upstream's response.
  Exchange exchange(const std::string& request, const std::string& response);
  /// Sends one request and returns the response only.
  Message ask(const std::string& request);

  /// The one request that reached the upstream.
  /// @throws CaseFailed("not-forwarded") when none did, "retried" for two.
  Message forwarded();
  /// No octet has reached the upstream. @throws CaseFailed("not-refused").
  void requireNothingForwarded();
  /// A plain GET on a new connection is answered as the upstream says: the
  /// proxy has survived what the case did to it.
  /// @throws CaseFailed("no-response"), CaseFailed("status-wrong").
  void requireServing();

  /// Ends the case: stops everything and judges how the proxy ended.
  void finish();

 private:
  Lanes lanes_;
  Proxy::Settings settings_;
  std::string scheme_ = "http";
  std::string path_;
  std::string host_ = "127.0.0.1";
  std::unique_ptr<Upstream> upstream_;
  std::unique_ptr<Proxy> proxy_;
};

/// Runs a part of a case on a stage of its own, for a proxy with other options.
/// However the part ends, its proxy is stopped and judged: a crash there is as
/// much an error as anywhere.
void onFreshStage(const std::function<void(Stage& stage)>& part);

/// "GET / HTTP/1.1" with a Host field and these field lines (each with CRLF).
[[nodiscard]] std::string get(const std::string& target = "/",
                              const std::string& fields = "");
/// A request with a body and its Content-Length.
[[nodiscard]] std::string post(const std::string& body,
                               const std::string& fields = "",
                               const std::string& method = "POST");
/// A response with a body and its Content-Length.
[[nodiscard]] std::string reply(const std::string& fields = "",
                                const std::string& body = "ok",
                                const std::string& status = "200 OK");

}  // namespace hop::test
