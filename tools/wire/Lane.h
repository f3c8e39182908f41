// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace hop::wire {

/// The four places where octets are seen, in the order in which a request and
/// its response pass them.
enum class Place { ClientSent, UpstreamReceived, UpstreamSent, ClientReceived };

inline constexpr std::array kPlaces{Place::ClientSent, Place::UpstreamReceived,
                                    Place::UpstreamSent, Place::ClientReceived};

/// "client sent", "upstream received", "upstream sent", "client received".
[[nodiscard]] std::string_view nameOf(Place place);

/// Something that was seen at one place.
struct Event {
  enum class Kind { Octets, Closed, Reset };

  Kind kind = Kind::Octets;
  double at = 0;       ///< milliseconds since the client began to send
  int connection = 0;  ///< 1, 2, ... in the order of opening
  std::string octets{};
};

/// What was seen at one place.
struct Lane {
  std::vector<Event> events;
  std::size_t leftOut = 0;  ///< octets that came after the recorder was full
};

/// The four lanes of one exchange.
class Lanes final {
 public:
  [[nodiscard]] Lane& at(Place place) { return lanes_[index(place)]; }
  [[nodiscard]] const Lane& at(Place place) const {
    return lanes_[index(place)];
  }

 private:
  static std::size_t index(Place place) {
    return static_cast<std::size_t>(place);
  }

  std::array<Lane, kPlaces.size()> lanes_;
};

/// Collects the lanes while several threads see octets. Bounded: each lane
/// keeps its first octets, and counts what came after them.
class Recorder final {
 public:
  /// @param mostOctets of one lane; 1 MiB is what a terminal or an editor
  ///   still bears.
  explicit Recorder(std::size_t mostOctets = 1'048'576)
      : mostOctets_(mostOctets) {
    start();
  }

  /// Time zero is now.
  void start();
  void octets(Place place, int connection, std::string_view octets);
  /// The sender of this lane ended the connection, in order or with a reset.
  void ended(Place place, int connection, Event::Kind how);
  /// A copy of what has been seen so far.
  [[nodiscard]] Lanes lanes() const;
  /// Grows whenever something was seen.
  [[nodiscard]] std::size_t revision() const;

 private:
  [[nodiscard]] double now() const;

  const std::size_t mostOctets_;
  std::size_t revision_ = 0;
  mutable std::mutex mutex_;
  std::chrono::steady_clock::time_point zero_;
  std::array<std::size_t, kPlaces.size()> kept_{};
  Lanes lanes_;
};

}  // namespace hop::wire
