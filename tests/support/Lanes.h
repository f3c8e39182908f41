// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hop::test {

/// The four places where octets can be seen.
enum class Lane { ClientSent, UpstreamReceived, UpstreamSent, ClientReceived };

/// What was seen in a case, for its failure message. Keeps the beginning only.
/// A lane with frames shows one line per frame, other lanes their octets.
class Lanes final {
 public:
  void add(Lane lane, std::string_view octets);
  [[nodiscard]] std::string text(Lane lane) const;
  /// One HTTP/2 frame of that lane, as one line.
  void addFrame(Lane lane, const std::string& line);
  /// A command that repeats what the client did, or nothing if there is none.
  /// What is said first counts: that is what the case is about.
  void addCommand(const std::string& command);
  [[nodiscard]] std::string command() const;
  /// All four, escaped, one below the other; nothing when nothing was seen.
  [[nodiscard]] std::string report() const;

 private:
  mutable std::mutex mutex_;
  std::array<std::string, 4> octets_;
  std::array<std::size_t, 4> totals_{};
  std::array<std::vector<std::string>, 4> frames_;
  std::array<std::size_t, 4> frameTotals_{};
  std::optional<std::string> command_;
};

}  // namespace hop::test
