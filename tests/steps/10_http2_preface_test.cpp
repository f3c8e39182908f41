// SPDX-License-Identifier: MIT
// 10-http2: HTTP/2 on a clear port begins with a preface, and with SETTINGS.
#include "tests/support/Case.h"
#include "tests/support/Checks.h"
#include "tests/support/http2/Http2Checks.h"

#include <thread>

namespace hop::test {
namespace {

using namespace std::chrono_literals;

CASE(Step10, R10_06, PriorKnowledge) {
  Http2Client client = stage.http2Client();
  const Message response = client.ask(h2Get("/p?q=1"));
  requireStatus(response, 200);
  requireBody(response, "ok");
  require(stage.forwarded().target() == "/p?q=1", "target-wrong",
          stage.forwarded().startLine);
  // HTTP/1.1 is still spoken on the same port, and the preface may drip.
  require(stage.ask(get()).startLine.starts_with("HTTP/1.1 200"),
          "status-wrong", "HTTP/1.1 is gone");
  Connection slow = Connection::open("127.0.0.1", stage.proxy().port());
  slow.sendInPieces(kPreface, 5);
  slow.send(octetsOf(settingsFrame({})));
  require(slow.await(9, kPatience), "no-response", "no SETTINGS");
  require(numberAt(slow.unread(), 3, 1) == 4, "frame-wrong",
          "a preface in pieces is answered with: " + readable(slow.unread()));
}

CASE(Step10, R10_07, UpgradeToH2cIsNoWay) {
  stage.http2Client();  // HTTP/2 is spoken; just not like this
  Client client = stage.connect();
  client.send(get("/p",
                  "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n"
                  "HTTP2-Settings: AAMAAABkAAQAAP__\r\nX-Keep: 1\r\n"));
  const Message response = client.completeResponse();
  require(response.startLine.starts_with("HTTP/1.1 200"), "status-wrong",
          response.startLine);
  require(response.interim.empty(), "interim-lost", "101 for h2c");
  requireStripped(stage.forwarded(), {"Upgrade", "HTTP2-Settings"});
}

CASE(Step10, R10_08, SettingsComeFirst) {
  Http2Client client = stage.http2Client();
  const Frame& first = client.frames().front();
  require(first.is(FrameType::Settings) && !first.has(kAck), "frame-wrong",
          "the first frame is " + describe(first));
  require(client.setting(kMaxConcurrentStreams, 0) == 100, "frame-wrong",
          "MAX_CONCURRENT_STREAMS is not 100: " + describe(first));
  require(client.setting(kMaxHeaderListSize, 0) > 0, "frame-wrong",
          "no MAX_HEADER_LIST_SIZE: " + describe(first));
  require(client.setting(kEnablePush, 2) == 2, "frame-wrong",
          "a server does not speak of push: " + describe(first));
  require(client.setting(kInitialWindowSize, 0) <= 0x7fffffffU, "frame-wrong",
          "INITIAL_WINDOW_SIZE is too large: " + describe(first));
  require(client.until([&] { return client.acknowledged(); }), "frame-wrong",
          "our SETTINGS are not acknowledged");
  onFreshStage([](Stage& fresh) {
    fresh.options({"--limit", "streams=7"});
    Http2Client other = fresh.http2Client();
    require(other.setting(kMaxConcurrentStreams, 0) == 7, "frame-wrong",
            "--limit streams=7 is not said in SETTINGS");
  });
}

/// A connection on which these octets are sent, and then nothing.
void requireClosedInTime(Stage& stage, const std::string& octets) {
  Connection slow = Connection::open("127.0.0.1", stage.proxy().port());
  slow.send(octets);
  require(slow.closedWithin(kPatience), "timeout-wrong",
          "still open after: " + readable(octets));
}

CASE(Step10, HX15, PrefaceThatDoesNotEnd) {
  stage.options(
      {"--timeout", "request-head=300ms", "--timeout", "client-idle=300ms"});
  requireServingBoth(stage);
  requireClosedInTime(stage, std::string(kPreface.substr(0, 3)));
  requireClosedInTime(stage, std::string(kPreface.substr(0, 20)));
  onFreshStage([](Stage& fresh) {
    fresh.options({"--self-signed", "--timeout", "request-head=300ms",
                   "--timeout", "client-idle=300ms"});
    requireClosedInTime(fresh, "");
    requireClosedInTime(fresh, "\x16\x03\x01");  // a handshake begins
    Http2Client client = fresh.http2TlsClient();
    requireStatus(client.ask(overTls(h2Get())), 200);
  });
}

CASE(Step10, HT73, PrefaceThenGarbage) {
  Http2Client client = stage.http2Client();
  client.sendOctets(std::string(50, '\xff'), "50 times FF");
  requireConnectionError(client, {kProtocolError, kFrameSizeError});
  stage.requireNothingForwarded();
  requireBothServedOnly(stage);
}

/// What follows the 24 octets of the preface, or stands in their place.
void requireNoHttp2(Stage& stage, const std::string& octets) {
  Http2Client client(Connection::open("127.0.0.1", stage.proxy().port()),
                     stage.lanes());
  client.sendOctets(octets, readable(octets, 60));
  require(client.connection().closedWithin(kPatience), "connection-kept",
          "open after " + readable(octets, 60));
  const std::string& answer = client.connection().unread();
  require(answer.find(" 200 ") == answer.npos, "not-refused",
          readable(answer, 200));
  stage.requireNothingForwarded();
}

CASE(Step10, HX30, WrongPreface) {
  stage.options({"--timeout", "request-head=500ms"});
  stage.http2Client();  // with the right one it is spoken
  const std::string preface(kPreface);
  const std::string settings = octetsOf(settingsFrame({}));
  const std::string request =
      octetsOf(headersFrame(1, hpackLiterals(h2Get()), true));
  requireNoHttp2(stage, "PRI * HTTP/2.0\r\n\r\nXX\r\n\r\n" + settings);
  requireNoHttp2(stage, "PRI * HTTP/2.1\r\n\r\nSM\r\n\r\n" + settings);
  requireNoHttp2(stage, "PRI / HTTP/2.0\r\n\r\nSM\r\n\r\n" + settings);
  requireNoHttp2(stage, "INVALID CONNECTION PREFACE\r\n\r\n");
  // The first frame must be SETTINGS, and no acknowledgement.
  requireNoHttp2(stage, preface + request);
  requireNoHttp2(stage, preface + octetsOf(pingFrame("12345678")) + request);
  requireNoHttp2(stage, preface + octetsOf(settingsAck()) + request);
  requireBothServedOnly(stage);
}

}  // namespace
}  // namespace hop::test
