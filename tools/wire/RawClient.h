// SPDX-License-Identifier: MIT
#pragma once

#include "tools/wire/Lane.h"
#include "tools/wire/Program.h"
#include "tools/wire/Scenario.h"

#include <Poco/Net/StreamSocket.h>

#include <cstdint>
#include <string_view>
#include <vector>

namespace hop::wire {

/// How the exchange ended for the client.
enum class Outcome {
  Answered,  ///< every request has a whole response
  Closed,    ///< the proxy closed before that
  Reset,     ///< or tore the connection down
  Silent,    ///< nothing came for the time that the client is willing to wait
  Running    ///< it has not ended yet
};

/// "answered", "closed", "reset", "silent", "running".
[[nodiscard]] std::string_view nameOf(Outcome outcome);

/// A client that sends octets exactly as they are given and records what it
/// sends and receives: the lanes ClientSent and ClientReceived.
class RawClient final {
 public:
  /// Connects to 127.0.0.1. @throws Poco::Exception when it cannot.
  RawClient(std::uint16_t port, Recorder& recorder, Cancelled cancelled);

  /// Sends the request and reads until every request is answered, and a moment
  /// longer: an answer too many is worth seeing. @throws Interrupted.
  [[nodiscard]] Outcome run(const std::vector<Part>& request);

 private:
  enum class Until { Answered, TimeIsUp };

  void send(const Part& part);
  void read(Until until, std::chrono::milliseconds silence);
  void readOnce();
  void ended(Event::Kind how);
  [[nodiscard]] bool isAnswered() const;
  [[nodiscard]] bool isClosing() const;

  Recorder& recorder_;
  Cancelled cancelled_;
  Poco::Net::StreamSocket socket_;
  bool open_ = true;
  Outcome outcome_ = Outcome::Silent;
};

}  // namespace hop::wire
