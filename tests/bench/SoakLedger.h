// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <cstddef>
#include <map>
#include <mutex>
#include <string>

namespace hop::bench {

/// What the upstream did with a request.
enum class Fate {
  Unseen,    ///< nothing: it never came
  Answered,  ///< a complete answer was sent
  Broken,    ///< none, or a part of one
  Uncertain  ///< an answer, and a reset right behind it
};

/// The upstream writes down what it does, and whoever gets an answer can tell
/// whether it is the right one. For all threads.
class SoakLedger final {
 public:
  struct Entry {
    int times = 0;  ///< that the request came
    Fate fate = Fate::Unseen;
  };

  void write(const std::string& id, Fate fate) {
    const std::lock_guard lock(mutex_);
    Entry& entry = entries_[id];
    ++entry.times;
    entry.fate = fate;
  }
  /// What is known of it; then it is forgotten.
  Entry take(const std::string& id) {
    const std::lock_guard lock(mutex_);
    const auto node = entries_.extract(id);
    return node.empty() ? Entry() : node.mapped();
  }
  void countRestart() { ++restarts_; }
  [[nodiscard]] std::size_t restarts() const { return restarts_; }

 private:
  std::mutex mutex_;
  std::map<std::string, Entry> entries_;
  std::atomic<std::size_t> restarts_{0};
};

/// The one right body for that request: begins with its name, and is as long as
/// that says (up to 40 KiB).
[[nodiscard]] inline std::string soakBody(const std::string& id) {
  std::size_t sum = 7;
  for (const char c : id) sum = sum * 31 + static_cast<unsigned char>(c);
  constexpr std::size_t most = 40'000;
  const std::size_t size = sum % 8 == 0 ? sum % most : sum % 200;
  return id + "|" + std::string(size, static_cast<char>('a' + sum % 26));
}

}  // namespace hop::bench
