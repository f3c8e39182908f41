// SPDX-License-Identifier: MIT
// 08-trailers: what a strict HTTP/1.1 layer of our own brings beside trailers.
#include "tests/support/Case.h"
#include "tests/support/Checks.h"
#include "tests/support/Hostile.h"
#include "tests/support/HostileUpstream.h"
#include "tests/support/ReservedPort.h"
#include "tests/support/Trailers.h"

#include <netdb.h>
#include <sys/socket.h>
#include <unistd.h>

#include <vector>

namespace hop::test {
namespace {

const std::string kWord = "=?utf-8?q?caf=C3=A9?=";
const std::string kObsText =
    "a\xff"
    "b\x80";

/// @throws CaseFailed("field-lost") or CaseFailed("value-altered").
void requireOctets(const Message& message, const std::string& name,
                   const std::string& value) {
  require(message.has(name), "field-lost", name + " did not arrive");
  require(message.value(name) == value, "value-altered",
          name + " was " + readable(value) + " and arrived as " +
              readable(message.value(name)));
}

/// The value crosses in the heads of both directions.
void requireUnchanged(Stage& stage, const std::string& value) {
  const std::string field = "X-A: " + value + "\r\n";
  const auto [response, request] =
      stage.exchange(get("/", field), reply(field));
  requireOctets(request, "X-A", value);
  requireOctets(response, "X-A", value);
}

CASE(Step08, R04_29, WordsAreNotDecoded) {
  requireUnchanged(stage, kWord);
}

CASE(Step08, R04_30, OctetsAboveAscii) {
  requireUnchanged(stage, kObsText);
}

CASE(Step08, R08_21, ValuesInHeadsAndTrailers) {
  const std::string fields = "X-A: " + kWord + "\r\nX-B: " + kObsText + "\r\n";
  const std::string trailers =
      "X-C: " + kWord + "\r\nX-D: " + kObsText + "\r\n";
  const auto [response, request] = stage.exchange(
      "POST /p HTTP/1.1\r\nHost: t\r\n" + fields + helloWith(trailers),
      "HTTP/1.1 200 OK\r\n" + fields + helloWith(trailers));
  for (const Message& message : {request, response}) {
    requireBody(message, "hello");
    requireOctets(message, "X-A", kWord);
    requireOctets(message, "X-B", kObsText);
    requireTrailer(message, "X-C", kWord);
    requireTrailer(message, "X-D", kObsText);
  }
}

CASE(Step08, R08_22, ExactlyOneHost) {
  requireRefused(stage, {"GET / HTTP/1.1\r\n\r\n", kGet + "Host: t\r\n\r\n",
                         kGet + "host: other\r\n\r\n",
                         "GET / HTTP/1.1\r\nX-Host: t\r\nX-Keep: 1\r\n\r\n"});
}

CASE(Step08, R08_23, LengthsThatContradict) {
  for (const std::string fields :
       {"Content-Length: 5\r\nContent-Length: 3\r\n", "Content-Length: abc\r\n",
        "Content-Length: 5abc\r\n", "Content-Length: 5, 3\r\n"}) {
    onFreshStage([&fields](Stage& fresh) {
      requireBadGateway(fresh, "HTTP/1.1 200 OK\r\n" + fields + "\r\nhello");
    });
  }
  const auto reused = respondHostile(
      stage, "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n" + helloWith(""));
  Client client = stage.connect();
  const Message response = askHostile(stage, client);
  if (response.status() != 502) {
    require(response.status() == 200, "status-wrong", response.startLine);
    requireBody(response, "hello");
    require(response.value("Content-Length") != "3", "framing-wrong",
            "the wrong length passed: " + readable(response.rawHead));
  }
  requireOwnAnswers(stage, client);
  requireNotReused(reused);
}

/// What does not fit into the socket buffers of one connection.
const std::string kBig(1'048'576, 'x');

/// The whole request is sent before the response is read: a reset that
/// overtakes the response would lose it.
void requireReadable(Client& client, const std::string& request,
                     const std::vector<int>& statuses) {
  client.send(request);
  const auto response = client.connection().readMessage(kPatience, "POST");
  require(response && response->complete, "response-lost",
          "the response to a request that was not read cannot be read");
  require(response->status() / 100 != 2, "not-refused", response->startLine);
  requireLastAnswer(client, *response, statuses);
}

/// The same for a request that is as it should be. Who reads its body after all
/// may go on: the next octets are the next request (RFC 9112 section 9.3).
void requireReadOrClosed(Stage& stage, const std::string& request) {
  Client client = stage.connect();
  client.send(request);
  const auto response = client.connection().readMessage(kPatience, "POST");
  require(response && response->complete, "response-lost",
          "the response to a request that was not read cannot be read");
  if (connectionNames(*response, "close")) {
    return requireLastAnswer(client, *response, {404});
  }
  require(response->status() == 404, "status-wrong", response->startLine);
  const Message next = client.ask(get("/elsewhere"));
  require(next.status() == 404, "body-parsed-as-request", next.startLine);
  client.requireSilence();
}

CASE(Step08, R08_24, RefusalOfABodyThatNobodyReads) {
  stage.options({"--strip-prefix", "/shop"});
  for (const auto& body : {kBig, kBig.substr(0, 100)}) {
    const std::string length =
        "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n";
    Client nobody = stage.connect();
    requireReadable(nobody, "POST /shop/p HTTP/1.1\r\n" + length + body, {400});
    requireReadOrClosed(stage,
                        "POST /p HTTP/1.1\r\nHost: t\r\n" + length + body);
  }
  stage.requireNothingForwarded();
}

// Nobody reads this body, because nobody listens to it.
CASE(Step08, R01_14, ResponseToABigBodyForNobody) {
  const ReservedPort nobody;
  stage.upstreamUrl(nobody.url());
  Client client = stage.connect();
  client.send(post(std::string(10 * kBig.size(), 'x')));
  const auto response = client.connection().readMessage(kPatience, "POST");
  require(response && response->complete, "response-lost",
          "the response to a body that was not read cannot be read");
  require(response->status() == 502, "status-wrong", response->startLine);
}

CASE(Step08, R01_09, EmptyLineBeforeARequest) {
  Client client = stage.connect();
  client.send("\r\n" + get("/first"));
  const Message first = client.completeResponse();
  require(forwardedAt(stage, 0).target() == "/first", "target-wrong",
          forwardedAt(stage, 0).startLine);
  require(first.status() == 200, "status-wrong", first.startLine);
  // Old clients sent one after a body, too.
  client.send(post("hello") + "\r\n" + get("/third"));
  client.completeResponse();
  requireBody(forwardedAt(stage, 1), "hello");
  const Message third = client.completeResponse();
  require(third.status() == 200, "status-wrong", third.startLine);
}

/// True when "localhost" stands for that address, too.
bool localhostIs(const std::string& address) {
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_ADDRCONFIG;
  addrinfo* found = nullptr;
  if (::getaddrinfo("localhost", nullptr, &hints, &found) != 0) return false;
  bool is = false;
  for (const addrinfo* one = found; one != nullptr; one = one->ai_next) {
    char text[NI_MAXHOST] = "";
    ::getnameinfo(one->ai_addr, one->ai_addrlen, text, sizeof text, nullptr, 0,
                  NI_NUMERICHOST);
    is = is || address == text;
  }
  ::freeaddrinfo(found);
  return is;
}

/// A port of an address that is taken and does not listen; nothing when
/// somebody else has it.
class TakenPort final {
 public:
  TakenPort(const std::string& host, std::uint16_t port) {
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = AI_NUMERICHOST;
    addrinfo* found = nullptr;
    if (::getaddrinfo(host.c_str(), std::to_string(port).c_str(), &hints,
                      &found) != 0) {
      return;
    }
    socket_ = ::socket(found->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    taken_ = ::bind(socket_, found->ai_addr, found->ai_addrlen) == 0;
    ::freeaddrinfo(found);
  }
  ~TakenPort() {
    if (socket_ >= 0) ::close(socket_);
  }
  TakenPort(const TakenPort&) = delete;
  TakenPort& operator=(const TakenPort&) = delete;
  explicit operator bool() const { return taken_; }

 private:
  int socket_ = -1;
  bool taken_ = false;
};

/// A name that stands for both addresses, of which only one listens.
/// @return false when the port of the other address belongs to somebody else.
bool requireReached(const std::string& host, const std::string& other) {
  bool done = false;
  onFreshStage([&](Stage& stage) {
    stage.upstreamHost(host);
    const auto port = stage.upstream().port();
    const TakenPort silent(other, port);
    if (!silent) return;
    stage.upstreamUrl("http://localhost:" + std::to_string(port));
    const auto [response, request] = stage.exchange(get());
    require(response.status() == 200, "status-wrong",
            "only " + host + " listens: " + response.startLine);
    done = true;
  });
  return done;
}

// Whichever of the two a resolver puts first, in one of the two rounds it is
// the one that refuses. Where the name has one address, nothing can refuse.
CASE(Step08, E_14, NextAddressOfAName) {
  const std::string four = "127.0.0.1";
  const std::string six = "::1";
  const bool several = localhostIs(four) && localhostIs(six);
  constexpr int kTries = 10;  // a port that is free on both is found soon
  int tries = 0;
  while (localhostIs(four) && !requireReached(four, six) && ++tries < kTries) {
  }
  while (several && !requireReached(six, four) && ++tries < kTries) {
  }
}

}  // namespace
}  // namespace hop::test
