// SPDX-License-Identifier: MIT
#include "tests/peers/Peer.h"

#include <stdexcept>

namespace hop::peers {

namespace {

std::string milliseconds(std::chrono::milliseconds time) {
  return std::to_string(time.count()) + "ms";
}

std::string builtProgram() {
  std::string program = HOP_BIN_DIR "/hop-peer-go";
  if (!std::filesystem::exists(program)) {
    throw std::runtime_error(
        "hop-peer-go is not built: it needs Go (Debian's package is golang-go) "
        "before cmake is run");
  }
  return program;
}

class Go final : public Peer {
 public:
  [[nodiscard]] process::Command command(const Task& task) const override {
    const auto& options = task.options;
    const auto& times = options.timeouts;
    process::Command command{
        {builtProgram(), "-listen=" + options.listen.text(),
         "-upstream=" + options.upstream.url,
         "-strip-prefix=" + options.stripPrefix,
         "-cert=" + task.certificateFile, "-key=" + task.keyFile,
         "-upstream-ca=" + options.trust.authorityFile,
         "-connect=" + milliseconds(times.connect),
         "-response-head=" + milliseconds(times.responseHead),
         "-request-head=" + milliseconds(times.requestHead),
         "-client-idle=" + milliseconds(times.clientIdle),
         "-shutdown=" + milliseconds(times.shutdown),
         "-head-bytes=" + std::to_string(options.limits.headBytes),
         "-streams=" + std::to_string(options.limits.streams)}};
    if (!options.trust.verify) command.argv.emplace_back("-upstream-insecure");
    return command;
  }

  [[nodiscard]] process::Command version() const override {
    return {{programPath("go"), "version"}};
  }
};

}  // namespace

std::unique_ptr<Peer> makeGo() {
  return std::make_unique<Go>();
}

}  // namespace hop::peers
