// SPDX-License-Identifier: MIT
#include "tools/pages/Player.h"

#include "tools/pages/FourDigitPort.h"
#include "tools/pages/Normalize.h"
#include "tools/process/ChildProcess.h"

#include <Poco/TemporaryFile.h>

#include <cstdlib>
#include <memory>
#include <stdexcept>

namespace hop::pages {

namespace {

using process::ChildProcess;

constexpr auto kPatience = std::chrono::seconds(10);
/// Between our look at a port and the program's bind somebody may take it.
constexpr int kStarts = 5;

/// A server that has said that it is ready.
struct Running {
  std::unique_ptr<ChildProcess> program;
  std::uint16_t port = 0;
};

Running start(const std::filesystem::path& program,
              const std::vector<std::string>& options) {
  std::string error;
  for (int i = 0; i < kStarts; ++i) {
    const auto port = fourDigitPort();
    std::vector<std::string> argv{program.string(), "--quiet", "--listen",
                                  "127.0.0.1:" + std::to_string(port)};
    argv.insert(argv.end(), options.begin(), options.end());
    auto child =
        std::make_unique<ChildProcess>(process::Command{argv, {}, {}, false});
    if (child->firstLine(kPatience)) return {std::move(child), port};
    child->wait(kPatience);
    error = child->standardError();
  }
  throw std::runtime_error(program.filename().string() +
                           " does not start: " + error);
}

Running startUpstream(const std::filesystem::path& bin, const Scene& scene) {
  if (scene.upstream == Scene::Upstream::None) return {};
  return start(bin / "demo-upstream", {});
}

Running startStep(const std::filesystem::path& bin, const Scene& scene,
                  std::uint16_t upstream) {
  if (!scene.step) return {};
  auto options = scene.options;
  options.insert(options.end(),
                 {"--upstream", scene.scheme + "://127.0.0.1:" +
                                    std::to_string(upstream) + scene.base});
  return start(bin / scene.step->slug, options);
}

/// An empty directory that is also the home: no .curlrc but ours. curl shows
/// its progress whenever its output is no terminal; a reader's curl does not.
class Desk final {
 public:
  Desk() {
    directory_.createDirectories();
    writeFile(path() / ".curlrc",
              "no-progress-meter\nuser-agent = \"curl/8.5.0\"\n");
  }
  [[nodiscard]] std::filesystem::path path() const { return directory_.path(); }

 private:
  Poco::TemporaryFile directory_;
};

Lines play(const std::string& command, const Ports& ports, const Desk& desk) {
  const char* const path = std::getenv("PATH");
  ChildProcess bash(
      {{"env", "-i", std::string("PATH=") + (path == nullptr ? "" : path),
        "HOME=" + desk.path().string(), "LC_ALL=C", "bash", "-c",
        "exec 2>&1; " + withRealPorts(command, ports)},
       {},
       desk.path().string(),
       false});
  if (!bash.wait(kPatience)) {
    throw std::runtime_error("this takes longer than 10 seconds: " + command);
  }
  return normalize(bash.standardOutput(), ports);
}

std::vector<Lines> playScene(const std::filesystem::path& bin,
                             const Scene& scene) {
  const DeadPort noProxy;
  const DeadPort noUpstream;
  const auto upstream = startUpstream(bin, scene);
  Ports ports{noProxy.port(), noUpstream.port()};
  if (upstream.program) ports.upstream = upstream.port;
  const auto proxy = startStep(bin, scene, ports.upstream);
  if (proxy.program) ports.proxy = proxy.port;
  const Desk desk;
  std::vector<Lines> outputs;
  for (const auto& command : scene.commands) {
    outputs.push_back(play(command, ports, desk));
  }
  return outputs;
}

}  // namespace

Recorder player(std::filesystem::path bin) {
  return [bin = std::move(bin)](const Scene& scene) {
    return playScene(bin, scene);
  };
}

}  // namespace hop::pages
