// SPDX-License-Identifier: MIT
#include "common/client/Http1Transport.h"
#include "tests/unit/tls_peers.h"

#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/StreamCopier.h>
#include <gtest/gtest.h>

#include <array>
#include <chrono>
#include <future>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>

namespace hop::client {
namespace {

using namespace std::chrono_literals;

constexpr auto kEnough = 30s;

/// What an upstream was asked, and how the connection ended.
struct Seen {
  std::string request;
  std::string ending;
};

std::string piece(io::Socket& socket) {
  std::array<char, 1'000> buffer{};
  return {buffer.data(), socket.read(buffer.data(), buffer.size(), kEnough)};
}

/// An upstream for one exchange.
Seen serveOne(io::Socket& socket) {
  Seen seen;
  socket.handshake(kEnough);
  while (seen.request.find("\r\n\r\n") == std::string::npos) {
    seen.request += piece(socket);
  }
  socket.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi", kEnough);
  try {
    seen.ending = piece(socket).empty() ? "ended" : "more";
  } catch (const Poco::Exception& error) {
    seen.ending = error.displayText();
  }
  return seen;
}

struct Upstream {
  std::string host;
  std::uint16_t port;
};

/// Makes a request without Host on a connection that is there already.
/// @return what the upstream has seen.
Seen exchange(bool secure, const Upstream& named) {
  const io::Ends ends;
  std::unique_ptr<io::Tls> serverTls;
  std::unique_ptr<io::Tls> clientTls;
  if (secure) {
    serverTls = io::TlsContext::forServer({"", "", true}, {"http/1.1"})
                    ->accept(ends.server.impl()->sockfd());
    clientTls = io::TlsContext::forClient({"", false}, {"http/1.1"})
                    ->connect(ends.client.impl()->sockfd(), named.host);
  }
  io::Socket upstream(
      std::make_shared<io::Channel>(ends.server, std::move(serverTls)));
  auto running = std::async(std::launch::async,
                            [&upstream] { return serveOne(upstream); });
  auto socket = std::make_unique<io::Socket>(
      std::make_shared<io::Channel>(ends.client, std::move(clientTls)));
  socket->handshake(kEnough);
  {
    Http1Transport transport;
    transport.setHost(named.host);
    transport.setPort(named.port);
    transport.setSocket(std::move(socket));
    transport.sendRequest(Poco::Net::HTTPRequest("GET", "/x", "HTTP/1.1"));
    transport.finishRequest({});
    Poco::Net::HTTPResponse response;
    std::string body;
    Poco::StreamCopier::copyToString(transport.receiveResponse(response), body);
    EXPECT_EQ(body, "hi");
  }
  return running.get();
}

std::string hostOf(const Seen& upstream) {
  const auto start = upstream.request.find("Host: ");
  if (start == std::string::npos) return "none";
  return upstream.request.substr(
      start + 6, upstream.request.find('\r', start) - start - 6);
}

TEST(Http1Transport, TakesAConnectionThatIsThere) {
  const auto upstream = exchange(false, {"upstream.test", 80});
  EXPECT_TRUE(upstream.request.starts_with("GET /x HTTP/1.1\r\n"));
  EXPECT_EQ(upstream.ending, "ended");
}

TEST(Http1Transport, SaysGoodByeInTls) {
  const auto upstream = exchange(true, {"upstream.test", 443});
  EXPECT_TRUE(upstream.request.starts_with("GET /x HTTP/1.1\r\n"));
  EXPECT_EQ(upstream.ending, "ended");
}

TEST(Http1Transport, HostHasThePortUnlessTheSchemeImpliesIt) {
  EXPECT_EQ(hostOf(exchange(false, {"upstream.test", 80})), "upstream.test");
  EXPECT_EQ(hostOf(exchange(false, {"upstream.test", 443})),
            "upstream.test:443");
  EXPECT_EQ(hostOf(exchange(false, {"::1", 8'080})), "[::1]:8080");
  EXPECT_EQ(hostOf(exchange(true, {"upstream.test", 443})), "upstream.test");
  EXPECT_EQ(hostOf(exchange(true, {"upstream.test", 80})), "upstream.test:80");
}

TEST(Http1Transport, AbortedBeforeItHasAConnection) {
  const io::Ends ends;
  Http1Transport transport;
  transport.abort(std::make_exception_ptr(std::runtime_error("gone")));
  EXPECT_THROW(transport.setSocket(std::make_unique<io::Socket>(ends.client)),
               std::runtime_error);
}

TEST(Http1Transport, AbortedBeforeTheRequest) {
  const io::Ends ends;
  Http1Transport transport;
  transport.setSocket(std::make_unique<io::Socket>(ends.client));
  transport.abort(std::make_exception_ptr(std::runtime_error("gone")));
  EXPECT_THROW(
      transport.sendRequest(Poco::Net::HTTPRequest("GET", "/", "HTTP/1.1")),
      std::runtime_error);
}

}  // namespace
}  // namespace hop::client
