// SPDX-License-Identifier: MIT
#include "tools/process/ChildProcess.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#include <sys/syscall.h>
#endif

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <stdexcept>

namespace hop::process {

namespace {

using namespace std::chrono_literals;

struct Pipe {
  int read = -1;
  int write = -1;
};

/// Both ends are closed by exec, so that no other child inherits them and
/// keeps the pipe open.
Pipe makePipe() {
  std::array<int, 2> ends{};
#ifdef __linux__
  const int result = ::pipe2(ends.data(), O_CLOEXEC);
#else
  const int result = ::pipe(ends.data());
  for (const int end : ends) ::fcntl(end, F_SETFD, FD_CLOEXEC);
#endif
  if (result != 0) throw std::runtime_error("no pipe: too many open files?");
  return {ends[0], ends[1]};
}

std::vector<char*> pointersTo(const std::vector<std::string>& words) {
  std::vector<char*> pointers;
  pointers.reserve(words.size() + 1);
  for (const auto& word : words) {
    pointers.push_back(const_cast<char*>(word.c_str()));
  }
  pointers.push_back(nullptr);
  return pointers;
}

/// Nothing but the three standard streams is for the child: a socket of ours
/// that it kept would stay open when we close it.
void closeOthersOnExec() {
#ifdef SYS_close_range
  constexpr unsigned cloexec = 1U << 2U;  // CLOSE_RANGE_CLOEXEC
  if (::syscall(SYS_close_range, 3U, ~0U, cloexec) == 0) return;
#endif
  constexpr int most = 4096;  // more than any tool of ours opens
  for (int i = 3; i < most; ++i) ::fcntl(i, F_SETFD, FD_CLOEXEC);
}

/// Runs in the child, between fork and exec: system calls only.
[[noreturn]] void becomeProgram(const Command& command, char** argv, int out,
                                int error, int failure) {
#ifdef __linux__
  ::prctl(PR_SET_PDEATHSIG, SIGTERM);
#endif
  sigset_t none;
  sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  ::dup2(out, STDOUT_FILENO);
  if (!command.inheritError) ::dup2(error, STDERR_FILENO);
  const int null = ::open("/dev/null", O_RDONLY);
  ::dup2(null, STDIN_FILENO);
  closeOthersOnExec();
  for (const auto& [name, value] : command.environment) {
    ::setenv(name.c_str(), value.c_str(), 1);
  }
  if (command.directory.empty() || ::chdir(command.directory.c_str()) == 0) {
    ::execvp(argv[0], argv);
  }
  const int code = errno;
  [[maybe_unused]] const auto n = ::write(failure, &code, sizeof code);
  ::_exit(127);
}

/// The pipe closes by itself when exec succeeds; otherwise errno comes out.
void throwIfExecFailed(int descriptor, const std::string& program) {
  int code = 0;
  const auto got = ::read(descriptor, &code, sizeof code);
  ::close(descriptor);
  if (got == sizeof code) {
    throw std::runtime_error("cannot start " + program + ": " +
                             std::strerror(code));
  }
}

}  // namespace

std::string ExitStatus::text() const {
  if (signal == 0) return "exit code " + std::to_string(code);
  return "killed by signal " + std::to_string(signal) + " (" +
         strsignal(signal) + ")";
}

ChildProcess::ChildProcess(const Command& command) {
  if (command.argv.empty()) throw std::runtime_error("no program to start");
  const Pipe out = makePipe();
  const Pipe error = makePipe();
  const Pipe failure = makePipe();
  const auto argv = pointersTo(command.argv);
  pid_ = ::fork();
  if (pid_ < 0) throw std::runtime_error("cannot fork");
  if (pid_ == 0) {
    becomeProgram(command, const_cast<char**>(argv.data()), out.write,
                  error.write, failure.write);
  }
  for (const int end : {out.write, error.write, failure.write}) ::close(end);
  out_ = out.read;
  error_ = error.read;
  collector_ = std::thread([this] { collect(); });
  try {
    throwIfExecFailed(failure.read, command.argv.front());
  } catch (...) {
    wait(1s);
    collector_.join();
    throw;
  }
}

ChildProcess::~ChildProcess() {
  signal(SIGTERM);
  if (!wait(6s)) {
    signal(SIGKILL);
    wait(10s);
  }
  // A grandchild may hold the pipes open for longer than we want to live.
  abandoned_ = true;
  collector_.join();
}

void ChildProcess::signal(int number) {
  if (!status_) ::kill(pid_, number);
}

std::optional<std::string> ChildProcess::firstLine(
    std::chrono::milliseconds timeout) {
  std::unique_lock lock(mutex_);
  const auto complete = [this] {
    return outputEnded_ || outText_.find('\n') != std::string::npos;
  };
  changed_.wait_for(lock, timeout, complete);
  const auto end = outText_.find('\n');
  if (end == std::string::npos) return std::nullopt;
  return outText_.substr(0, end);
}

std::string ChildProcess::standardOutput() const {
  const std::lock_guard lock(mutex_);
  return outText_;
}

std::string ChildProcess::standardError() const {
  const std::lock_guard lock(mutex_);
  return errorText_;
}

std::optional<ExitStatus> ChildProcess::wait(
    std::chrono::milliseconds timeout) {
  const auto deadline = std::chrono::steady_clock::now() + timeout;
  while (!status_) {
    int raw = 0;
    if (::waitpid(pid_, &raw, WNOHANG) == pid_) {
      const bool killed = WIFSIGNALED(raw);
      status_ =
          ExitStatus{killed ? 0 : WEXITSTATUS(raw), killed ? WTERMSIG(raw) : 0};
      break;
    }
    if (std::chrono::steady_clock::now() >= deadline) return std::nullopt;
    std::this_thread::sleep_for(2ms);
  }
  // A grandchild may keep the pipes open: do not wait for it for ever.
  std::unique_lock lock(mutex_);
  changed_.wait_for(lock, 1s, [this] { return outputEnded_; });
  return status_;
}

void ChildProcess::collect() {
  std::array<pollfd, 2> wanted{pollfd{out_, POLLIN, 0},
                               pollfd{error_, POLLIN, 0}};
  while (!abandoned_ && (wanted[0].fd >= 0 || wanted[1].fd >= 0)) {
    ::poll(wanted.data(), wanted.size(), 50);
    for (std::size_t i = 0; i < wanted.size(); ++i) {
      if (wanted[i].fd < 0 || wanted[i].revents == 0) continue;
      if (!readInto(wanted[i].fd, i == 0 ? outText_ : errorText_)) {
        ::close(wanted[i].fd);
        wanted[i].fd = -1;
      }
    }
  }
  for (const auto& end : wanted) {
    if (end.fd >= 0) ::close(end.fd);
  }
  const std::lock_guard lock(mutex_);
  outputEnded_ = true;
  changed_.notify_all();
}

bool ChildProcess::readInto(int descriptor, std::string& text) {
  std::array<char, 4096> buffer{};
  const auto got = ::read(descriptor, buffer.data(), buffer.size());
  if (got < 0 && errno == EINTR) return true;
  if (got <= 0) return false;
  const std::lock_guard lock(mutex_);
  text.append(buffer.data(), static_cast<std::size_t>(got));
  changed_.notify_all();
  return true;
}

}  // namespace hop::process
