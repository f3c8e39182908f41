// SPDX-License-Identifier: MIT
#include "tests/bench/Candidate.h"

#include "tests/bench/Loopback.h"

#include <chrono>
#include <csignal>
#include <fstream>
#include <iomanip>
#include <sstream>
#include <stdexcept>
#include <thread>

namespace hop::bench {

namespace {

using namespace std::chrono_literals;

constexpr int kStarts = 3;  ///< somebody may take the port in between
constexpr const char* kStepOptions =
    " --listen {listen} --upstream {upstream} --quiet";

void replaceAll(std::string& text, const std::string& mark,
                const std::string& value) {
  for (auto at = text.find(mark); at != text.npos;
       at = text.find(mark, at + value.size())) {
    text.replace(at, mark.size(), value);
  }
}

process::Command fill(const std::string& text, const Ports& ports) {
  process::Command command{};
  std::istringstream stream(text);
  for (std::string word; stream >> std::quoted(word);) {
    replaceAll(word, "{listen}", "127.0.0.1:" + std::to_string(ports.listen));
    replaceAll(word, "{upstream}",
               ports.scheme + "://127.0.0.1:" + std::to_string(ports.upstream));
    command.argv.push_back(word);
  }
  return command;
}

std::uint16_t freePort() {
  std::uint16_t port = 0;
  (void)bindLoopback(port);
  return port;
}

/// The number behind "VmRSS:" or "Threads:"; 0 where the system has no /proc.
long statusValue(pid_t pid, const std::string& key) {
  std::ifstream file("/proc/" + std::to_string(pid) + "/status");
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with(key)) return std::stol(line.substr(key.size()));
  }
  return 0;
}

}  // namespace

Candidate parseCandidate(const std::string& text) {
  const auto sign = text.find('=');
  if (sign == text.npos || sign == 0 || sign + 1 == text.size()) {
    throw std::invalid_argument("not NAME=COMMAND: " + text);
  }
  std::string command = text.substr(sign + 1);
  if (command.find('{') == command.npos) command += kStepOptions;
  return {text.substr(0, sign),
          [command](const Ports& ports) { return fill(command, ports); }};
}

RunningProxy::RunningProxy(const Candidate& candidate,
                           std::uint16_t upstreamPort,
                           const std::string& scheme)
    : name_(candidate.name) {
  for (int i = 0; i < kStarts; ++i) {
    port_ = freePort();
    child_ = std::make_unique<process::ChildProcess>(
        candidate.command({port_, upstreamPort, scheme}));
    if (waitUntilReady()) return;
  }
  throw std::runtime_error(name_ + " does not start:\n" +
                           child_->standardError());
}

void RunningProxy::end() {
  child_->signal(SIGTERM);
  if (!child_->wait(10s)) throw std::runtime_error(name_ + " does not end");
}

bool RunningProxy::waitUntilReady() const {
  const auto deadline = std::chrono::steady_clock::now() + 10s;
  while (std::chrono::steady_clock::now() < deadline) {
    if (child_->wait(10ms)) return false;
    if (connectLoopback(port_).get() >= 0) return true;
  }
  return false;
}

/// proc(5): utime and stime are the fields 14 and 15; the second one, the
/// program's name, may have blanks in it and ends with the last ")".
CpuTime RunningProxy::cpu() const {
  std::ifstream file("/proc/" + std::to_string(child_->pid()) + "/stat");
  std::string text;
  std::getline(file, text);
  std::istringstream fields(text.substr(text.rfind(')') + 1));
  std::string ignored;
  for (int field = 3; field < 14; ++field) fields >> ignored;
  CpuTime ticks;
  if (!(fields >> ticks.user >> ticks.system)) {
    throw std::runtime_error(name_ + " has ended, or there is no /proc");
  }
  const auto perSecond = static_cast<double>(::sysconf(_SC_CLK_TCK));
  return {ticks.user / perSecond, ticks.system / perSecond};
}

double RunningProxy::residentMiB() const {
  return static_cast<double>(statusValue(child_->pid(), "VmRSS:")) / 1024;
}

double RunningProxy::peakMiB() const {
  return static_cast<double>(statusValue(child_->pid(), "VmHWM:")) / 1024;
}

long RunningProxy::threads() const {
  return statusValue(child_->pid(), "Threads:");
}

}  // namespace hop::bench
