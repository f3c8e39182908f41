// SPDX-License-Identifier: MIT
#pragma once

#include "tests/bench/Loopback.h"
#include "tests/bench/Poller.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace hop::bench {

/// What became of a number of requests.
struct Outcome {
  std::size_t done = 0;
  std::size_t lost = 0;   ///< no response, or not a whole one
  std::size_t wrong = 0;  ///< not 200, or another one's body
  double seconds = 0;
  std::vector<double> milliseconds{};  ///< one for each right response

  [[nodiscard]] std::size_t bad() const { return lost + wrong; }
};

/// Many keep-alive clients in one thread. Each sends a request, waits for its
/// response, checks it, and sends the next one at once.
class Swarm final {
 public:
  /// Connects all of them.
  /// @param body octets that a response's body shall have; 0: it has none.
  /// @throws std::runtime_error when a client is refused.
  Swarm(std::uint16_t port, std::size_t clients, std::size_t body);

  /// Sends that many requests, all clients together, and waits for the
  /// responses. Gives up, and counts what is missing as lost, when for ten
  /// seconds nothing comes.
  Outcome run(std::size_t requests);

 private:
  using Clock = std::chrono::steady_clock;

  struct Client {
    Descriptor socket{};
    std::string octets{};  ///< received, not used yet
    std::string target{};  ///< of the request under way; empty: none
    Clock::time_point sent{};
  };

  void connect(std::size_t index);
  void ask(std::size_t index);
  void receive(std::size_t index);
  void judge(std::size_t index);
  [[nodiscard]] bool isRight(const std::string& target,
                             const std::string& body) const;
  void lose(std::size_t index);
  [[nodiscard]] bool finished() const;

  std::uint16_t port_;
  std::size_t body_;
  Poller poller_;
  std::vector<Client> clients_;
  std::vector<std::size_t> owners_;  ///< client by descriptor
  std::uint32_t number_ = 0;         ///< makes every request another one
  std::size_t left_ = 0;             ///< requests still to be sent
  Outcome outcome_;
};

}  // namespace hop::bench
