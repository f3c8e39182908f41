// SPDX-License-Identifier: MIT
// What a pool of connections is made of.
#include "common/client/Http1Transport.h"
#include "common/client/IdleConnections.h"
#include "common/client/Places.h"
#include "common/client/UpstreamBusy.h"
#include "common/http/Movable.h"
#include "common/http/Persistence.h"
#include "tests/support/Eventually.h"
#include "tests/unit/tls_peers.h"

#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/StreamCopier.h>
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <future>
#include <list>
#include <memory>
#include <string>
#include <utility>

namespace hop::client {
namespace {

using namespace std::chrono_literals;
using Poco::Net::HTTPRequest;
using Poco::Net::HTTPResponse;

constexpr auto kEnough = 30s;

/// Connections whose other ends stay open as long as this object lives.
class Others final {
 public:
  /// @param number to know it by: the requests that it has carried.
  Kept make(std::size_t number) {
    Kept kept;
    kept.socket = std::make_unique<io::Socket>(ends_.emplace_back().client);
    kept.requests = number;
    return kept;
  }

 private:
  std::list<io::Ends> ends_;
};

TEST(IdleConnections, TheLastOneInIsTheFirstOneOut) {
  Others made;
  IdleConnections idle(9, [](const Kept&) { return true; });
  for (const std::size_t n : {1, 2, 3}) idle.push(made.make(n));
  EXPECT_EQ(idle.pop().requests, 3U);
  EXPECT_EQ(idle.pop().requests, 2U);
  EXPECT_EQ(idle.pop().requests, 1U);
  EXPECT_EQ(idle.pop().socket, nullptr);
}

TEST(IdleConnections, TheOneThatWaitsLongestMakesRoom) {
  Others made;
  IdleConnections idle(2, [](const Kept&) { return true; });
  for (const std::size_t n : {1, 2, 3}) idle.push(made.make(n));
  EXPECT_EQ(idle.pop().requests, 3U);
  EXPECT_EQ(idle.pop().requests, 2U);
  EXPECT_EQ(idle.pop().socket, nullptr);
}

TEST(IdleConnections, WhatIsUselessIsPassedOver) {
  Others made;
  IdleConnections idle(9, [](const Kept& one) { return one.requests < 2; });
  for (const std::size_t n : {1, 2, 3}) idle.push(made.make(n));
  EXPECT_EQ(idle.pop().requests, 1U);
  EXPECT_EQ(idle.pop().socket, nullptr);
}

TEST(IdleConnections, WhatIsUselessGoesWithoutBeingAskedFor) {
  io::Ends ends;
  io::Socket other(ends.server);
  std::atomic<bool> useful{true};
  IdleConnections idle(9, [&](const Kept&) { return useful.load(); });
  Kept kept;
  kept.socket = std::make_unique<io::Socket>(ends.client);
  ends.client = Poco::Net::StreamSocket();  // the pool has the only one
  idle.push(std::move(kept));
  EXPECT_TRUE(other.silent());
  useful = false;
  EXPECT_TRUE(test::eventually([&] { return !other.silent(); }));
}

TEST(IdleConnections, AnExchangeThatWasBrokenOffLeavesNone) {
  IdleConnections idle(9, [](const Kept& one) { return one.socket->silent(); });
  idle.push(Kept());
  EXPECT_EQ(idle.pop().socket, nullptr);
}

TEST(Places, SoManyAndNoMore) {
  Places places(2, 20ms);
  const Places::Place one(places);
  {
    const Places::Place two(places);
    EXPECT_THROW(Places::Place third(places), UpstreamBusy);
  }
  EXPECT_NO_THROW(Places::Place third(places));
}

TEST(Places, WhoeverWaitsIsNext) {
  Places places(1, kEnough);
  auto first = std::make_unique<Places::Place>(places);
  auto second =
      std::async(std::launch::async, [&] { const Places::Place mine(places); });
  EXPECT_EQ(second.wait_for(20ms), std::future_status::timeout);
  first.reset();
  EXPECT_EQ(second.wait_for(kEnough), std::future_status::ready);
}

// --- what a transport says about its exchange --------------------------------

/// A transport, and an upstream that has its answer ready.
struct Told {
  explicit Told(const std::string& octets) : upstream(ends.server) {
    upstream.write(octets, kEnough);
    transport.setKeepAlive(true);
    transport.setSocket(std::make_unique<io::Socket>(ends.client));
  }

  std::ostream& send(const std::string& method, int length = -1) {
    HTTPRequest request(method, "/", HTTPRequest::HTTP_1_1);
    request.setHost("t");
    if (length >= 0) request.setContentLength(length);
    return transport.sendRequest(request);
  }
  std::string receive() {
    HTTPResponse response;
    std::string body;
    Poco::StreamCopier::copyToString(transport.receiveResponse(response), body);
    return body;
  }

