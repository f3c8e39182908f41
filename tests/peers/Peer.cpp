// SPDX-License-Identifier: MIT
#include "tests/peers/Peer.h"

#include "common/cli/UsageError.h"
#include "tools/process/FindProgram.h"

#include <algorithm>
#include <fstream>
#include <stdexcept>

namespace hop::peers {

namespace fs = std::filesystem;

std::unique_ptr<Peer> findPeer(const std::string& name) {
  if (name == "nginx") return makeNginx();
  if (name == "haproxy") return makeHaproxy();
  if (name == "apache") return makeApache();
  if (name == "go") return makeGo();
  throw std::invalid_argument("there is no peer '" + name +
                              "': nginx, haproxy, apache or go");
}

const std::vector<std::string>& peerNames() {
  static const std::vector<std::string> names{"nginx", "haproxy", "apache",
                                              "go"};
  return names;
}

std::string programPath(const std::string& name) {
  const auto found = process::findProgram(name);
  if (!found) {
    const std::string package = name == "go" ? "golang-go" : name;
    throw std::runtime_error(name + " is not installed; Debian's package is " +
                             package);
  }
  return *found;
}

void refuseQuery(const cli::Upstream& upstream, const std::string& peer) {
  if (!upstream.query) return;
  throw cli::UsageError("--upstream: " + peer + " joins no queries");
}

void refuseH2c(const cli::Upstream& upstream, const std::string& peer) {
  if (upstream.scheme != "h2c") return;
  throw cli::UsageError("--upstream: h2c:// is unknown to " + peer);
}

std::string writeSettings(const fs::path& path, const std::string& text) {
  std::ofstream(path) << text;
  return path.string();
}

std::chrono::milliseconds upstreamTime(const cli::Timeouts& times) {
  return std::min(times.responseHead, times.responseBody);
}

std::string seconds(std::chrono::milliseconds time) {
  return std::to_string(std::max<long long>(1, (time.count() + 999) / 1'000));
}

std::vector<std::string> addressesOf(const cli::ListenAddress& listen) {
  if (listen.host != "::") return {listen.text()};
  return {cli::ListenAddress{"0.0.0.0", listen.port}.text(), listen.text()};
}

std::string hostAndPort(const cli::Upstream& upstream) {
  return cli::ListenAddress{upstream.host, upstream.port}.text();
}

std::string origin(const cli::Upstream& upstream) {
  return upstream.scheme + "://" + hostAndPort(upstream);
}

std::string directoryOf(const cli::Upstream& upstream) {
  return upstream.path.ends_with('/') ? upstream.path : upstream.path + '/';
}

}  // namespace hop::peers
