// SPDX-License-Identifier: MIT
#pragma once

#include "common/cli/Options.h"
#include "tools/process/ChildProcess.h"

#include <chrono>
#include <csignal>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace hop::peers {

/// What a peer is asked to be: a step's command line, and where its files go.
struct Task {
  cli::Options options;  ///< with the port that it shall bind, never 0
  std::filesystem::path directory;
  std::string certificateFile{};  ///< PEM; empty: no TLS on the listener
  std::string keyFile{};
  /// No HTTP/1.1 on a port without TLS, for one that speaks either there.
  bool http2Only = false;
};

/// A proxy of somebody else, started with settings that say the same as a
/// step's command line.
class Peer {
 public:
  Peer() = default;
  virtual ~Peer() = default;
  Peer(const Peer&) = delete;
  Peer& operator=(const Peer&) = delete;

  /// Writes the settings into the task's directory.
  /// @return how to start it, in the foreground.
  /// @throws cli::UsageError for an option that it has no word for.
  [[nodiscard]] virtual process::Command command(const Task& task) const = 0;
  /// The program and the argument that make it say its version.
  [[nodiscard]] virtual process::Command version() const = 0;
  /// The signal after which it lets requests in flight finish.
  [[nodiscard]] virtual int gracefulSignal() const { return SIGTERM; }
};

/// @param name "nginx", "haproxy", "apache" or "go".
/// @throws std::invalid_argument for another name; std::runtime_error when it
///   is not installed here.
[[nodiscard]] std::unique_ptr<Peer> findPeer(const std::string& name);
[[nodiscard]] const std::vector<std::string>& peerNames();

/// process::findProgram(). @throws std::runtime_error when it is not there.
[[nodiscard]] std::string programPath(const std::string& name);
/// For those who cannot put the upstream's query before the request's.
/// @throws cli::UsageError when it has one.
void refuseQuery(const cli::Upstream& upstream, const std::string& peer);
/// For those who speak no h2c. @throws cli::UsageError when it is asked for.
void refuseH2c(const cli::Upstream& upstream, const std::string& peer);
/// Writes a file of settings and gives back its path.
std::string writeSettings(const std::filesystem::path& path,
                          const std::string& text);
/// The shorter of the timers for the response's head and its body: those of
/// the peers do not tell one from the other.
[[nodiscard]] std::chrono::milliseconds upstreamTime(
    const cli::Timeouts& times);
/// Whole seconds, at least one: not all of them know milliseconds.
[[nodiscard]] std::string seconds(std::chrono::milliseconds time);
/// Where to listen: for "::" an address of IPv4 and one of IPv6, so that a
/// client of IPv4 is seen with its own address.
[[nodiscard]] std::vector<std::string> addressesOf(
    const cli::ListenAddress& listen);
/// "127.0.0.1:1234", or with the scheme before it.
[[nodiscard]] std::string hostAndPort(const cli::Upstream& upstream);
[[nodiscard]] std::string origin(const cli::Upstream& upstream);
/// The upstream's path with one slash at its end.
[[nodiscard]] std::string directoryOf(const cli::Upstream& upstream);

[[nodiscard]] std::unique_ptr<Peer> makeNginx();
[[nodiscard]] std::unique_ptr<Peer> makeHaproxy();
[[nodiscard]] std::unique_ptr<Peer> makeApache();
[[nodiscard]] std::unique_ptr<Peer> makeGo();

}  // namespace hop::peers
