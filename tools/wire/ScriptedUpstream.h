// SPDX-License-Identifier: MIT
#pragma once

#include "tools/wire/Scenario.h"

#include <Poco/Net/ServerSocket.h>
#include <Poco/Net/StreamSocket.h>

#include <atomic>
#include <cstdint>
#include <thread>
#include <vector>

namespace hop::wire {

/// An upstream that says what it is told to: on each connection it waits for
/// one whole request, sends its octets with their pauses, and closes.
class ScriptedUpstream final {
 public:
  explicit ScriptedUpstream(std::vector<Part> script);
  ~ScriptedUpstream();
  ScriptedUpstream(const ScriptedUpstream&) = delete;
  ScriptedUpstream& operator=(const ScriptedUpstream&) = delete;

  [[nodiscard]] std::uint16_t port() const;

 private:
  void run();
  void serve(Poco::Net::StreamSocket& socket);
  [[nodiscard]] bool readRequest(Poco::Net::StreamSocket& socket) const;
  void pause(std::chrono::milliseconds time) const;

  std::vector<Part> script_;
  Poco::Net::ServerSocket listener_;
  std::atomic<bool> stop_{false};
  std::thread thread_;
};

}  // namespace hop::wire
