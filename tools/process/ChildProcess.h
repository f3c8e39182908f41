// SPDX-License-Identifier: MIT
#pragma once

#include <sys/types.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace hop::process {

/// How a child ended: by itself with a code, or killed by a signal.
struct ExitStatus {
  int code = 0;    ///< exit code; meaningless when signal is not 0
  int signal = 0;  ///< the signal that killed it, or 0

  [[nodiscard]] bool ok() const { return code == 0 && signal == 0; }
  /// "exit code 2" or "killed by signal 11 (Segmentation fault)".
  [[nodiscard]] std::string text() const;
};

/// What to start.
struct Command {
  std::vector<std::string> argv;  ///< argv[0] is the program (PATH is searched)
  std::vector<std::pair<std::string, std::string>> environment{};  ///< added
  std::string directory{};    ///< working directory; empty: ours
  bool inheritError = false;  ///< stderr goes to ours instead of being kept
};

/// A child process whose output is collected while it runs, and which is ended
/// and reaped at the latest when the object goes away. On Linux it is also
/// ended when the thread that started it dies, so start it from the main one.
class ChildProcess final {
 public:
  /// @throws std::runtime_error when the program cannot be started.
  explicit ChildProcess(const Command& command);
  /// SIGTERM, six seconds of patience, SIGKILL.
  ~ChildProcess();
  ChildProcess(const ChildProcess&) = delete;
  ChildProcess& operator=(const ChildProcess&) = delete;

  [[nodiscard]] pid_t pid() const { return pid_; }

  /// The first complete line of stdout, without its end, as soon as there is
  /// one; empty when the child ended or the time ran out before.
  [[nodiscard]] std::optional<std::string> firstLine(
      std::chrono::milliseconds timeout);

  /// Everything written so far.
  [[nodiscard]] std::string standardOutput() const;
  [[nodiscard]] std::string standardError() const;

  /// Sends a signal if the child has not been reaped yet.
  void signal(int number);

  /// Waits for the end of the child and of its output; empty on timeout.
  std::optional<ExitStatus> wait(std::chrono::milliseconds timeout);

 private:
  void collect();
  bool readInto(int descriptor, std::string& text);

  pid_t pid_ = -1;
  int out_ = -1;
  int error_ = -1;
  std::optional<ExitStatus> status_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::string outText_;
  std::string errorText_;
  bool outputEnded_ = false;
  std::atomic<bool> abandoned_{false};
  std::thread collector_;
};

}  // namespace hop::process
