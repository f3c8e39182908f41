// SPDX-License-Identifier: MIT
#pragma once

#include "tools/hop/Command.h"
#include "tools/hop/DemoPorts.h"
#include "tools/hop/DemoProgram.h"
#include "tools/hop/Signals.h"

#include <deque>
#include <filesystem>
#include <optional>

namespace hop::tool {

/// HTTP/2 and TLS come with step 10: from there on the demo shows them.
[[nodiscard]] bool speaksHttp2(const manifest::Step& step);

/// The programs of a demo: an upstream and steps in front of it. Their log
/// lines go to our stderr. All of them are stopped when the object goes away.
class DemoServers final {
 public:
  explicit DemoServers(std::filesystem::path bin) : bin_(std::move(bin)) {}
  ~DemoServers() { stop(); }
  DemoServers(const DemoServers&) = delete;
  DemoServers& operator=(const DemoServers&) = delete;

  /// Port 0 takes any free one. @param tls where it listens with TLS too.
  /// @throws wire::ProgramFailed, wire::Interrupted, std::runtime_error when
  ///   it is not built.
  void startUpstream(Port port, std::optional<Port> tls = {});
  /// In front of the upstream, and it speaks HTTP/2 with it as soon as it can:
  /// gRPC needs that.
  /// @return where it listens.
  Place startStep(const manifest::Step& step, Port port,
                  const Arguments& options);

  /// Where the upstream listens: without TLS, and perhaps with it.
  [[nodiscard]] const std::vector<Place>& upstream() const {
    return programs_.front().places();
  }
  /// What a step in front of it was given as --upstream.
  [[nodiscard]] std::string upstreamUrl(const manifest::Step& step) const;

  /// Waits until somebody wants it to end, or one of the programs ends alone.
  /// @return the exit code of the demo: 0, or 1 with a message on stderr.
  [[nodiscard]] int serveUntilStopped(const Signals& signals);

  /// Asks all of them at once, then waits for each.
  void stop();

 private:
  DemoProgram& start(const std::string& program, const Arguments& options,
                     std::size_t places);
  [[nodiscard]] bool hasOneEnded();
  void awaitOwnEnd();

  std::filesystem::path bin_;
  std::deque<DemoProgram> programs_;  ///< the upstream is the first
};

}  // namespace hop::tool
