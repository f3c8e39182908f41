// SPDX-License-Identifier: MIT
#include "tests/support/Stage.h"

#include "tests/support/Octets.h"

namespace hop::test {

Stage::~Stage() {
  // Upstream first: requests that wait for it end, and so does the proxy.
  if (upstream_) upstream_->stop();
}

void Stage::options(const std::vector<std::string>& words) {
  settings_.options.insert(settings_.options.end(), words.begin(), words.end());
}

Upstream& Stage::upstream() {
  if (!upstream_) upstream_ = std::make_unique<Upstream>(lanes_, host_);
  return *upstream_;
}

Proxy& Stage::proxy() {
  if (proxy_) return *proxy_;
  if (settings_.upstream.empty()) {
    const bool six = host_.find(':') != std::string::npos;
    settings_.upstream = scheme_ + "://" + (six ? "[" + host_ + "]" : host_) +
                         ":" + std::to_string(upstream().port()) + path_;
  }
  proxy_ = std::make_unique<Proxy>(settings_);
  return *proxy_;
}

Client Stage::connect(const std::string& host) {
  return Client(Connection::open(host, proxy().port()), lanes_);
}

Connection Stage::connectTls(const Tls::Client& behaviour) {
  Connection connection = Connection::open("127.0.0.1", proxy().port());
  connection.secure(std::make_unique<Tls>(behaviour));
  return connection;
}

Client Stage::tlsClient(const Tls::Client& behaviour) {
  Connection connection = connectTls(behaviour);
  require(!connection.ended(), "handshake-wrong",
          "no TLS: " + connection.tls()->failure());
  return Client(std::move(connection), lanes_);
}

Http2Client Stage::http2Client(const Settings& settings) {
  Http2Client client(Connection::open("127.0.0.1", proxy().port()), lanes_);
  client.begin(settings);
  return client;
}

Http2Client Stage::http2TlsClient(const Settings& settings,
                                  const Tls::Client& behaviour) {
  Connection connection = connectTls(behaviour);
  require(connection.tls()->protocol() == "h2", "handshake-wrong",
          "ALPN agrees on '" + connection.tls()->protocol() +
              "' instead of h2; " + connection.tls()->failure());
  Http2Client client(std::move(connection), lanes_);
  client.begin(settings);
  return client;
}

Message Stage::ask(const std::string& request) {
  return connect().ask(request);
}

Exchange Stage::exchange(const std::string& request) {
  const Message response = ask(request);
  return {response, forwarded()};
}

Exchange Stage::exchange(const std::string& request,
                         const std::string& response) {
  upstream().respond(response);
  return exchange(request);
}

Message Stage::forwarded() {
  const auto requests = upstream().requests();
  require(!requests.empty(), "not-forwarded",
          "no request has reached the upstream");
  require(requests.size() == 1, "retried",
          std::to_string(requests.size()) + " requests reached the upstream");
  return requests.front();
}

void Stage::requireNothingForwarded() {
  const std::string seen = lanes_.text(Lane::UpstreamReceived);
  require(seen.empty(), "not-refused",
          "the upstream received: " + readable(seen));
}

void Stage::requireServing() {
  Client client = connect();
  const Message response = client.ask(get("/still-serving"));
  require(response.status() == 200, "status-wrong",
          "the next request was answered with " + response.startLine);
}

void Stage::finish() {
  if (upstream_) upstream_->stop();
  if (proxy_) proxy_->stopCleanly();
}

void onFreshStage(const std::function<void(Stage& stage)>& part) {
  Stage stage;
  try {
    part(stage);
  } catch (const CaseFailed& failure) {
    stage.finish();  // its exception, if any, takes the place of this one
    fail(failure.reason(), failure.what() + ("\n" + stage.lanes().report()));
  }
  stage.finish();
}

std::string get(const std::string& target, const std::string& fields) {
  return "GET " + target + " HTTP/1.1\r\nHost: t\r\n" + fields + "\r\n";
}

std::string post(const std::string& body, const std::string& fields,
                 const std::string& method) {
  return method + " /p HTTP/1.1\r\nHost: t\r\nContent-Length: " +
         std::to_string(body.size()) + "\r\n" + fields + "\r\n" + body;
}

std::string reply(const std::string& fields, const std::string& body,
                  const std::string& status) {
  return "HTTP/1.1 " + status + "\r\n" + fields +
         "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

}  // namespace hop::test
