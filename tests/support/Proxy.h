// SPDX-License-Identifier: MIT
#pragma once

#include "tools/process/ChildProcess.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace hop::test {

/// The proxy under test: a child process, started from a command template
/// with {listen}, {upstream} and {options} in it. The template comes from the
/// environment variable HOP_PROXY, so the same cases run on every step and on
/// other proxies.
class Proxy final {
 public:
  struct Settings {
    std::string listen = "127.0.0.1:0";
    std::string upstream;              ///< a URL
    std::vector<std::string> options;  ///< added to the command line
  };

  /// Starts it and waits for the readiness line.
  /// @throws CaseFailed("option-unknown") when it exits with 2 and names one of
  ///   the options, or the scheme of the upstream's URL; HarnessError when it
  ///   does not start for another reason.
  explicit Proxy(const Settings& settings);

  [[nodiscard]] std::uint16_t port() const { return port_; }
  [[nodiscard]] const std::string& readiness() const { return readiness_; }
  [[nodiscard]] pid_t pid() const { return child_->pid(); }
  [[nodiscard]] std::string standardError() const;

  void signal(int number) { child_->signal(number); }
  /// Waits for the program to end by itself or by a signal sent before.
  std::optional<process::ExitStatus> wait(std::chrono::milliseconds timeout);

  /// SIGTERM, then judges how it ended.
  /// @throws HarnessError for a crash, a bad exit code, a sanitizer report or
  ///   a program that does not stop: never an accepted red.
  void stopCleanly();

  /// Resident memory in KiB; empty where the system does not tell, and with
  /// HOP_SANITIZED in the environment.
  [[nodiscard]] std::optional<long> residentKiB() const;
  /// Open descriptors; empty where the system does not tell.
  [[nodiscard]] std::optional<int> descriptors() const;
  [[nodiscard]] std::optional<int> threads() const;

 private:
  std::unique_ptr<process::ChildProcess> child_;
  std::string readiness_;
  std::uint16_t port_ = 0;
  bool judged_ = false;
};

/// The words of HOP_PROXY with its placeholders replaced.
/// @throws HarnessError when the variable is missing.
[[nodiscard]] std::vector<std::string> proxyCommand(
    const Proxy::Settings& settings);

}  // namespace hop::test
