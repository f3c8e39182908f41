// SPDX-License-Identifier: MIT
#pragma once

#include "tools/wire/Program.h"

#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <stdexcept>

namespace hop::lab {

/// Too many wait already.
class Busy final : public std::runtime_error {
 public:
  Busy() : std::runtime_error("the lab is busy: try again in a moment") {}
};

/// Lets a few in at a time, and a few more wait.
class Gate final {
 public:
  Gate(std::size_t mostInside, std::size_t mostWaiting)
      : mostInside_(mostInside), mostWaiting_(mostWaiting) {}

  /// Inside as long as it lives.
  class Ticket final {
   public:
    /// Waits for room. @throws Busy, wire::Interrupted.
    Ticket(Gate& gate, const wire::Cancelled& cancelled);
    ~Ticket();
    Ticket(const Ticket&) = delete;
    Ticket& operator=(const Ticket&) = delete;

   private:
    Gate& gate_;
  };

 private:
  const std::size_t mostInside_;
  const std::size_t mostWaiting_;
  std::mutex mutex_;
  std::condition_variable room_;
  std::size_t inside_ = 0;
  std::size_t waiting_ = 0;
};

}  // namespace hop::lab
