// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <thread>
#include <utility>

namespace hop::io {

/// Something that runs beside the current thread and never outlives its
/// block: the destructor asks it to end, and waits until it has.
class Task final {
 public:
  /// @param work must not throw.
  /// @param cancel makes @p work return soon; called once, in any case, also
  ///   when the work is done already.
  Task(std::function<void()> work, std::function<void()> cancel)
      : cancel_(std::move(cancel)), thread_(std::move(work)) {}
  ~Task() {
    cancel_();
    thread_.join();
  }
  Task(const Task&) = delete;
  Task& operator=(const Task&) = delete;

 private:
  std::function<void()> cancel_;
  std::thread thread_;
};

}  // namespace hop::io
