// SPDX-License-Identifier: MIT
// 10-http2: TLS on the listener, and ALPN says which HTTP is spoken inside.
#include "tests/support/Case.h"
#include "tests/support/Checks.h"
#include "tests/support/http2/Http2Checks.h"

namespace hop::test {
namespace {

/// One request inside TLS by HTTP/2, as far as the upstream.
void requireServedInTls(Stage& stage, const Tls::Client& behaviour = {}) {
  Http2Client client = stage.http2TlsClient({}, behaviour);
  requireStatus(client.ask(overTls(h2Get("/tls"))), 200);
  const auto requests = stage.upstream().requests();
  require(!requests.empty(), "not-forwarded", "no request has arrived");
  require(requests.back().target() == "/tls", "target-wrong",
          requests.back().startLine);
}

/// One request inside TLS by HTTP/1.1.
void requireOldServedInTls(Stage& stage, const Tls::Client& behaviour) {
  Client client = stage.tlsClient(behaviour);
  const std::string protocol = client.connection().tls()->protocol();
  require(protocol.empty() || protocol == "http/1.1", "handshake-wrong",
          "ALPN agrees on '" + protocol + "'");
  const Message response = client.ask(get("/old"));
  require(response.startLine.starts_with("HTTP/1.1 200"), "status-wrong",
          response.startLine);
  requireBody(response, "ok");
}

CASE(Step10, R10_01, AlpnAgreesOnH2) {
  stage.options({"--self-signed"});
  requireServedInTls(stage);
  // The order of the client's list does not matter.
  requireServedInTls(stage, {{"http/1.1", "h2"}});
  requireServedInTls(stage, {{"h2"}});
  onFreshStage([](Stage& fresh) {
    const Identity identity = Authority().issue({{"proxy.example"}});
    const TemporaryFile certificate(identity.certificate);
    const TemporaryFile key(identity.key);
    fresh.options({"--cert", certificate.path(), "--key", key.path()});
    requireServedInTls(fresh);
    const Connection other = fresh.connectTls({});
    require(other.tls()->certificateFits("proxy.example"), "handshake-wrong",
            "the certificate is not the one of --cert");
  });
}

CASE(Step10, R10_02, HttpOneOnTheSamePort) {
  stage.options({"--self-signed"});
  requireOldServedInTls(stage, {{"http/1.1"}});
  requireOldServedInTls(stage, {{}});
  requireServedInTls(stage);
}

CASE(Step10, R10_03, NothingInCommon) {
  stage.options({"--self-signed"});
  requireServedInTls(stage);
  const Tls::Client behaviour{{"foo"}};
  const Connection connection = stage.connectTls(behaviour);
  if (connection.ended()) {
    const std::string& failure = connection.tls()->failure();
    require(failure.find("no application protocol") != failure.npos,
            "handshake-wrong", "refused with: " + failure);
  } else {
    requireOldServedInTls(stage, behaviour);
  }
  requireServedInTls(stage);
}

CASE(Step10, R10_04, OldTlsIsRefused) {
  stage.options({"--self-signed"});
  for (const int version : {kTls10, kTls11}) {
    const Connection connection =
        stage.connectTls({{"h2", "http/1.1"}, "", version});
    require(connection.ended(), "not-refused",
            "version " + std::to_string(version) + " is accepted");
  }
  requireServedInTls(stage, {{"h2"}, "", kTls12});
  requireServedInTls(stage);
}

CASE(Step10, R10_05, WeakSuitesAreNotForHttp2) {
  stage.options({"--self-signed"});
  for (const std::string suites :
       {"ECDHE-ECDSA-AES128-SHA:ECDHE-RSA-AES128-SHA",
        "ECDHE-ECDSA-AES256-SHA384:ECDHE-RSA-AES256-SHA384",
        "AES128-GCM-SHA256:AES128-SHA"}) {
    Connection connection = stage.connectTls({{"h2"}, "", kTls12, 0, suites});
    if (connection.ended()) continue;  // never agreed on
    Http2Client client(std::move(connection), stage.lanes());
    client.sendOctets(kPreface, "preface");
    client.send(settingsFrame({}));
    client.request(overTls(h2Get()));
    requireConnectionError(client, {kInadequateSecurity});
    stage.requireNothingForwarded();
  }
  requireServedInTls(stage, {{"h2"}, "", kTls12, 0, "ECDHE+AESGCM"});
}

CASE(Step10, R10_38, ForwardedProtoTellsOfTls) {
  stage.options({"--self-signed"});
  requireServedInTls(stage);
  requireField(forwardedAt(stage, 0), "X-Forwarded-Proto", "https");
  Client old = stage.tlsClient();
  old.ask(get("/old", "X-Forwarded-Proto: http\r\n"));
  requireField(forwardedAt(stage, 1), "X-Forwarded-Proto", "https");
  onFreshStage([](Stage& fresh) {
    // What the client says of its scheme is not what it came by.
    const auto request = forwardedFor(fresh, overTls(h2Get()));
    requireField(request, "X-Forwarded-Proto", "http");
  });
}

/// Served for the authority that it asks for, or sent away with 421.
void requireServedOrMisdirected(Stage& stage, const std::string& serverName,
                                const std::string& authority) {
  Http2Client client =
      stage.http2TlsClient({}, {{"h2", "http/1.1"}, serverName});
  const std::size_t before = stage.upstream().requests().size();
  const Message response =
      client.ask(changed(overTls(h2Get()), ":authority", authority));
  const auto requests = stage.upstream().requests();
  if (response.status() == 421) {
    require(requests.size() == before, "not-refused", "421, and forwarded");
    return;
  }
  requireStatus(response, 200);
  require(requests.size() == before + 1, "not-forwarded", "none has arrived");
  requireField(requests.back(), "Host", authority);
}

CASE(Step10, R10_39, NameOfTlsAndAuthorityDiffer) {
  stage.options({"--self-signed"});
  requireServedOrMisdirected(stage, "localhost", "other.example");
  requireServedOrMisdirected(stage, "other.example", "localhost");
  requireServedOrMisdirected(stage, "", "127.0.0.1");
}

CASE(Step10, HX20, AuthorityThatTheCertificateIsNotFor) {
  stage.options({"--self-signed"});
  requireServedOrMisdirected(stage, "unknown.example", "unknown.example");
  requireServedInTls(stage);
}

CASE(Step10, HX16, ClientThatOnlyKnowsHttpOne) {
  stage.options({"--self-signed"});
  Client client = stage.tlsClient({{"http/1.1"}});
  require(client.connection().tls()->protocol() == "http/1.1",
          "handshake-wrong", "ALPN does not answer http/1.1");
  for (int i = 0; i < 2; ++i) {
    const Message response = client.ask(post("hello"));
    require(response.startLine.starts_with("HTTP/1.1 200"), "status-wrong",
            response.startLine);
    requireBody(forwardedAt(stage, static_cast<std::size_t>(i)), "hello");
  }
}

CASE(Step10, HX18, HttpOneWhereHttp2WasAgreed) {
  stage.options({"--self-signed"});
  Http2Client client(stage.connectTls({{"h2"}}), stage.lanes());
  require(client.connection().tls()->protocol() == "h2", "handshake-wrong",
          client.connection().tls()->failure());
  client.sendOctets(get("/smuggled"), "GET /smuggled HTTP/1.1");
  requireConnectionError(client, {kProtocolError});
  stage.requireNothingForwarded();
  requireServedInTls(stage);
}

}  // namespace
}  // namespace hop::test
