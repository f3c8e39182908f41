// SPDX-License-Identifier: MIT
#include "tools/lab/Recordings.h"

#include "tools/wire/ExchangeJson.h"
#include "tools/wire/Timeless.h"

#include <algorithm>
#include <atomic>
#include <fstream>
#include <future>
#include <iterator>
#include <sstream>
#include <stdexcept>

namespace hop::lab {

namespace {

namespace fs = std::filesystem;

constexpr int kMostTries = 6;
/// Most of the time they wait: more of them than there are processors.
constexpr int kAtOnce = 4;
constexpr unsigned kIndent = 1;

std::string contentsOf(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<Order> everyOrder(const Choice& choice) {
  std::vector<Order> orders;
  const int newest = choice.manifest.newest().number;
  for (const auto& scenario : choice.scenarios.upTo(newest)) {
    orders.push_back({scenario, {stepProgram(choice, 0)}});
    for (const auto& step : choice.manifest.written()) {
      orders.push_back({scenario, {stepProgram(choice, step.number)}});
    }
  }
  return orders;
}

fs::path pathOf(const Order& order) {
  return fs::path(order.scenario.name) /
         (std::to_string(order.steps.front().number) + ".json");
}

/// Everything that the threads share.
class Studio final {
 public:
  Studio(std::vector<Order> orders, fs::path directory,
         wire::Surroundings surroundings)
      : orders_(std::move(orders)),
        directory_(std::move(directory)),
        surroundings_(std::move(surroundings)),
        recordings_(orders_.size()) {}

  std::vector<Recording> run() {
    std::vector<std::future<void>> workers;
    for (int i = 0; i < kAtOnce; ++i) {
      workers.push_back(std::async(std::launch::async, [this] { work(); }));
    }
    for (auto& worker : workers) worker.get();
    return std::move(recordings_);
  }

 private:
  void work() try {
    for (std::size_t i = next_++; i < orders_.size(); i = next_++) {
      recordings_[i] = settled(orders_[i]);
    }
  } catch (...) {
    next_ = orders_.size();  // the others need not go on
    throw;
  }

  Recording settled(const Order& order) const {
    Recording recording{pathOf(order), contentsOf(directory_ / pathOf(order)),
                        play(order)};
    for (int i = 1; recording.changed() && i < kMostTries; ++i) {
      std::string again = play(order);
      if (again == recording.now) return recording;
      recording.now = std::move(again);
    }
    if (!recording.changed()) return recording;
    throw std::runtime_error(recording.path.string() +
                             " comes out differently each time");
  }

  [[nodiscard]] std::string play(const Order& order) const {
    wire::Recorder recorder;
    const auto exchange = wire::runExchange(order.steps.front(), order.scenario,
                                            surroundings_, recorder);
    std::ostringstream text;
    wire::toJson(wire::timeless(exchange))->stringify(text, kIndent);
    text << "\n";
    return text.str();
  }

  const std::vector<Order> orders_;
  const fs::path directory_;
  const wire::Surroundings surroundings_;
  std::vector<Recording> recordings_;  ///< each thread its own elements
  std::atomic<std::size_t> next_{0};
};

/// Files that no scenario has.
std::vector<Recording> leftOver(const fs::path& directory,
                                const std::vector<Recording>& recordings) {
  std::vector<Recording> rest;
  if (!fs::exists(directory)) return rest;
  for (const auto& entry : fs::recursive_directory_iterator(directory)) {
    if (!entry.is_regular_file()) continue;
    const auto path = entry.path().lexically_relative(directory);
    const bool known = std::any_of(
        recordings.begin(), recordings.end(),
        [&](const Recording& recording) { return recording.path == path; });
    if (!known) rest.push_back({path, contentsOf(entry.path()), {}});
  }
  return rest;
}

}  // namespace

std::vector<Recording> recordAll(const Choice& choice,
                                 const fs::path& directory,
                                 const wire::Cancelled& cancelled) {
  process::Command command;
  command.argv = {(choice.bin / "demo-upstream").string(), "--listen",
                  "127.0.0.1:0", "--quiet"};
  const wire::Program upstream(command, cancelled);
  auto recordings =
      Studio(everyOrder(choice), directory, {upstream.port(), cancelled}).run();
  const auto rest = leftOver(directory, recordings);
  recordings.insert(recordings.end(), rest.begin(), rest.end());
  return recordings;
}

}  // namespace hop::lab
