// SPDX-License-Identifier: MIT
#include "tests/support/Proxy.h"

#include "tests/support/Errors.h"
#include "tests/support/Sanitized.h"

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iomanip>
#include <sstream>

namespace hop::test {

namespace {

using namespace std::chrono_literals;

/// The port behind the last colon of "http://HOST:PORT," in the line.
std::uint16_t portIn(const std::string& line) {
  const auto comma = line.find(", upstream");
  const auto colon = line.rfind(':', comma);
  if (colon == std::string::npos) {
    throw HarnessError("no port in the readiness line: " + line);
  }
  return static_cast<std::uint16_t>(std::stoul(line.substr(colon + 1)));
}

/// "h2c://" of the upstream's URL.
std::string schemeOf(const std::string& url) {
  const auto end = url.find("://");
  return end == url.npos ? "" : url.substr(0, end + 3);
}

/// It did not become ready: because of an option it does not know yet, which
/// is the case's affair, or for a reason that is nobody's plan.
[[noreturn]] void explain(process::ChildProcess& child,
                          const Proxy::Settings& settings) {
  child.signal(SIGTERM);
  const auto status = child.wait(10s);
  const std::string error = child.standardError();
  if (status && status->signal == 0 && status->code == 2) {
    const std::string scheme = schemeOf(settings.upstream);
    for (const auto* said : {" comes with step", " is unknown to"}) {
      if (error.find(scheme + said) != error.npos) {
        fail("option-unknown", error);
      }
    }
    for (const auto& option : settings.options) {
      if (option.starts_with("--") && error.find(option) != error.npos) {
        fail("option-unknown", error);
      }
    }
  }
  throw HarnessError("the proxy did not start: " +
                     (status ? status->text() : "it hangs") + "\n" + error);
}

/// The value of "VmRSS:" or "Threads:" in /proc/PID/status.
std::optional<long> statusValue(pid_t pid, const std::string& key) {
  std::ifstream file("/proc/" + std::to_string(pid) + "/status");
  std::string line;
  while (std::getline(file, line)) {
    if (line.starts_with(key)) return std::stol(line.substr(key.size()));
  }
  return std::nullopt;
}

}  // namespace

std::vector<std::string> proxyCommand(const Proxy::Settings& settings) {
  const char* text = std::getenv("HOP_PROXY");
  if (text == nullptr) {
    throw HarnessError(
        "HOP_PROXY is not set: the command of the proxy under test, such as "
        "'01-listen --listen {listen} --upstream {upstream} {options}'");
  }
  std::vector<std::string> words;
  std::istringstream stream(text);
  for (std::string word; stream >> std::quoted(word);) {
    if (word == "{listen}") {
      words.push_back(settings.listen);
    } else if (word == "{upstream}") {
      words.push_back(settings.upstream);
    } else if (word == "{options}") {
      words.insert(words.end(), settings.options.begin(),
                   settings.options.end());
    } else {
      words.push_back(word);
    }
  }
  return words;
}

Proxy::Proxy(const Settings& settings) {
  child_ = std::make_unique<process::ChildProcess>(
      process::Command{proxyCommand(settings)});
  const auto line = child_->firstLine(10s);
  if (!line) explain(*child_, settings);
  readiness_ = *line;
  port_ = portIn(readiness_);
}

std::string Proxy::standardError() const {
  return child_->standardError();
}

std::optional<process::ExitStatus> Proxy::wait(
    std::chrono::milliseconds timeout) {
  auto status = child_->wait(timeout);
  judged_ = judged_ || status.has_value();
  return status;
}

void Proxy::stopCleanly() {
  if (!judged_) {
    child_->signal(SIGTERM);
    const auto status = child_->wait(10s);
    if (!status) throw HarnessError("the proxy does not stop after SIGTERM");
    if (!status->ok()) {
      throw HarnessError("the proxy ended with " + status->text() + "\n" +
                         child_->standardError());
    }
    judged_ = true;
  }
  const std::string error = child_->standardError();
  for (const auto* mark : {"Sanitizer", "runtime error:"}) {
    if (error.find(mark) != error.npos) {
      throw HarnessError("sanitizer report:\n" + error);
    }
  }
}

std::optional<long> Proxy::residentKiB() const {
  // A sanitizer needs many times what it watches: that would be measured.
  if (sanitized()) return std::nullopt;
  return statusValue(pid(), "VmRSS:");
}

std::optional<int> Proxy::threads() const {
  const auto count = statusValue(pid(), "Threads:");
  return count ? std::optional<int>(static_cast<int>(*count)) : std::nullopt;
}

std::optional<int> Proxy::descriptors() const {
  std::error_code error;
  const std::filesystem::directory_iterator list(
      "/proc/" + std::to_string(pid()) + "/fd", error);
  if (error) return std::nullopt;
  return static_cast<int>(std::distance(begin(list), end(list)));
}

}  // namespace hop::test
