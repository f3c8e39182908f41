// SPDX-License-Identifier: MIT
#pragma once

#include "tests/bench/Loopback.h"
#include "tests/bench/SoakLedger.h"
#include "tests/support/Connection.h"

#include <atomic>
#include <cstdint>
#include <list>
#include <mutex>
#include <random>
#include <set>
#include <thread>

namespace hop::bench {

/// An upstream that does, now and then, whatever can go wrong: closes behind an
/// answer with or without a word, resets, half-closes, says more than it was
/// asked, answers late, by half or not at all. A thread for each connection.
class SoakUpstream final {
 public:
  SoakUpstream(SoakLedger& ledger, unsigned seed);
  ~SoakUpstream();
  SoakUpstream(const SoakUpstream&) = delete;
  SoakUpstream& operator=(const SoakUpstream&) = delete;

  [[nodiscard]] std::uint16_t port() const { return port_; }
  /// Breaks all connections and is not there for a moment.
  void restart();

 private:
  struct Worker {
    std::thread thread;
    std::atomic<bool> done{false};
  };

  void listen();
  void stop();
  void accept();
  void serve(Descriptor socket, unsigned seed);
  bool answer(test::Connection& connection, const std::string& id,
              std::mt19937& random);
  void reap(bool all);

  SoakLedger& ledger_;
  std::mt19937 random_;
  std::uint16_t port_ = 0;
  Descriptor listener_;
  std::atomic<bool> stopping_{false};
  std::mutex mutex_;    ///< guards open_
  std::set<int> open_;  ///< descriptors of connections
  std::list<Worker> workers_;
  std::thread acceptor_;
};

}  // namespace hop::bench
