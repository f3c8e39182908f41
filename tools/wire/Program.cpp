// SPDX-License-Identifier: MIT
#include "tools/wire/Program.h"

#include "common/cli/UpstreamUrl.h"

#include <csignal>
#include <filesystem>
#include <optional>

namespace hop::wire {

namespace {

using namespace std::chrono_literals;

constexpr auto kPatience = 10s;

const process::Command& existing(const process::Command& command) {
  const std::string& program = command.argv.at(0);
  if (!std::filesystem::exists(program)) {
    throw std::runtime_error(program +
                             " is not built; ./hop builds what it needs, or: "
                             "cmake --build build/dev");
  }
  return command;
}

/// The port in "... listening on http://127.0.0.1:8080, upstream ...".
std::uint16_t portIn(const std::string& line) {
  constexpr std::string_view before = " listening on http://";
  const auto start = line.find(before);
  if (start == line.npos) throw std::runtime_error("unexpected: " + line);
  const std::string address = line.substr(
      start + before.size(),
      line.find_first_of(", ", start + before.size()) - start - before.size());
  return cli::parsePort(address.substr(address.rfind(':') + 1));
}

}  // namespace

Program::Program(const process::Command& command, const Cancelled& cancelled)
    : name_(std::filesystem::path(command.argv.at(0)).filename()),
      child_(existing(command)) {
  waitUntilReady(cancelled);
}

std::string Program::url() const {
  return "http://127.0.0.1:" + std::to_string(port_);
}

std::string Program::stop() {
  child_.signal(SIGTERM);
  child_.wait(6s);
  return child_.standardError();
}

void Program::waitUntilReady(const Cancelled& cancelled) {
  const auto deadline = std::chrono::steady_clock::now() + kPatience;
  std::optional<std::string> line;
  while (!(line = child_.firstLine(50ms))) {
    if (cancelled && cancelled()) throw Interrupted();
    if (const auto status = child_.wait(0ms)) {
      const std::string said = child_.standardError();
      throw ProgramFailed(name_ +
                              " ended before it was ready: " + status->text() +
                              (said.empty() ? "" : "\n") + said,
                          *status);
    }
    if (std::chrono::steady_clock::now() > deadline) {
      throw ProgramFailed(name_ + " does not become ready", {});
    }
  }
  port_ = portIn(*line);
}

}  // namespace hop::wire
