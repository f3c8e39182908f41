// SPDX-License-Identifier: MIT
// What holds on every step: starting, refusing to start, and stopping.
#include "tests/support/Case.h"
#include "tests/support/Eventually.h"

#include <csignal>
#include <future>

namespace hop::test {
namespace {

using namespace std::chrono_literals;

/// A process may have to wait for a free core before it runs.
constexpr auto kStart = 10s;
/// Well under the grace period (5 s) and under POCO's own 10 s per client.
constexpr auto kAtOnce = 2'500ms;

const std::string kUpstream = "http://127.0.0.1:9";

/// How a program that does not get far has ended.
struct End {
  int code;
  std::string output;
  std::string error;
};

End runToEnd(const Proxy::Settings& settings) {
  process::ChildProcess child(process::Command{proxyCommand(settings)});
  const auto status = child.wait(kStart);
  require(status.has_value(), "exit-wrong",
          "it runs, and should have refused to start: " + settings.listen);
  require(status->signal == 0, "exit-wrong", "it was " + status->text());
  return {status->code, child.standardOutput(), child.standardError()};
}

bool refused(const std::string& host, std::uint16_t port) {
  try {
    Connection::open(host, port);
    return false;
  } catch (const HarnessError&) {
    return true;
  }
}

void requireExit(Stage& stage, std::chrono::milliseconds patience) {
  const auto status = stage.proxy().wait(patience);
  require(status.has_value(), "exit-wrong", "it still runs");
  require(status->ok(), "exit-wrong", "it ended with " + status->text());
}

CASE(Step01, E_01, ReadyMeansListening) {
  process::ChildProcess child(
      process::Command{proxyCommand({"127.0.0.1:0", kUpstream, {}})});
  const std::string line = child.firstLine(kStart).value_or("");
  const std::string before = " listening on http://127.0.0.1:";
  const std::string after = ", upstream " + kUpstream;
  const auto start = line.find(before);
  const auto end = line.find(after);
  require(start != line.npos && end == line.size() - after.size(), "exit-wrong",
          "the readiness line is: " + line);
  const auto digits = start + before.size();
  const auto port = std::stoul(line.substr(digits, end - digits));
  require(port != 0 && !refused("127.0.0.1", static_cast<std::uint16_t>(port)),
          "address-wrong", "nobody listens there: " + line);
  child.signal(SIGTERM);
  child.wait(kStart);
  require(child.standardOutput() == line + "\n", "exit-wrong",
          "more than one line: " + child.standardOutput());
}

CASE(Step01, E_02, BadArgumentsAreRefused) {
  const std::string any = "127.0.0.1:0";
  const std::vector<Proxy::Settings> wrong{
      {any, kUpstream, {"--no-such-option"}},
      {any, kUpstream, {"word"}},
      {any, kUpstream, {"--timeout", "connect=soon"}},
      {any, kUpstream, {"--timeout", "connect=5"}},
      {"127.0.0.1:http", kUpstream, {}},
      {"127.0.0.1:65536", kUpstream, {}},
      {"127.0.0.1", kUpstream, {}},
      {any, "127.0.0.1:9000", {}},
      {any, "gopher://127.0.0.1/", {}},
      {any, "http://", {}},
      {any, "http://127.0.0.1:port/", {}}};
  for (const auto& settings : wrong) {
    const End end = runToEnd(settings);
    std::string what = settings.listen + " " + settings.upstream;
    for (const auto& word : settings.options) what += " " + word;
    require(end.code == 2, "exit-wrong",
            what + ": exit code " + std::to_string(end.code));
    require(end.output.empty(), "exit-wrong", what + " wrote " + end.output);
    require(end.error.find("usage:") != end.error.npos &&
                end.error.find("usage:") != 0,
            "exit-wrong", what + ": no message and usage: " + end.error);
  }
}

CASE(Step01, E_03, BusyPortIsSaid) {
  const std::uint16_t ours = stage.proxy().port();
  for (const auto port : {ours, stage.upstream().port()}) {
    const std::string text = std::to_string(port);
    const End end = runToEnd({"127.0.0.1:" + text, kUpstream, {}});
    require(end.code == 1, "exit-wrong",
            "exit code " + std::to_string(end.code) + ": " + end.error);
    require(end.output.empty(), "exit-wrong", "it said " + end.output);
    require(end.error.find(text) != end.error.npos, "exit-wrong",
            "the port is not named: " + end.error);
  }
}

/// Many clients at once, who have all left when this returns: it is idle, and
/// everything that it has started for them is still there.
void crowd(Stage& stage, std::uint16_t port) {
  constexpr int kClients = 100;
  std::vector<Client> clients;
  clients.reserve(kClients);
  for (int i = 0; i < kClients; ++i) {
    clients.emplace_back(Connection::open("127.0.0.1", port), stage.lanes());
    clients.back().send(get("/"));
  }
}

/// Stops a program, and starts another one on its port.
/// @return false when that is taken now; the second one says by whom.
bool restarts(Stage& stage) {
  Proxy first({"127.0.0.1:0", kUpstream, {}});
  crowd(stage, first.port());
  first.signal(SIGTERM);
  const auto status = first.wait(kAtOnce);
  require(status && status->ok(), "exit-wrong",
          status ? "it ended with " + status->text() : "it still runs");
  const std::string again = "127.0.0.1:" + std::to_string(first.port());
  process::ChildProcess second(
      process::Command{proxyCommand({again, kUpstream, {}})});
  return second.firstLine(kStart).has_value();
}

CASE(Step01, E_04, StopsAtOnceAndFreesThePort) {
  // Somebody else on this machine may be given the port in between: once or
  // twice, but not three times.
  bool free = restarts(stage);
  for (int i = 0; i < 2 && !free; ++i) free = restarts(stage);
  require(free, "exit-wrong", "its port cannot be used again");
}

/// Waits until the upstream has the request, or the client an answer: then
/// nobody has asked the upstream.
void requireAsked(Stage& stage, Client& client) {
  const bool answered = eventually([&] {
    return !stage.upstream().requests().empty() ||
           client.connection().closedWithin(0ms) ||
           !client.connection().unread().empty();
  });
  require(answered, "stalled", "neither forwarded nor answered");
  stage.forwarded();
}

/// A request that is never answered ends with the grace period.
void requireGraceEnds(Stage& stage) {
  Proxy proxy({"127.0.0.1:0",
               "http://127.0.0.1:" + std::to_string(stage.upstream().port()),
               {"--timeout", "shutdown=200ms"}});
  Client client(Connection::open("127.0.0.1", proxy.port()), stage.lanes());
  client.send(get("/never"));
  require(stage.upstream().waitForRequests(2, kPatience).size() == 2,
          "not-forwarded", "the second request has not arrived");
  proxy.signal(SIGTERM);
  const auto status = proxy.wait(kAtOnce);
  require(status && status->ok(), "exit-wrong",
          status ? "it ended with " + status->text() : "it still runs");
}

CASE(Step02, E_05, RequestInFlightIsFinished) {
  std::promise<void> release;
  const auto released = release.get_future().share();
  stage.upstream().respondWith([released](const Message&) {
    released.wait_for(kPatience);
    return reply("", "late but whole");
  });
  Client client = stage.connect();
  client.send(get("/"));
  requireAsked(stage, client);
  const std::uint16_t port = stage.proxy().port();
  stage.proxy().signal(SIGTERM);
  require(eventually([&] { return refused("127.0.0.1", port); }), "not-refused",
          "new clients are still let in");
  requireGraceEnds(stage);
  release.set_value();
  const Message response = client.completeResponse();
  require(response.status() == 200, "status-wrong",
          "answered with " + response.startLine);
  requireExit(stage, kPatience);
}

CASE(Step01, E_06, IdleClientsDoNotDelayTheEnd) {
  Client used = stage.connect();
  used.ask(get("/"));
  used.requireOpen();
  Client silent = stage.connect();
  // It has been accepted when a later one has been answered.
  Client third = stage.connect();
  third.ask(get("/"));
  stage.proxy().signal(SIGTERM);
  requireExit(stage, kAtOnce);
  for (Client* client : {&used, &silent, &third}) client->requireClosed();
}

}  // namespace
}  // namespace hop::test
