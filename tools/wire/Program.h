// SPDX-License-Identifier: MIT
#pragma once

#include "tools/process/ChildProcess.h"

#include <cstdint>
#include <functional>
#include <stdexcept>
#include <string>

namespace hop::wire {

/// Asked while something waits: true means give up.
using Cancelled = std::function<bool()>;

/// Somebody does not want to wait for the end.
class Interrupted final : public std::runtime_error {
 public:
  Interrupted() : std::runtime_error("interrupted") {}
};

/// The program ended, or stayed silent, instead of becoming ready.
class ProgramFailed final : public std::runtime_error {
 public:
  ProgramFailed(const std::string& what, process::ExitStatus status)
      : std::runtime_error(what), status_(status) {}
  /// How it ended; a good status when it was only silent.
  [[nodiscard]] process::ExitStatus status() const { return status_; }

 private:
  process::ExitStatus status_;
};

/// A step or the demo upstream, ready to serve: it has printed
/// "NAME listening on http://HOST:PORT". Stopped when the object goes away.
class Program final {
 public:
  /// @throws ProgramFailed, std::runtime_error when it is not built,
  ///   Interrupted.
  explicit Program(const process::Command& command,
                   const Cancelled& cancelled = {});

  [[nodiscard]] std::uint16_t port() const { return port_; }
  /// "http://127.0.0.1:8080".
  [[nodiscard]] std::string url() const;
  /// "05-hop-by-hop".
  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] process::ChildProcess& child() { return child_; }

  /// Asks it to stop and waits until it has. @return its log (stderr).
  std::string stop();

 private:
  void waitUntilReady(const Cancelled& cancelled);

  std::string name_;
  process::ChildProcess child_;
  std::uint16_t port_ = 0;
};

}  // namespace hop::wire
