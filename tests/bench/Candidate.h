// SPDX-License-Identifier: MIT
#pragma once

#include "tools/process/ChildProcess.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace hop::bench {

/// Where a proxy shall listen, and whom it shall ask; both on loopback.
struct Ports {
  std::uint16_t listen = 0;
  std::uint16_t upstream = 0;
  std::string scheme = "http";  ///< of the upstream; or "h2c"
};

/// A proxy to be measured: a name for the table, and how to start it.
struct Candidate {
  std::string name;
  std::function<process::Command(const Ports& ports)> command;
  bool relaysBodies = true;  ///< step 02 does not yet
};

/// "NAME=COMMAND": words as in HOP_PROXY, with {listen} and {upstream} in
/// them. A command of one word gets the options that a step wants.
/// @throws std::invalid_argument when there is no name or no command.
[[nodiscard]] Candidate parseCandidate(const std::string& text);

/// Processor time of a process and all its threads, also those that ended.
struct CpuTime {
  double user = 0;    ///< s
  double system = 0;  ///< s

  [[nodiscard]] double total() const { return user + system; }
};

/// A candidate that runs, on a port of its own, until the object goes away.
class RunningProxy final {
 public:
  /// Starts it and waits until it accepts connections.
  /// @throws std::runtime_error when it does not in ten seconds.
  RunningProxy(const Candidate& candidate, std::uint16_t upstreamPort,
               const std::string& scheme = "http");

  /// Asks it to end, and waits until it has.
  void end();

  [[nodiscard]] pid_t pid() const { return child_->pid(); }
  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] std::uint16_t port() const { return port_; }
  [[nodiscard]] CpuTime cpu() const;
  [[nodiscard]] double residentMiB() const;
  /// The most that it ever was.
  [[nodiscard]] double peakMiB() const;
  [[nodiscard]] long threads() const;

 private:
  [[nodiscard]] bool waitUntilReady() const;

  std::string name_;
  std::uint16_t port_ = 0;
  std::unique_ptr<process::ChildProcess> child_;
};

}  // namespace hop::bench
