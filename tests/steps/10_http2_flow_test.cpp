// SPDX-License-Identifier: MIT
// 10-http2: flow control. Nobody gets more than he has asked for, and whoever
// does not take his share holds up nobody else (RFC 9113 section 5.2).
#include "tests/support/ByHand.h"
#include "tests/support/Case.h"
#include "tests/support/Checks.h"
#include "tests/support/http2/Http2Checks.h"

namespace hop::test {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t kHundredMiB = 100UL * 1'024 * 1'024;
constexpr long kBudgetKiB = 20L * 1'024;
constexpr std::size_t kPiece = 65'536;

/// Answers /big with 100 MiB as fast as they are taken, the rest with "ok".
void respondBig(Stage& stage) {
  stage.upstream().script([&stage](Connection& connection) {
    const std::string piece = pattern(kPiece);
    while (const auto request = stage.upstream().take(connection, 20s)) {
      if (request->target() != "/big") {
        connection.send(reply());
        continue;
      }
      connection.send("HTTP/1.1 200 OK\r\nContent-Length: " +
                      std::to_string(kHundredMiB) + "\r\n\r\n");
      for (std::size_t i = 0; i < kHundredMiB / kPiece; ++i) {
        if (!connection.send(piece)) return;
      }
    }
  });
}

CASE(Step10, R10_32, ClientThatTakesNothing) {
  respondBig(stage);
  Http2Client client = stage.http2Client({{kInitialWindowSize, 0}});
  const long before = stage.proxy().residentKiB().value_or(0);
  client.giveCredit(false);
  const auto big = client.request(h2Get("/big"));
  client.promptHead(big);
  client.listen(2 * kMoment);
  requireEvents(client.stream(big).events, "H");
  requireMemory(stage, before, kBudgetKiB);
  const auto small = client.request(h2Get("/small"));
  client.send(windowUpdate(small, 100));
  requireBody(client.response(small), "ok");
  requireServingBoth(stage);
  client.send(windowUpdate(big, 1'000));
  client.expectBody(big, pattern(1'000));
  client.send(resetFrame(big, kCancel));
  requireMemory(stage, before, kBudgetKiB);
}

CASE(Step10, R10_33, UpstreamThatTakesNothing) {
  ByHand hand(stage);
  Http2Client client = stage.http2Client();
  const long before = stage.proxy().residentKiB().value_or(0);
  const std::string piece = pattern(kPiece, 3);
  const auto id = client.open(h2Request("POST", "/p"));
  std::size_t sent = client.sendWithinWindow(id, "Begin");
  Connection upstream = hand.accept();
  const Message head = promptHead(upstream);
  BodyReader body(upstream, head);
  body.expect("Begin");
  while (sent < kHundredMiB) {
    const auto more = client.sendWithinWindow(id, piece, false, 2 * kMoment);
    sent += more;
    if (more < piece.size()) break;
  }
  require(sent < kHundredMiB, "window-wrong",
          "the client never has to wait: somebody holds it all");
  requireMemory(stage, before, kBudgetKiB);
  const auto other = client.request(h2Get("/other"));  // is not held up
  Connection second = hand.accept();
  promptHead(second);
  second.send(reply());
  requireBody(client.response(other), "ok");
  const auto window = client.window(id);
  for (std::size_t i = 0; i < sent / kPiece / 2; ++i) {
    body.expect(piece, kPatience);
  }
  require(client.until([&] { return client.window(id) > window; }),
          "window-wrong", "the upstream reads, and no credit comes");
}

CASE(Step10, HX01, WindowOfOneOctet) {
  constexpr std::size_t kSize = 2'000;
  const std::string body = pattern(kSize, 5);
  stage.upstream().respond(reply("", body));
  Http2Client client = stage.http2Client({{kInitialWindowSize, 1}});
  client.giveCredit(false);
  const auto id = client.request(h2Get());
  for (std::size_t i = 1; i <= kSize; ++i) {
    client.expectBody(id, body.substr(0, i));
    if (i < kSize) client.send(windowUpdate(id, 1));
  }
  requireBody(client.response(id), body);
  // And a megabyte, in the windows that come of themselves.
  onFreshStage([](Stage& fresh) {
    const std::string big = pattern(1'000'000, 6);
    fresh.upstream().respond(reply("", big));
    Http2Client usual = fresh.http2Client();
    requireBody(usual.ask(h2Get()), big);
  });
}

CASE(Step10, HX03, WindowThatShrinksBelowZero) {
  constexpr std::size_t kFirst = 100;
  const std::string body = pattern(300, 8);
  stage.upstream().respond(reply("", body));
  Http2Client client = stage.http2Client({{kInitialWindowSize, kFirst}});
  client.giveCredit(false);
  const auto id = client.request(h2Get());
  client.expectBody(id, body.substr(0, kFirst));
  client.send(settingsFrame({{kInitialWindowSize, 200}}));
  client.expectBody(id, body.substr(0, 200));
  // All 200 are used up; with 100 the window is at -100, and 150 of credit
  // make 50 octets.
  client.send(settingsFrame({{kInitialWindowSize, 100}}));
  client.send(windowUpdate(id, 150));
  client.expectBody(id, body.substr(0, 250));
  client.listen(kMoment);
  require(client.stream(id).body.size() == 250, "window-wrong",
          std::to_string(client.stream(id).body.size()) +
              " octets came of 250 that were allowed");
  client.send(windowUpdate(id, 50));
  requireBody(client.response(id), body);
}

CASE(Step10, HX11, PaddingIsNoBody) {
  ByHand hand(stage);
  Http2Client client = stage.http2Client();
  const std::string body = pattern(100'000, 4);
  const auto id = client.open(h2Request("POST", "/p"));
  const auto upload = [&] {
    for (std::size_t at = 0; at < body.size(); at += 1'000) {
      const auto frame = paddedData(id, body.substr(at, 1'000), 255,
                                    at + 1'000 >= body.size());
      const auto size = static_cast<std::int64_t>(frame.payload.size());
      // Padding counts for the windows; without credit for it this ends.
      const bool room = client.until([&] {
        return client.window(id) >= size && client.window(0) >= size;
      });
      require(room, "window-wrong", "no credit for padding");
      client.send(frame);
    }
  };
  upload();
  Connection upstream = hand.accept();
  const auto request = upstream.readMessage(kPatience);
  require(request && request->complete, "not-forwarded", "no whole request");
  requireBody(*request, body);
  upstream.send(reply());
  requireStatus(client.response(id), 200);
}

CASE(Step10, HT68, WindowThatOverflows) {
  Http2Client client = stage.http2Client();
  client.send(windowUpdate(0, 0x7fffffff));
  requireConnectionError(client, {kFlowControlError});
  Http2Client other = stage.http2Client();
  const auto id = other.open(h2Request("POST", "/p"));
  other.send(windowUpdate(id, 0x7fffffff));
  requireRefusal(other, id, {{kFlowControlError}, {}});
  Http2Client third = stage.http2Client();
  third.send(settingsFrame({{kInitialWindowSize, 0x80000000U}}));
  requireConnectionError(third, {kFlowControlError});
  requireServingBoth(stage);
}

}  // namespace
}  // namespace hop::test
