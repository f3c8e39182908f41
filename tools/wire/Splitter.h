// SPDX-License-Identifier: MIT
#pragma once

#include "tools/wire/Messages.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace hop::wire {

/// The octets of one connection in one direction, and when they came.
struct Track {
  std::string octets;
  std::vector<std::pair<std::size_t, double>> times;  ///< from here on, when
  bool ended = false;  ///< the sender closed the connection

  void append(double at, std::string_view more);
  /// When the octet at this offset was seen.
  [[nodiscard]] double timeOf(std::size_t offset) const;
  /// The first offset after this one that was seen at another time.
  [[nodiscard]] std::size_t nextTime(std::size_t offset) const;
};

/// Walks over a track, one message after the other.
class Splitter final {
 public:
  Splitter(int connection, const Track& track)
      : connection_(connection), track_(track) {}

  [[nodiscard]] bool atEnd() const { return at_ >= track_.octets.size(); }
  [[nodiscard]] Message request();
  [[nodiscard]] Message response(const std::string& method);
  /// The offset from which on this is no longer HTTP but WebSocket; the end
  /// when that does not happen.
  [[nodiscard]] std::size_t tunnelFrom() const {
    return tunnel_ ? *tunnel_ : track_.octets.size();
  }

 private:
  [[nodiscard]] bool head(Message& message);
  void framedBody(Message& message);
  void chunks(Message& message);
  void trailers(Message& message);
  void data(Message& message, std::size_t length);
  void tunnel(Message& message);
  void add(Message& message, Piece::Kind kind, std::size_t from,
           std::string_view octets) const;
  [[nodiscard]] std::optional<std::string_view> line();
  [[nodiscard]] std::size_t left() const { return track_.octets.size() - at_; }

  int connection_;
  const Track& track_;
  std::size_t at_ = 0;
  std::optional<std::size_t> tunnel_;
};

}  // namespace hop::wire
