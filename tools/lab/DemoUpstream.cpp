// SPDX-License-Identifier: MIT
#include "tools/lab/DemoUpstream.h"

#include <chrono>
#include <stdexcept>
#include <utility>

namespace hop::lab {

using namespace std::chrono_literals;

DemoUpstream::DemoUpstream(std::filesystem::path program)
    : path_(std::move(program)), keeper_([this] { run(); }) {}

DemoUpstream::~DemoUpstream() {
  {
    const std::lock_guard lock(mutex_);
    stop_ = true;
  }
  changed_.notify_all();
  keeper_.join();
}

DemoUpstream::Lease::Lease(DemoUpstream& upstream) : upstream_(upstream) {
  std::unique_lock lock(upstream_.mutex_);
  ++upstream_.asking_;
  upstream_.changed_.notify_all();
  upstream_.changed_.wait(
      lock, [this] { return upstream_.asking_ == 0 || upstream_.stop_; });
  if (upstream_.port_ == 0) throw std::runtime_error(upstream_.failure_);
  port_ = upstream_.port_;
  ++upstream_.leases_;
}

DemoUpstream::Lease::~Lease() {
  const std::lock_guard lock(upstream_.mutex_);
  --upstream_.leases_;
  upstream_.changed_.notify_all();
}

void DemoUpstream::run() {
  std::unique_lock lock(mutex_);
  while (!stop_) {
    const bool asked =
        changed_.wait_for(lock, 60s, [this] { return stop_ || asking_ > 0; });
    if (asking_ > 0) {
      start();
      asking_ = 0;
      changed_.notify_all();
    } else if (!asked && leases_ == 0) {
      port_ = 0;
      program_.reset();
    }
  }
  program_.reset();
}

void DemoUpstream::start() {
  if (program_ && !program_->child().wait(0ms)) return;
  port_ = 0;
  program_.reset();
  try {
    process::Command command;
    command.argv = {path_.string(), "--listen", "127.0.0.1:0", "--quiet"};
    program_.emplace(command);
    port_ = program_->port();
  } catch (const std::exception& error) {
    failure_ = error.what();
  }
}

}  // namespace hop::lab
