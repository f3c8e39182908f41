// SPDX-License-Identifier: MIT
#pragma once

#include "tools/wire/Lane.h"
#include "tools/wire/Relay.h"

#include <Poco/Net/ServerSocket.h>
#include <Poco/Net/SocketAddress.h>

#include <atomic>
#include <cstdint>
#include <list>
#include <thread>

namespace hop::wire {

/// A wire that can be looked at: listens on a free loopback port, passes every
/// connection on to the upstream and records the lanes UpstreamReceived and
/// UpstreamSent. At most 64 connections at a time; the rest wait.
class Tap final {
 public:
  Tap(const Poco::Net::SocketAddress& upstream, Recorder& recorder);
  ~Tap();
  Tap(const Tap&) = delete;
  Tap& operator=(const Tap&) = delete;

  [[nodiscard]] std::uint16_t port() const;

 private:
  void run();
  void waitAndServe();
  void accept();

  Poco::Net::SocketAddress upstream_;
  Recorder& recorder_;
  Poco::Net::ServerSocket listener_;
  std::list<Relay> relays_;
  int connections_ = 0;
  std::atomic<bool> stop_{false};
  std::thread thread_;
};

}  // namespace hop::wire
