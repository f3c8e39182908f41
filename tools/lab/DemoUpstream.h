// SPDX-License-Identifier: MIT
#pragma once

#include "tools/wire/Program.h"

#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

namespace hop::lab {

/// The one demo upstream behind all exchanges: started when the first one
/// needs it, started again should it have ended, stopped when nobody has
/// needed it for a minute.
class DemoUpstream final {
 public:
  explicit DemoUpstream(std::filesystem::path program);
  ~DemoUpstream();
  DemoUpstream(const DemoUpstream&) = delete;
  DemoUpstream& operator=(const DemoUpstream&) = delete;

  /// It runs at least as long as this lives.
  class Lease final {
   public:
    /// @throws std::runtime_error when it cannot be started.
    explicit Lease(DemoUpstream& upstream);
    ~Lease();
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;

    [[nodiscard]] std::uint16_t port() const { return port_; }

   private:
    DemoUpstream& upstream_;
    std::uint16_t port_ = 0;
  };

 private:
  void run();
  void start();

  std::filesystem::path path_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::size_t leases_ = 0;
  std::size_t asking_ = 0;  ///< who waits for run() to look after it
  std::uint16_t port_ = 0;
  std::string failure_ = "the lab is stopping";
  bool stop_ = false;
  std::optional<wire::Program> program_;  ///< run() alone touches it
  /// A child ends with the thread that started it: so one thread, and not
  /// those that come and go with the requests.
  std::thread keeper_;
};

}  // namespace hop::lab
