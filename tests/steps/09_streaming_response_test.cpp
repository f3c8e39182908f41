// SPDX-License-Identifier: MIT
// 09-streaming: what the upstream has said, the client hears, also when the
// upstream has not finished speaking. It never says more before the client has
// heard that, so a proxy that waits for more is found out without a clock.
#include "tests/support/ByHand.h"
#include "tests/support/Case.h"
#include "tests/support/Checks.h"

#include <sys/socket.h>

#include <vector>

namespace hop::test {
namespace {

using namespace std::chrono_literals;

const std::string kChunkedHead =
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

std::string chunk(const std::string& octets) {
  const std::string digits = "0123456789abcdef";
  const std::string size{digits[octets.size() / 16],
                         digits[octets.size() % 16]};
  return size + "\r\n" + octets + "\r\n";
}

/// "Begin" arrives although "End" has not been sent.
void requireBeginFirst(Stage& stage, const std::string& begin,
                       const std::string& end) {
  ByHand hand(stage);
  Client client = stage.connect();
  client.send(get());
  Connection upstream = hand.accept(client);
  promptHead(upstream);
  upstream.send(begin);
  const Message head = promptHead(client.connection());
  require(head.status() == 200, "status-wrong", head.startLine);
  BodyReader body(client.connection(), head);
  body.expect("Begin");
  upstream.send(end);
  body.expect("End");
  body.expectEnd();
}

CASE(Step09, R09_01, ChunkIsNotHeldBack) {
  requireBeginFirst(stage, kChunkedHead + chunk("Begin"),
                    chunk("End") + "0\r\n\r\n");
}

CASE(Step09, R09_02, BodyWithLengthIsNotHeldBack) {
  requireBeginFirst(stage, "HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\nBegin",
                    "End");
}

CASE(Step09, R09_03, HeadIsNotHeldBack) {
  for (const std::string framing :
       {"Content-Length: 5", "Transfer-Encoding: chunked"}) {
    onFreshStage([&framing](Stage& fresh) {
      ByHand hand(fresh);
      Client client = fresh.connect();
      client.send(get());
      Connection upstream = hand.accept(client);
      promptHead(upstream);
      upstream.send("HTTP/1.1 200 OK\r\n" + framing + "\r\n\r\n");
      const Message head = promptHead(client.connection());
      require(head.status() == 200, "status-wrong", head.startLine);
      const bool chunked = framing.starts_with("T");
      upstream.send(chunked ? chunk("hello") + "0\r\n\r\n" : "hello");
      BodyReader body(client.connection(), head);
      body.expect("hello");
      body.expectEnd();
    });
  }
}

CASE(Step09, R09_04, EventsArriveOneByOne) {
  ByHand hand(stage);
  Client client = stage.connect();
  client.send(get("/events", "Accept: text/event-stream\r\n"));
  Connection upstream = hand.accept(client);
  promptHead(upstream);
  const std::string type = "text/event-stream; charset=utf-8";
  upstream.send("HTTP/1.1 200 OK\r\nContent-Type: " + type + "\r\n\r\n");
  const Message head = promptHead(client.connection());
  requireField(head, "Content-Type", type);
  BodyReader body(client.connection(), head);
  for (const std::string n : {"1", "2", "3"}) {
    upstream.send("id: " + n + "\ndata: event " + n + "\n\n");
    body.expect("id: " + n + "\ndata: event " + n + "\n\n");
  }
  upstream.close();
  require(body.take(1, kPatience).empty(), "body-altered", "a fourth event");
  const bool closed = client.connection().closedWithin(0ms);
  require(body.ended() || closed, "stalled", "the end does not come");
}

CASE(Step09, R09_05, OctetByOctet) {
  constexpr int kOneByOne = 100;  // each is seen before the next is sent
  constexpr int kAll = 1'000;
  const std::string octets = pattern(kAll, 5);
  ByHand hand(stage);
  Client client = stage.connect();
  client.send(get());
  Connection upstream = hand.accept(client);
  promptHead(upstream);
  upstream.send(kChunkedHead);
  const Message head = promptHead(client.connection());
  BodyReader body(client.connection(), head);
  for (int i = 0; i < kOneByOne; ++i) {
    upstream.send(chunk(octets.substr(static_cast<std::size_t>(i), 1)));
    body.expect(octets.substr(static_cast<std::size_t>(i), 1));
  }
  for (int i = kOneByOne; i < kAll; ++i) {
    upstream.send(chunk(octets.substr(static_cast<std::size_t>(i), 1)));
  }
  body.expect(octets.substr(kOneByOne), kPatience);
  upstream.send("0\r\n\r\n");
  body.expectEnd();
}

CASE(Step09, R09_33, NextRequestIsNotAnEnd) {
  ByHand hand(stage);
  Client client = stage.connect();
  client.send(get("/first") + get("/second"));
  Connection first = hand.accept(client);
  promptHead(first);
  first.send(kChunkedHead + chunk("Begin"));
  const Message head = promptHead(client.connection());
  BodyReader body(client.connection(), head);
  body.expect("Begin");
  // Octets that wait at the client's connection are not the end of it.
  require(!first.closedWithin(kMoment), "connection-lost",
          "the first request was given up");
  first.send(chunk("End") + "0\r\n\r\n");
  body.expect("End");
  body.expectEnd();
  first.close();
  Connection second = hand.accept(client);
  require(promptHead(second).target() == "/second", "order-wrong",
          "another request came next");
  second.send(reply("", "second"));
  requireBody(client.completeResponse(), "second");
}

/// Fills everything between a writer and a reader that does not read.
/// @return the number of octets that went in.
std::size_t sendUntilBlocked(Connection& connection, std::size_t limit) {
  const std::string octets(65'536, 'x');
  std::size_t sent = 0;
  pollfd room{connection.descriptor(), POLLOUT, 0};
  while (sent < limit &&
         ::poll(&room, 1, static_cast<int>(kMoment.count())) == 1) {
    const auto n = ::send(connection.descriptor(), octets.data(), octets.size(),
                          MSG_NOSIGNAL | MSG_DONTWAIT);
    if (n < 0) break;
    sent += static_cast<std::size_t>(n);
  }
  return sent;
}

/// A client of an event source, and the source's end of it.
struct Subscription {
  Client client;
  Connection upstream;
  Message head{};

  void event(const std::string& octets) {
    upstream.send(octets);
    BodyReader(client.connection(), head).expect(octets);
  }
};

CASE(Step09, R09_40, OneStuckClientHarmsNobody) {
  constexpr std::size_t kClients = 50;
  constexpr std::size_t kFlood = 64UL * 1'024 * 1'024;  // no buffer holds it
  ByHand hand(stage);
  std::vector<Subscription> all;
  all.reserve(kClients);
  for (std::size_t i = 0; i < kClients; ++i) {
    Client client = stage.connect();
    client.send(get("/events/" + std::to_string(i)));
    Connection upstream = hand.accept(client);
    promptHead(upstream);
    upstream.send("HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n");
    all.push_back({std::move(client), std::move(upstream)});
    all[i].head = promptHead(all[i].client.connection());
    all[i].event("hello " + std::to_string(i));
  }
  require(sendUntilBlocked(all[0].upstream, kFlood) < kFlood, "memory-grown",
          "the stuck client's events are all taken in");
  for (int round = 0; round < 3; ++round) {
    for (std::size_t i = 1; i < kClients; ++i) {
      all[i].event("event " + std::to_string(i));
    }
  }
}

}  // namespace
}  // namespace hop::test
