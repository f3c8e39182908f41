// SPDX-License-Identifier: MIT
#pragma once

#include <csignal>

namespace hop::tool {

/// From the constructor on, SIGINT, SIGTERM and SIGHUP do not kill the tool:
/// they are seen here, so that it can stop what it started. Make one before
/// the first thread (threads inherit what is blocked).
class Signals final {
 public:
  enum class News {
    Interrupt,  ///< Ctrl-C: the terminal has sent it to the children too
    Terminate,
    ChildEnded  ///< one of the children, or none: look
  };

  Signals();

  /// Waits for the next one.
  [[nodiscard]] News wait() const;
  /// Has somebody asked to stop? Does not wait, and does not forget.
  [[nodiscard]] static bool stopRequested();

 private:
  sigset_t watched_{};
};

}  // namespace hop::tool
