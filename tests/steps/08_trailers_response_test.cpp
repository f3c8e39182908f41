// SPDX-License-Identifier: MIT
// 08-trailers: what the upstream sends after the last chunk reaches the client
// there, and never in the head (RFC 9110 section 6.5).
#include "tests/support/Case.h"
#include "tests/support/Checks.h"
#include "tests/support/HopByHop.h"
#include "tests/support/HostileUpstream.h"
#include "tests/support/Trailers.h"

namespace hop::test {
namespace {

/// "hello" with these fields in the head and these trailers.
std::string trailed(const std::string& fields, const std::string& trailers) {
  return "HTTP/1.1 200 OK\r\n" + fields + helloWith(trailers);
}

/// /plain is answered with these octets, everything else with a response that
/// has the trailer X-T: the control for cases in which nothing may arrive.
void respondPlainly(Stage& stage, const std::string& octets) {
  stage.upstream().respondWith([octets](const Message& request) {
    return request.target() == "/plain" ? octets : trailed("", "X-T: 1\r\n");
  });
}

void requireControl(Client& client) {
  const Message response = client.ask(get("/control"));
  requireBody(response, "hello");
  requireTrailer(response, "X-T", "1");
}

/// What the client receives; the body is "hello".
Message relayed(Stage& stage, const std::string& response) {
  const auto [received, request] = stage.exchange(get(), response);
  requireBody(received, "hello");
  return received;
}

CASE(Step08, R08_01, AnnouncedTrailer) {
  const Message response =
      relayed(stage, trailed("Trailer: X-T\r\n", "X-T: 1\r\n"));
  requireTrailer(response, "X-T", "1");
  requireField(response, "Trailer", "X-T");
  require(!response.has("X-T"), "trailer-leaked", "X-T stands in the head");
}

CASE(Step08, R08_02, TrailerWithoutAnnouncement) {
  const Message response =
      relayed(stage, trailed("", "X-T: 1\r\nGrpc-Status: 0\r\n"));
  requireTrailer(response, "X-T", "1");
  requireTrailer(response, "Grpc-Status", "0");
  require(!response.has("Trailer") && !response.has("X-T"), "field-invented",
          "the head: " + readable(response.rawHead));
}

CASE(Step08, R08_03, AnnouncementIsNoPromise) {
  const Message response =
      relayed(stage, trailed("Trailer: X-A, X-B\r\n", "X-A: 1\r\nX-C: 3\r\n"));
  requireTrailer(response, "X-A", "1");
  requireTrailer(response, "X-C", "3");
  require(response.trailers.size() == 2, "field-invented",
          std::to_string(response.trailers.size()) + " trailers");
  requireField(response, "Trailer", "X-A, X-B");
}

CASE(Step08, R08_04, AnnouncedAndNotSent) {
  respondPlainly(stage, trailed("Trailer: X-T\r\n", ""));
  Client client = stage.connect();
  const Message response = client.ask(get("/plain"));
  forwardedAt(stage, 0);
  requireBody(response, "hello");
  require(response.trailers.empty(), "field-invented", "a trailer came");
  requireControl(client);
}

CASE(Step08, R08_05, RepeatedTrailer) {
  const Message response =
      relayed(stage, trailed("", "X-T: 1\r\nX-U: 2\r\nX-T: 3\r\n"));
  const auto values = trailersNamed(response, "X-T");
  require(!values.empty(), "trailer-lost", "X-T did not arrive");
  require(values.size() == 2, "repeated-field-lost",
          "X-T arrived " + std::to_string(values.size()) + " times");
  require(values == std::vector<std::string>{"1", "3"}, "order-wrong",
          "X-T: " + values[0] + ", then " + values[1]);
}

CASE(Step08, R08_06, TrailersAfterAnEmptyBody) {
  const auto [response, request] =
      stage.exchange(get(),
                     "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                     "0\r\nX-T: 1\r\n\r\n");
  require(response.body.empty(), "body-altered", readable(response.body));
  requireTrailer(response, "X-T", "1");
  require(!response.has("Content-Length"), "framing-wrong",
          "the head: " + readable(response.rawHead));
}

CASE(Step08, R08_07, ClientNeedNotAskForTrailers) {
  stage.upstream().respond(trailed("", "X-T: 1\r\n"));
  for (const std::string fields : {"", "TE: trailers\r\nConnection: TE\r\n"}) {
    const Message response = stage.ask(get("/", fields));
    forwardedAt(stage, 0);
    requireBody(response, "hello");
    requireTrailer(response, "X-T", "1");
  }
}

CASE(Step08, R08_08, OldClientGetsTheBodyOnly) {
  respondPlainly(stage, trailed("Trailer: X-T\r\n", "X-T: 1\r\n"));
  Client client = stage.connect();
  const Message response = client.ask("GET /plain HTTP/1.0\r\n\r\n");
  forwardedAt(stage, 0);
  requireBody(response, "hello");
  require(!response.has("Transfer-Encoding"), "framing-wrong",
          "chunks for HTTP/1.0: " + readable(response.rawHead));
  client.requireClosed();
  Client modern = stage.connect();
  requireControl(modern);
}

CASE(Step08, R08_09, HeadHasNoTrailers) {
  respondPlainly(stage,
                 "HTTP/1.1 200 OK\r\nTrailer: X-T\r\n"
                 "Transfer-Encoding: chunked\r\n\r\n");
  Client client = stage.connect();
  const Message response =
      client.ask("HEAD /plain HTTP/1.1\r\nHost: t\r\n\r\n");
  forwardedAt(stage, 0);
  require(response.status() == 200, "status-wrong", response.startLine);
  requireControl(client);
}

CASE(Step08, R08_10, FieldsThatMustNotComeLate) {
  const auto forbidden = {"Content-Length",
                          "Transfer-Encoding",
                          "Host",
                          "Connection",
                          "Keep-Alive",
                          "Upgrade",
                          "Trailer",
                          "TE",
                          "Set-Cookie",
                          "Content-Type",
                          "Content-Encoding",
                          "Content-Range",
                          "Authorization",
                          "Proxy-Authenticate",
                          "Proxy-Authorization",
                          "WWW-Authenticate",
                          "Cache-Control",
                          "Expires",
                          "Age"};
  std::string trailers = "X-T: 1\r\n";
  for (const std::string name : forbidden) trailers += name + ": 7\r\n";
  const Message response = relayed(stage, trailed("", trailers + "X-U: 2\r\n"));
  requireTrailer(response, "X-T", "1");
  requireTrailer(response, "X-U", "2");
  for (const std::string name : forbidden) {
    requireNoTrailer(response, name);
    require(response.value(name) != "7", "trailer-leaked",
            name + " was merged into the head");
  }
}

CASE(Step08, R08_11, TrailerThatConnectionNames) {
  const Message response = relayed(
      stage,
      trailed("Connection: x-hop\r\n", "X-Hop: 1\r\nX-T: 1\r\nX-Hop: 2\r\n"));
  requireTrailer(response, "X-T", "1");
  requireNoTrailer(response, "X-Hop");
}

/// The end of a chunked response is not an end with trailers like these.
void requireNoEnd(const std::string& trailers) {
  onFreshStage([&trailers](Stage& stage) {
    requireCut(stage, trailed("", trailers), Then::GoesOn);
  });
}

/// Or it was read as a recipient may read it, and passed on as it should be.
void requireNoEndOrRepaired(const std::string& trailers,
                            void (*repaired)(const Message& response)) {
  onFreshStage([&](Stage& stage) {
    respondHostile(stage, trailed("", trailers));
    Client client = stage.connect();
    client.send(get("/hostile"));
    const auto response = client.connection().readMessage(kNoticed, "GET");
    if (!response || !response->complete || response->status() != 200) {
      return requireVisible(client, response);
    }
    repaired(*response);
    requireOthersServed(stage);
  });
}

CASE(Step08, R08_12, MalformedTrailers) {
  for (const std::string trailers :
       {"no field line\r\n", "X A: 1\r\n", "X-A : 1\r\n", ": 1\r\n",
        "X-A: a\rb\r\n"}) {
    requireNoEnd(trailers);
  }
  // A bare LF may end a line of fields (RFC 9112 section 2.2).
  requireNoEndOrRepaired("X-A: 1\nX-B: 2\r\n", [](const Message& response) {
    requireTrailer(response, "X-A", "1");
    requireTrailer(response, "X-B", "2");
  });
  // A fold may become blanks (RFC 9112 section 5.2).
  requireNoEndOrRepaired("X-A: 1\r\n 2\r\n", [](const Message& response) {
    std::string value;
    for (const auto& one : trailersNamed(response, "X-A")) value += one;
    std::erase(value, ' ');
    require(value == "12", "truncation-hidden", "folded: " + readable(value));
  });
}

CASE(Step08, R08_19, ChunkExtensions) {
  const Message response =
      relayed(stage,
              "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
              "2;ext=yes\r\nhe\r\n3;ext=\"a;b\" ; more\r\nllo\r\n"
              "0;ext\r\nX-T: 1\r\n\r\n");
  requireTrailer(response, "X-T", "1");
  const std::string seen = stage.lanes().text(Lane::ClientReceived);
  require(seen.find("ext") == std::string::npos, "hop-by-hop-leaked",
          "an extension crossed the proxy: " + readable(seen));
}

CASE(Step08, R08_20, TooManyTrailers) {
  std::string many;
  for (int i = 0; i < 2'000; ++i) {
    many += "X-" + std::to_string(i) + ": " + std::string(40, 'v') + "\r\n";
  }
  requireNoEnd(many);
  requireNoEnd("X-T: " + std::string(100'000, 'v') + "\r\n");
}

CASE(Step08, R08_25, EndWithoutTrailers) {
  respondPlainly(stage,
                 "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                 "1\r\nh\r\n3\r\nell\r\n1\r\no\r\n0\r\n\r\n");
  Client client = stage.connect();
  const Message response = client.ask(get("/plain"));
  forwardedAt(stage, 0);
  requireBody(response, "hello");
  require(response.has("Transfer-Encoding") && !response.has("Content-Length"),
          "framing-wrong", readable(response.rawHead));
  const std::string seen = stage.lanes().text(Lane::ClientReceived);
  require(seen.ends_with("\r\n0\r\n\r\n"), "framing-wrong",
          "the end of it: " + readable(seen.substr(seen.size() - 12)));
  requireControl(client);
}

}  // namespace
}  // namespace hop::test
