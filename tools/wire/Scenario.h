// SPDX-License-Identifier: MIT
#pragma once

#include "tools/wire/Parts.h"

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

namespace hop::wire {

/// A sentence in the languages of the lab and the deck.
struct Text {
  std::string en;
  std::string fr;
};

/// Who stands behind the proxy.
enum class UpstreamKind {
  Demo,      ///< tools/demo-upstream
  Scripted,  ///< one that sends fixed octets once it has a whole request
  Dead,      ///< nobody: the port refuses connections
};

/// One request, what it shows, and who answers it.
struct Scenario {
  /// Which pair of lanes tells its story, where there is room for one only.
  enum class Side { Request, Response };

  std::string name;  ///< "hop-by-hop"
  Text title;        ///< a few words
  Text look;         ///< one sentence: what to look at
  int step = 0;      ///< the step that it belongs to
  Side side = Side::Request;
  /// How long the sender pauses, if it does: its story is one of time.
  std::chrono::milliseconds pace{0};
  std::vector<Part> request;
  UpstreamKind upstream = UpstreamKind::Demo;
  std::string scheme = "http";       ///< of the upstream's URL, from @c step on
  std::vector<Part> script;          ///< the scripted upstream's octets
  std::vector<std::string> options;  ///< for the step program, from @c step on
};

/// The scenarios of tools/wire/scenarios.json, in order.
class Scenarios final {
 public:
  /// @param root the checkout.
  /// @throws std::runtime_error when the file is missing or malformed.
  explicit Scenarios(const std::filesystem::path& root);

  [[nodiscard]] const std::vector<Scenario>& all() const { return all_; }
  /// Those that belong to this step or to an earlier one.
  [[nodiscard]] std::vector<Scenario> upTo(int step) const;
  /// @throws std::invalid_argument with a sentence that names them all.
  [[nodiscard]] const Scenario& find(const std::string& name) const;
  /// The first one of the step; of an earlier one if it has none.
  [[nodiscard]] const Scenario& belongingTo(int step) const;

 private:
  std::vector<Scenario> all_;
};

}  // namespace hop::wire
