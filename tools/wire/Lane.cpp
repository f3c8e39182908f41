// SPDX-License-Identifier: MIT
#include "tools/wire/Lane.h"

#include <algorithm>

namespace hop::wire {

namespace {

constexpr std::size_t kMostEvents = 20'000;

}  // namespace

std::string_view nameOf(Place place) {
  constexpr std::array<std::string_view, kPlaces.size()> names{
      "client sent", "upstream received", "upstream sent", "client received"};
  return names[static_cast<std::size_t>(place)];
}

void Recorder::start() {
  const std::lock_guard lock(mutex_);
  zero_ = std::chrono::steady_clock::now();
}

void Recorder::octets(Place place, int connection, std::string_view octets) {
  const std::lock_guard lock(mutex_);
  ++revision_;
  Lane& lane = lanes_.at(place);
  std::size_t& kept = kept_[static_cast<std::size_t>(place)];
  const bool full = lane.events.size() >= kMostEvents;
  const auto take = full ? 0 : std::min(octets.size(), mostOctets_ - kept);
  lane.leftOut += octets.size() - take;
  if (take == 0) return;
  kept += take;
  lane.events.push_back({Event::Kind::Octets, now(), connection,
                         std::string(octets.substr(0, take))});
}

void Recorder::ended(Place place, int connection, Event::Kind how) {
  const std::lock_guard lock(mutex_);
  ++revision_;
  Lane& lane = lanes_.at(place);
  if (lane.events.size() < kMostEvents) {
    lane.events.push_back({how, now(), connection});
  }
}

Lanes Recorder::lanes() const {
  const std::lock_guard lock(mutex_);
  return lanes_;
}

std::size_t Recorder::revision() const {
  const std::lock_guard lock(mutex_);
  return revision_;
}

double Recorder::now() const {
  const std::chrono::duration<double, std::milli> passed =
      std::chrono::steady_clock::now() - zero_;
  return passed.count();
}

}  // namespace hop::wire