  const io::Ends ends;
  io::Socket upstream;
  Http1Transport transport;
};

constexpr const char* kOk = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

TEST(Settled, BehindAFramedResponse) {
  Told told(kOk);
  told.send("GET");
  EXPECT_FALSE(told.transport.sent());
  told.transport.finishRequest({});
  EXPECT_TRUE(told.transport.sent());
  EXPECT_FALSE(told.transport.answered());
  EXPECT_EQ(told.receive(), "ok");
  EXPECT_TRUE(told.transport.answered());
  EXPECT_TRUE(told.transport.settled());
  EXPECT_NE(told.transport.release(), nullptr);
  EXPECT_EQ(told.transport.release(), nullptr);
}

TEST(Settled, NotWithOctetsBehindIt) {
  Told told(std::string(kOk) + "H");
  told.send("GET");
  told.transport.finishRequest({});
  EXPECT_EQ(told.receive(), "ok");
  EXPECT_FALSE(told.transport.settled());
}

TEST(Settled, NotBehindABodyThatOnlyTheEndEnds) {
  Told told("HTTP/1.1 200 OK\r\n\r\nok");
  told.upstream.finishWriting();
  told.send("GET");
  told.transport.finishRequest({});
  EXPECT_EQ(told.receive(), "ok");
  EXPECT_FALSE(told.transport.settled());
}

TEST(Settled, NotBefore) {
  Told told(kOk);
  told.send("POST", 5) << "he" << std::flush;
  EXPECT_EQ(told.receive(), "ok");
  EXPECT_FALSE(told.transport.settled());
  EXPECT_EQ(told.transport.release(), nullptr) << "somebody still sends";
}

TEST(Settled, NotAfterAbort) {
  Told told(kOk);
  told.send("GET");
  told.transport.finishRequest({});
  EXPECT_EQ(told.receive(), "ok");
  told.transport.abort();
  EXPECT_EQ(told.transport.release(), nullptr);
}

}  // namespace
}  // namespace hop::client

namespace hop::http {
namespace {

using Poco::Net::HTTPRequest;
using Poco::Net::HTTPResponse;
using namespace std::chrono_literals;

HTTPResponse saying(const std::string& version, const std::string& connection) {
  HTTPResponse response(version, HTTPResponse::HTTP_OK, "OK");
  if (!connection.empty()) response.set("Connection", connection);
  return response;
}

TEST(Persistence, CloseWinsAndTheVersionDecidesTheRest) {
  EXPECT_TRUE(persists(saying("HTTP/1.1", "")));
  EXPECT_TRUE(persists(saying("HTTP/1.1", "x")));
  EXPECT_FALSE(persists(saying("HTTP/1.1", "keep-alive, CLOSE")));
  EXPECT_FALSE(persists(saying("HTTP/1.0", "")));
  EXPECT_TRUE(persists(saying("HTTP/1.0", "Keep-Alive")));
}

TEST(Persistence, HowLongIsANumberOrNothing) {
  const auto told = [](const std::string& value) {
    HTTPResponse response;
    response.set("Keep-Alive", value);
    return idleTimeOf(response);
  };
  EXPECT_EQ(told("timeout=5, max=9"), 5s);
  EXPECT_EQ(told("max=9, Timeout=7"), 7s);
  EXPECT_EQ(told("timeout=soon"), std::nullopt);
  EXPECT_EQ(told("timeout=-1"), std::nullopt);
  EXPECT_EQ(told("timeout=99999999999999999999"), std::nullopt);
  EXPECT_EQ(idleTimeOf(HTTPResponse()), std::nullopt);
}

TEST(Persistence, SomeMethodsMayArriveTwice) {
  for (const auto* method :
       {"GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE"}) {
    EXPECT_TRUE(isIdempotent(method)) << method;
  }
  for (const auto* method : {"POST", "PATCH", "LOCK", "get", ""}) {
    EXPECT_FALSE(isIdempotent(method)) << method;
  }
}

TEST(Movable, HandsItsFieldsOverAndKeepsItsStartLine) {
  Movable<HTTPRequest> from{HTTPRequest("PUT", "/a?b", "HTTP/1.0")};
  from.add("X-A", "1");
  from.add("X-A", "2");
  Movable<HTTPRequest> to{HTTPRequest("GET", "/", "HTTP/1.1")};
  to.add("X-Old", "1");
  to = std::move(from);
  EXPECT_EQ(to.getMethod() + to.getURI() + to.getVersion(), "PUT/a?bHTTP/1.0");
  EXPECT_EQ(to.size(), 2U);
  EXPECT_FALSE(to.has("X-Old"));
  HTTPResponse answer(HTTPResponse::HTTP_NOT_FOUND, "Gone away");
  answer.add("X-B", "3");
  HTTPResponse got;
  handOver(answer, got);
  EXPECT_EQ(got.getStatus(), HTTPResponse::HTTP_NOT_FOUND);
  EXPECT_EQ(got.getReason(), "Gone away");
  EXPECT_EQ(got.get("X-B"), "3");
}

}  // namespace
}  // namespace hop::http
