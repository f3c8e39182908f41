// SPDX-License-Identifier: MIT
// 08: what is no response head is not passed on as one: the client gets 502
// (RFC 9110 section 15.6.3), and the proxy goes on.
#include "tests/support/Case.h"
#include "tests/support/Checks.h"
#include "tests/support/HostileUpstream.h"

namespace hop::test {
namespace {

using namespace std::chrono_literals;

/// A response whose head has this line among good ones.
std::string withLine(const std::string& line) {
  return "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n" + line +
         "\r\nX-Keep: 1\r\n\r\nhello";
}

std::string withStatusLine(const std::string& line) {
  return line + "\r\nContent-Length: 5\r\n\r\nhello";
}

CASE(Step08, UR45, SwitchThatNobodyAskedFor) {
  requireBadGateway(
      stage,
      "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\n"
      "Upgrade: foo\r\n\r\nxx");
}

CASE(Step08, UR50, StatusOfFourDigits) {
  requireBadGateway(stage, withStatusLine("HTTP/1.1 1000 X"));
}

/// A recipient may look for words and take any blank for the one that belongs
/// there (RFC 9112 section 4). What it sends has the right one.
void requireRefusedOrRepaired(Stage& stage, const std::string& octets) {
  respondHostile(stage, octets);
  Client client = stage.connect();
  const Message response = askHostile(stage, client);
  if (response.status() == 200) {
    require(response.startLine == "HTTP/1.1 200 OK", "malformed-response",
            readable(response.startLine));
    requireBody(response, "hello");
  } else {
    require(response.status() == 502, "not-refused", response.startLine);
  }
  requireOwnAnswers(stage, client);
}

CASE(Step08, UR51, StatusLineThatIsNone) {
  for (const std::string line :
       {"HTTP/1.1 abc X", "HTTP/1.1 2x0 X", "HTTP/1.1 20 X", "HTTP/1.1 099 X",
        "http/1.1 200 OK", "HTTP/1.1200 OK"}) {
    onFreshStage([&line](Stage& fresh) {
      requireBadGateway(fresh, withStatusLine(line));
    });
  }
  for (const std::string line : {"HTTP/1.1  200 OK", "HTTP/1.1\t200 OK"}) {
    onFreshStage([&line](Stage& fresh) {
      requireRefusedOrRepaired(fresh, withStatusLine(line));
    });
  }
}

CASE(Step08, UR53, NothingAfterTheStatus) {
  respondHostile(stage, withStatusLine("HTTP/1.1 200"));
  Client client = stage.connect();
  const Message response = askHostile(stage, client);
  require(response.status() == 200, "status-wrong", response.startLine);
  requireBody(response, "hello");
  requireOwnAnswers(stage, client);
}

CASE(Step08, UR55, PageWithoutAHead) {
  requireBadGateway(stage, "<html>hello</html>", Then::Closes);
}

CASE(Step08, UR56, UpstreamThatSpeaksHttp2) {
  using namespace std::string_literals;
  requireBadGateway(
      stage, "\x00\x00\x06\x04\x00\x00\x00\x00\x00\x00\x03\x00\x00\x00\x64"s,
      Then::Closes);
}

/// 502, or the response without that fault: @p tolerated says what has become
/// of the line.
void requireRepairedOrRefused(Stage& stage, const std::string& line,
                              bool (*tolerated)(const Message& response)) {
  respondHostile(stage, withLine(line));
  Client client = stage.connect();
  const Message response = askHostile(stage, client);
  if (response.status() != 502) {
    require(response.status() == 200, "status-wrong", response.startLine);
    requireBody(response, "hello");
    requireField(response, "X-Keep", "1");
    require(tolerated(response), "not-refused", readable(response.rawHead));
  }
  requireOwnAnswers(stage, client);
}

CASE(Step08, UR58, FoldedLine) {
  requireRepairedOrRefused(stage, "X-A: 1\r\n 2", [](const Message& response) {
    return response.value("X-A") == "1 2";
  });
}

CASE(Step08, UR60, BlankInAName) {
  requireRepairedOrRefused(stage, "X A: 1", [](const Message& response) {
    return !response.has("A") && !response.has("X") && !response.has("XA");
  });
}

CASE(Step08, UR61, ControlCharacterInAValue) {
  using namespace std::string_literals;
  for (const auto& line : {"X-A: a\x00z"s, "X-A: a\rz"s}) {
    onFreshStage([&line](Stage& fresh) {
      requireRepairedOrRefused(fresh, line, [](const Message& response) {
        return response.value("X-A") == "a z";
      });
    });
  }
}

CASE(Step08, UR63, LineWithoutAColon) {
  requireRepairedOrRefused(stage, "nocolon", [](const Message& response) {
    return response.rawHead.find("nocolon") == std::string::npos;
  });
}

/// Refused before all of it is held: the proxy does not grow by more than a
/// few heads.
void requireBounded(Stage& stage, const std::string& lines) {
  constexpr long kBudgetKiB = 16L * 1'024;
  const long before = stage.proxy().residentKiB().value_or(0);
  requireBadGateway(stage, withLine(lines));
  const long now = stage.proxy().residentKiB().value_or(0);
  require(now - before <= kBudgetKiB, "memory-grown",
          "resident: " + std::to_string(before) + " KiB, then " +
              std::to_string(now) + " KiB");
}

CASE(Step08, UR65, HugeField) {
  requireBounded(stage, "X-A: " + std::string(2'097'152, 'x'));
}

CASE(Step08, UR66, TooManyFields) {
  std::string lines = "X-0: v";
  for (int i = 1; i < 20'000; ++i) {
    lines += "\r\nX-" + std::to_string(i) + ": v";
  }
  requireBounded(stage, lines);
}

CASE(Step08, UR68, SeveralCookies) {
  respondHostile(
      stage,
      reply("Set-Cookie: a=1\r\nX-Keep: 1\r\nSet-Cookie: b=2\r\n", "hello"));
  Client client = stage.connect();
  const Message response = askHostile(stage, client);
  require(response.status() == 200, "status-wrong", response.startLine);
  requireBody(response, "hello");
  const auto cookies = response.all("Set-Cookie");
  require(!cookies.empty(), "field-lost", "Set-Cookie did not arrive");
  require(cookies == std::vector<std::string>{"a=1", "b=2"},
          "repeated-field-lost", "Set-Cookie: " + response.value("Set-Cookie"));
  requireOwnAnswers(stage, client);
}

CASE(Step08, UR73, HangUp) {
  requireBadGateway(stage, "", Then::Closes);
}

CASE(Step08, UR75, HalfAHead) {
  requireBadGateway(stage, "HTTP/1.1 200 OK\r\nContent-Le", Then::Closes);
}

}  // namespace
}  // namespace hop::test
