// SPDX-License-Identifier: MIT
#include "tests/support/Lanes.h"

#include "tests/support/Octets.h"

#include <algorithm>

namespace hop::test {

namespace {

constexpr std::size_t kKept = 4096;
constexpr std::size_t kKeptFrames = 40;
constexpr std::array<std::string_view, 4> kNames{
    "client sent", "upstream received", "upstream sent", "client received"};

}  // namespace

void Lanes::add(Lane lane, std::string_view octets) {
  const auto index = static_cast<std::size_t>(lane);
  const std::lock_guard lock(mutex_);
  totals_[index] += octets.size();
  auto& kept = octets_[index];
  kept += octets.substr(0, kKept - std::min(kKept, kept.size()));
}

std::string Lanes::text(Lane lane) const {
  const std::lock_guard lock(mutex_);
  return octets_[static_cast<std::size_t>(lane)];
}

void Lanes::addFrame(Lane lane, const std::string& line) {
  const auto index = static_cast<std::size_t>(lane);
  const std::lock_guard lock(mutex_);
  ++frameTotals_[index];
  if (frames_[index].size() < kKeptFrames) frames_[index].push_back(line);
}

void Lanes::addCommand(const std::string& command) {
  const std::lock_guard lock(mutex_);
  if (!command_) command_ = command;
}

std::string Lanes::command() const {
  const std::lock_guard lock(mutex_);
  return command_.value_or("");
}

std::string Lanes::report() const {
  const std::lock_guard lock(mutex_);
  std::string text;
  if (totals_ == std::array<std::size_t, 4>{}) return text;
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    text += "  " + std::string(kNames[i]) + " (" + std::to_string(totals_[i]) +
            " octets):\n";
    for (const auto& line : frames_[i]) text += "    " + line + "\n";
    if (frames_[i].empty()) text += "    " + readable(octets_[i]) + "\n";
    if (frameTotals_[i] > kKeptFrames) {
      text += "    ... (" + std::to_string(frameTotals_[i]) + " frames)\n";
    }
  }
  return text;
}

}  // namespace hop::test
