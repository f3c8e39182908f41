// SPDX-License-Identifier: MIT
#pragma once

#include "tests/support/Connection.h"
#include "tests/support/Errors.h"
#include "tests/support/Message.h"
#include "tests/support/Octets.h"

#include <algorithm>
#include <limits>
#include <string>

namespace hop::test {

/// How late an octet may be that nothing has to wait for. The rest of the
/// message is sent only after it was seen, so a proxy that waits for the rest
/// fails however generous this is; what a busy machine needs is far below.
/// That nobody waits for a little while either is the point of row 09-08.
inline constexpr std::chrono::milliseconds kPromptly{1'000};

/// Reads a body while it is being made: some octets now, more later. For a
/// whole message there is Connection::readMessage().
class BodyReader final {
 public:
  /// @param head whose framing counts; must not be that of an empty body.
  BodyReader(Connection& connection, const Message& head)
      : connection_(connection), chunked_(head.has("Transfer-Encoding")) {
    if (chunked_) return;
    left_ = std::numeric_limits<std::size_t>::max();  // until close
    if (head.has("Content-Length")) {
      left_ = std::stoull(head.value("Content-Length"));
    }
  }

  /// The next octets without their framing; fewer than @p count when the time
  /// is over or the body is.
  std::string take(std::size_t count, std::chrono::milliseconds timeout) {
    const auto deadline = Clock::now() + timeout;
    std::string octets;
    while (octets.size() < count && beginPiece(deadline)) {
      const auto wanted = std::min(count - octets.size(), left_);
      const auto piece = connection_.readOctets(wanted, until(deadline));
      octets += piece;
      left_ -= piece.size();
      if (piece.size() < wanted) break;
    }
    return octets;
  }

  /// These octets come next, and soon.
  /// @throws CaseFailed("event-delayed"), CaseFailed("body-lost") when the body
  ///   ends before them, and CaseFailed("body-altered").
  void expect(const std::string& octets,
              std::chrono::milliseconds timeout = kPromptly) {
    const std::string came = take(octets.size(), timeout);
    if (came.size() < octets.size()) {
      fail(ended() ? "body-lost" : "event-delayed",
           "of " + readable(octets, 60) +
               " in time came: " + readable(came, 60));
    }
    require(came == octets, "body-altered",
            readable(octets, 60) + " arrived as " + readable(came, 60));
  }

  /// The body ends here as its framing says.
  /// @throws CaseFailed("stalled") when it does not end, and
  ///   CaseFailed("body-altered") when it goes on.
  void expectEnd(std::chrono::milliseconds timeout = kPatience) {
    const std::string more = take(1, timeout);
    require(more.empty(), "body-altered", "more came: " + readable(more));
    require(ended(), "stalled", "the end of the body does not come");
  }

  /// True once the end has been met: the last chunk, or the whole length.
  [[nodiscard]] bool ended() const { return chunked_ ? last_ : left_ == 0; }

 private:
  using Clock = std::chrono::steady_clock;

  static std::chrono::milliseconds until(Clock::time_point deadline) {
    return std::max(std::chrono::milliseconds(0),
                    std::chrono::duration_cast<std::chrono::milliseconds>(
                        deadline - Clock::now()));
  }

  /// Adds to line_ until it is a whole one.
  bool takeLine(Clock::time_point deadline) {
    while (!line_.ends_with("\r\n")) {
      const auto octet = connection_.readOctets(1, until(deadline));
      if (octet.empty()) return false;
      line_ += octet;
    }
    return true;
  }

  /// True when there are octets of the body to be read next.
  bool beginPiece(Clock::time_point deadline) {
    while (chunked_ && !last_ && left_ == 0) {
      if (!takeLine(deadline)) return false;
      const std::string line = line_.substr(0, line_.size() - 2);
      line_.clear();
      if (inTrailers_) {
        last_ = line.empty();
      } else if (!line.empty()) {  // an empty one ends the chunk before
        left_ = std::stoull(line, nullptr, 16);
        inTrailers_ = left_ == 0;
      }
    }
    return left_ > 0;
  }

  Connection& connection_;
  bool chunked_;
  std::size_t left_ = 0;  ///< of the chunk, or of the whole body
  std::string line_;      ///< the beginning of a line that is not all here
  bool inTrailers_ = false;
  bool last_ = false;
};

}  // namespace hop::test
