// SPDX-License-Identifier: MIT
// 09-streaming: no octet of one exchange gets into the next.
#include "tests/support/ByHand.h"
#include "tests/support/Case.h"
#include "tests/support/Checks.h"
#include "tests/support/HopByHop.h"

#include <netinet/in.h>

#include <vector>

namespace hop::test {
namespace {

using namespace std::chrono_literals;

CASE(Step09, R09_36, HundredAnswersOnOneConnection) {
  // The upstream answers as soon as it has the last octet, and so perhaps
  // before the proxy has noticed that it was the last.
  stage.upstream().respondWith([](const Message& request) {
    return reply("", request.target() + " with " + request.body);
  });
  Client client = stage.connect();
  for (int i = 0; i < 100; ++i) {
    const std::string number = std::to_string(i);
    const Message response = client.ask(
        "POST /" + number + " HTTP/1.1\r\nHost: t\r\nContent-Length: " +
        std::to_string(number.size()) + "\r\n\r\n" + number);
    require(response.status() == 200, "status-wrong", response.startLine);
    require(!response.body.empty(), "body-lost", "an answer without a body");
    require(response.body == "/" + number + " with " + number, "mixed-up",
            number + " got " + readable(response.body));
    require(!connectionNames(response, "close"), "connection-lost",
            "given up after " + number);
  }
}

/// The upstream says more than its response has room for.
void requireExcessDropped(Stage& stage, const std::string& said,
                          const std::string& body) {
  ByHand hand(stage);
  Client client = stage.connect();
  client.send(get());
  Connection upstream = hand.accept(client);
  promptHead(upstream);
  upstream.send(said);
  const Message response = client.completeResponse();
  require(response.startLine == said.substr(0, said.find("\r\n")),
          "status-wrong", response.startLine);
  requireBody(response, body);
  require(upstream.closedWithin(kPatience), "connection-kept",
          "whoever gets this connection next gets the excess too");
  client.requireOpen();
  client.send(get("/next"));
  Connection next = hand.accept(client);
  require(promptHead(next).target() == "/next", "order-wrong", "not the next");
  next.send(reply("", "next"));
  requireBody(client.completeResponse(), "next");
}

CASE(Step09, R09_37, OctetsAfterAHeadWithoutBody) {
  for (const std::string status : {"304 Not Modified", "204 No Content"}) {
    onFreshStage([&status](Stage& fresh) {
      requireExcessDropped(fresh, "HTTP/1.1 " + status + "\r\n\r\nhello", "");
    });
  }
}

CASE(Step09, R09_38, OctetsAfterTheLength) {
  requireExcessDropped(
      stage, "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhelloevil", "hello");
}

/// A port that listens and whose queue is full: the system leaves the next
/// connections without an answer, as a host that is too busy does.
class FullPort final {
 public:
  FullPort() {
    if (::listen(port_.descriptor(), 0) != 0) throw HarnessError("no listener");
    sockaddr_in address{};
    socklen_t size = sizeof address;
    auto* any = reinterpret_cast<sockaddr*>(&address);
    ::getsockname(port_.descriptor(), any, &size);
    for (int i = 0; i < 8; ++i) {
      waiting_.push_back(
          ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
      ::connect(waiting_.back(), any, size);
    }
    pollfd last{waiting_.back(), POLLOUT, 0};
    full_ = ::poll(&last, 1, static_cast<int>(kMoment.count())) == 0;
  }
  ~FullPort() {
    for (const int descriptor : waiting_) ::close(descriptor);
  }
  FullPort(const FullPort&) = delete;
  FullPort& operator=(const FullPort&) = delete;

  [[nodiscard]] std::string url() const { return port_.url(); }
  /// False on a system that queues more than it was asked to.
  [[nodiscard]] bool full() const { return full_; }

 private:
  ReservedPort port_;
  std::vector<int> waiting_;
  bool full_ = false;
};

CASE(Step09, SQ18, UpstreamThatDoesNotAccept) {
  // One after the other they would take 20 x 500 ms.
  constexpr std::size_t kClients = 20;
  constexpr auto kTogether = 5'000ms;
  const FullPort port;
  if (!port.full()) throw HarnessError("the queue of a listener never fills");
  stage.options({"--timeout", "connect=500ms"});
  stage.upstreamUrl(port.url());
  std::vector<Client> clients;
  clients.reserve(kClients);
  for (std::size_t i = 0; i < kClients; ++i) clients.push_back(stage.connect());
  const auto start = std::chrono::steady_clock::now();
  for (Client& client : clients) client.send(get());
  for (Client& client : clients) {
    const Message response = client.completeResponse();
    require(response.status() == 504, "wrong-blame", response.startLine);
    client.requireSilence();
  }
  require(std::chrono::steady_clock::now() - start < kTogether, "timeout-wrong",
          "they had to wait for each other");
}

}  // namespace
}  // namespace hop::test
