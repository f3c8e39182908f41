// SPDX-License-Identifier: MIT
#pragma once

#include "tools/hop/DemoPorts.h"
#include "tools/process/ChildProcess.h"

#include <cstddef>
#include <string>
#include <vector>

namespace hop::tool {

/// Where a program of the demo listens: "http" or "https", and the port.
struct Place {
  std::string scheme;
  Port port = 0;

  /// "http://127.0.0.1:8080".
  [[nodiscard]] std::string url() const { return urlAs(scheme); }
  /// The same place, spoken to in another way.
  [[nodiscard]] std::string urlAs(const std::string& other) const {
    return other + "://127.0.0.1:" + std::to_string(port);
  }
};

/// A step or the demo upstream, ready to serve: for each place it has printed
/// "NAME listening on http://HOST:PORT" (wire::Program knows one place only,
/// and no TLS). Stopped when the object goes away.
class DemoProgram final {
 public:
  /// @param places how many there are to be.
  /// @throws wire::ProgramFailed, std::runtime_error when it is not built,
  ///   wire::Interrupted.
  DemoProgram(const process::Command& command, std::size_t places);

  /// "05-hop-by-hop".
  [[nodiscard]] const std::string& name() const { return name_; }
  /// In the order in which they were printed.
  [[nodiscard]] const std::vector<Place>& places() const { return places_; }
  [[nodiscard]] process::ChildProcess& child() { return child_; }

 private:
  void waitUntilReady(std::size_t places);

  std::string name_;
  process::ChildProcess child_;
  std::vector<Place> places_;
};

}  // namespace hop::tool
