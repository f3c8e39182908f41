// SPDX-License-Identifier: MIT
#include "tools/hop/DemoProgram.h"

#include "tools/hop/Signals.h"
#include "tools/wire/Program.h"

#include <Poco/StringTokenizer.h>
#include <Poco/URI.h>

#include <chrono>
#include <filesystem>
#include <thread>

namespace hop::tool {

namespace {

using namespace std::chrono_literals;

constexpr auto kPatience = 10s;
constexpr auto kSlice = 10ms;

const process::Command& existing(const process::Command& command) {
  const std::string& program = command.argv.at(0);
  if (!std::filesystem::exists(program)) {
    throw std::runtime_error(program +
                             " is not built; ./hop builds what it needs, or: "
                             "cmake --build build/dev");
  }
  return command;
}

/// "... listening on http://127.0.0.1:8080, upstream ...".
Place placeIn(const std::string& line) {
  constexpr std::string_view before = " listening on ";
  const auto start = line.find(before);
  if (start == line.npos) throw std::runtime_error("unexpected: " + line);
  const std::string rest = line.substr(start + before.size());
  const Poco::URI url(rest.substr(0, rest.find(',')));
  return {url.getScheme(), url.getPort()};
}

/// The lines of a text that are complete.
std::vector<std::string> linesOf(const std::string& text) {
  const Poco::StringTokenizer lines(text.substr(0, text.rfind('\n') + 1), "\n",
                                    Poco::StringTokenizer::TOK_IGNORE_EMPTY);
  return {lines.begin(), lines.end()};
}

}  // namespace

DemoProgram::DemoProgram(const process::Command& command, std::size_t places)
    : name_(std::filesystem::path(command.argv.at(0)).filename()),
      child_(existing(command)) {
  waitUntilReady(places);
}

void DemoProgram::waitUntilReady(std::size_t places) {
  const auto deadline = std::chrono::steady_clock::now() + kPatience;
  std::vector<std::string> lines;
  while ((lines = linesOf(child_.standardOutput())).size() < places) {
    if (Signals::stopRequested()) throw wire::Interrupted();
    if (const auto status = child_.wait(0ms)) {
      throw wire::ProgramFailed(
          name_ + " ended before it was ready: " + status->text(), *status);
    }
    if (std::chrono::steady_clock::now() > deadline) {
      throw wire::ProgramFailed(name_ + " does not become ready", {});
    }
    std::this_thread::sleep_for(kSlice);
  }
  for (const std::string& line : lines) places_.push_back(placeIn(line));
}

}  // namespace hop::tool
