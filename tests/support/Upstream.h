// SPDX-License-Identifier: MIT
#pragma once

#include "tests/support/Connection.h"
#include "tests/support/Lanes.h"

#include <atomic>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace hop::test {

/// A scripted upstream on loopback: it does, octet for octet, what the case
/// says, and remembers every request that it has received.
class Upstream final {
 public:
  /// What happens on one connection. Runs in a thread of its own; the
  /// connection is closed when it returns.
  using Script = std::function<void(Connection& connection)>;
  /// The octets to answer a request with.
  using Responder = std::function<std::string(const Message& request)>;

  /// @param host "127.0.0.1" or "::1".
  explicit Upstream(Lanes& lanes, const std::string& host = "127.0.0.1");
  ~Upstream();
  Upstream(const Upstream&) = delete;
  Upstream& operator=(const Upstream&) = delete;

  [[nodiscard]] std::uint16_t port() const { return port_; }

  /// Reads requests and answers each with these octets; the connection stays
  /// open until the other side closes it. Called before the first request.
  void respond(std::string octets);
  void respondWith(Responder responder);
  /// Reads one request, sends the octets, and closes (FIN).
  void respondAndClose(std::string octets);
  void script(Script script);

  /// From here on the port refuses connections.
  void refuse();

  /// Reads one request and remembers it. For use in a script.
  std::optional<Message> take(Connection& connection,
                              std::chrono::milliseconds timeout = kPatience);

  /// Counts a request that a script has read in another way.
  void remember(const Message& request);

  /// All requests received so far, in the order of their arrival.
  [[nodiscard]] std::vector<Message> requests() const;
  /// Waits until that many have arrived. @return what has arrived by then.
  std::vector<Message> waitForRequests(std::size_t count,
                                       std::chrono::milliseconds timeout);
  [[nodiscard]] int connections() const { return connections_; }
  /// Closes the listener and all connections; afterwards nothing runs.
  void stop();

 private:
  void acceptLoop();
  void serve(Connection connection);
  void answerAll(Connection& connection, const Responder& responder);

  Lanes& lanes_;
  int listener_ = -1;
  std::uint16_t port_ = 0;
  std::atomic<bool> stopping_{false};
  std::atomic<int> connections_{0};
  mutable std::mutex mutex_;
  std::condition_variable arrived_;
  Script script_;
  std::vector<Message> requests_;
  std::vector<std::thread> workers_;
  std::vector<int> open_;
  std::thread acceptor_;
};

}  // namespace hop::test
