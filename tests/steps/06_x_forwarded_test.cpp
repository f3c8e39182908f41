// SPDX-License-Identifier: MIT
// 06-x-forwarded: the upstream learns who asked, and for what.
#include "tests/support/Case.h"
#include "tests/support/Checks.h"

namespace hop::test {
namespace {

const std::string kKeep = "X-Keep: 1\r\n";
const std::string kClient = "127.0.0.1";

/// What the upstream receives when the client sends these fields and X-Keep.
Message forwardedWith(Stage& stage, const std::string& fields) {
  const auto [response, request] = stage.exchange(get("/", fields + kKeep));
  requireField(request, "X-Keep", "1");
  return request;
}

/// X-Forwarded-For is this history in one line, with the client's real
/// address at its end.
void requireHistory(const Message& request, const std::string& expected) {
  const std::string text = request.value("X-Forwarded-For");
  const std::string seen = "X-Forwarded-For: " + readable(text, 200);
  require(text.find(kClient) != std::string::npos, "client-address-lost", seen);
  require(request.all("X-Forwarded-For").size() == 1 && text.ends_with(kClient),
          "spoofed-field-passed", seen);
  const bool shorter = text.size() < expected.size();
  require(text == expected,
          shorter ? "prior-hops-lost" : "spoofed-field-passed", seen);
}

/// X-Forwarded-For is this address and nothing else.
void requireAddress(const Message& request, const std::string& address) {
  requireField(request, "X-Keep", "1");
  const std::string text = request.value("X-Forwarded-For");
  require(!text.empty(), "client-address-lost", "no X-Forwarded-For");
  require(text == address, "address-wrong",
          "X-Forwarded-For: " + text + " instead of " + address);
}

/// The field stands once, with the value that the proxy writes itself.
void requireOurs(const Message& request, const std::string& name,
                 const std::string& value) {
  require(request.has(name), "forwarded-field-lost", name + " is missing");
  require(request.all(name) == std::vector<std::string>{value},
          "spoofed-field-passed", name + ": " + request.value(name));
}

CASE(Step06, R06_01, ClientAddress) {
  requireHistory(forwardedWith(stage, ""), kClient);
}

CASE(Step06, R06_02, EarlierHopsAreKept) {
  requireHistory(forwardedWith(stage, "X-Forwarded-For: 1.2.3.4\r\n"),
                 "1.2.3.4, " + kClient);
}

CASE(Step06, R06_03, EveryLineOfTheHistoryCounts) {
  const Message request = forwardedWith(
      stage, "X-Forwarded-For: 1.1.1.1\r\nX-Forwarded-For: 2.2.2.2\r\n");
  requireHistory(request, "1.1.1.1, 2.2.2.2, " + kClient);
}

CASE(Step06, R06_04, EmptyHistoryLeavesNoEmptyMember) {
  const Message request = forwardedWith(stage, "X-Forwarded-For:\r\n");
  const std::string text = request.value("X-Forwarded-For");
  require(!text.empty(), "client-address-lost", "X-Forwarded-For is empty");
  require(text == kClient, "field-altered", "X-Forwarded-For: " + text);
}

CASE(Step06, R06_05, ConnectionCannotRemoveOurs) {
  const Message request = forwardedWith(stage,
                                        "X-Forwarded-For: 6.6.6.6\r\n"
                                        "Connection: X-Forwarded-For\r\n");
  requireHistory(request, kClient);
}

CASE(Step06, R06_06, ConnectionCannotRemoveTheOthers) {
  const Message request =
      forwardedWith(stage,
                    "Connection: X-Forwarded-Host, X-Forwarded-Proto\r\n"
                    "X-Forwarded-Host: evil\r\nX-Forwarded-Proto: https\r\n");
  requireOurs(request, "X-Forwarded-Host", "t");
  requireOurs(request, "X-Forwarded-Proto", "http");
}

CASE(Step06, R06_07, HostThatTheClientAskedFor) {
  const auto [response, request] = stage.exchange(
      "GET / HTTP/1.1\r\nHost: shop.test:81\r\n" + kKeep + "\r\n");
  requireField(request, "X-Keep", "1");
  requireOurs(request, "X-Forwarded-Host", "shop.test:81");
}

CASE(Step06, R06_08, HostIsNotBelieved) {
  const Message request = forwardedWith(
      stage, "X-Forwarded-Host: evil\r\nx-forwarded-host: worse\r\n");
  requireOurs(request, "X-Forwarded-Host", "t");
}

CASE(Step06, R06_09, SchemeIsNotBelieved) {
  const Message request = forwardedWith(stage, "X-Forwarded-Proto: https\r\n");
  requireOurs(request, "X-Forwarded-Proto", "http");
}

CASE(Step06, R06_10, Ipv6Client) {
  stage.listen("[::1]:0");
  stage.connect("::1").ask(get("/", kKeep));
  requireAddress(stage.forwarded(), "::1");
}

CASE(Step06, R06_11, Ipv4ClientOfADualStackListener) {
  stage.listen("[::]:0");
  stage.connect(kClient).ask(get("/", kKeep));
  requireAddress(stage.forwarded(), kClient);
}

CASE(Step06, R06_12, NoHostIsInvented) {
  const auto [response, request] = stage.exchange(
      "GET / HTTP/1.0\r\nX-Forwarded-Host: evil\r\n" + kKeep + "\r\n");
  requireField(request, "X-Keep", "1");
  requireHistory(request, kClient);
  const std::string host = request.value("X-Forwarded-Host");
  require(host != "evil", "spoofed-field-passed", "X-Forwarded-Host: " + host);
  require(host.empty(), "field-invented", "X-Forwarded-Host: " + host);
}

CASE(Step06, R06_13, RealIpIsNotOurs) {
  const Message request = forwardedWith(stage, "X-Real-IP: 6.6.6.6\r\n");
  const std::string real = request.value("X-Real-IP");
  require(real == "6.6.6.6" || real == kClient, "field-altered",
          "X-Real-IP: " + real);
  requireHistory(request, kClient);
}

CASE(Step06, R06_14, ForwardedPasses) {
  const Message request = forwardedWith(stage, "Forwarded: for=6.6.6.6\r\n");
  requireField(request, "Forwarded", "for=6.6.6.6");
  requireHistory(request, kClient);
}

// A CGI-style upstream reads both names as HTTP_X_FORWARDED_FOR; the last
// line should be the true one.
CASE(Step06, R06_15, AliasIsNotMerged) {
  const Message request = forwardedWith(stage, "X_Forwarded_For: 6.6.6.6\r\n");
  requireField(request, "X_Forwarded_For", "6.6.6.6");
  requireHistory(request, kClient);
  require(request.rawHead.find("X_Forwarded_For") <
              request.rawHead.find("X-Forwarded-For"),
          "order-wrong", "the alias stands after ours");
}

CASE(Step06, R06_16, EveryClientHasItsOwnAddress) {
  stage.listen("[::]:0");
  Client four = stage.connect(kClient);
  Client six = stage.connect("::1");
  for (std::size_t i = 0; i < 4; i += 2) {
    four.ask(get("/four", kKeep));
    requireAddress(forwardedAt(stage, i), kClient);
    six.ask(get("/six", kKeep));
    requireAddress(forwardedAt(stage, i + 1), "::1");
  }
}

CASE(Step06, R06_17, ResponseTellsTheClientNothing) {
  const auto [response, request] =
      stage.exchange(get("/", kKeep), reply(kKeep));
  requireField(request, "X-Keep", "1");
  requireField(response, "X-Keep", "1");
  for (const auto& [name, value] : response.fields) {
    require(!sameName(name.substr(0, 12), "X-Forwarded-"), "field-invented",
            name + ": " + value);
  }
  requireHistory(request, kClient);
}

CASE(Step06, R06_18, LongHistoryIsWholeOrRefused) {
  std::string history = "10.20.30.4";
  for (int i = 1; i < 700; ++i) {
    history += i % 2 == 0 ? ", 10.20.30.4" : ", 10.20.3.4";
  }
  const Message response =
      stage.ask(get("/", kKeep + "X-Forwarded-For: " + history + "\r\n"));
  if (response.status() == 400 || response.status() == 431) {
    return stage.requireNothingForwarded();
  }
  requireField(stage.forwarded(), "X-Keep", "1");
  requireHistory(stage.forwarded(), history + ", " + kClient);
}

CASE(Step06, HB01, ForwardedForNamedByConnection) {
  const Message request = forwardedWith(stage,
                                        "Connection: close, X-Forwarded-For\r\n"
                                        "X-Forwarded-For: 1.2.3.4\r\n");
  requireHistory(request, kClient);
}

}  // namespace
}  // namespace hop::test
