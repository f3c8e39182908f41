// SPDX-License-Identifier: MIT
#pragma once

#include "tests/support/Connection.h"
#include "tests/support/Errors.h"
#include "tests/support/Octets.h"

#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <string>

namespace hop::test {

/// What a proxy may hold for tunnels that are blocked, at most. A hundred
/// mebibytes are poured into them.
inline constexpr long kTunnelBudgetKiB = 8L * 1'024;

/// Octets without end, the same on both sides, through a connection without
/// TLS. They are not shown in the lanes.
class Flood final {
 public:
  /// More than all buffers of the system on the way.
  static constexpr std::size_t kMost = 100UL * 1'024 * 1'024;

  explicit Flood(Connection& from) : from_(from), octets_(pattern(kPeriod)) {
    octets_ += octets_;  // so that every window of a period is one piece
  }

  /// Sends until nothing has been taken for a while, or kMost is gone.
  /// @return how much has gone out in all.
  std::size_t untilBlocked() {
    while (sent_ < kMost && writable()) {
      const auto n = ::send(from_.descriptor(), at(sent_), kPeriod,
                            MSG_NOSIGNAL | MSG_DONTWAIT);
      if (n > 0) sent_ += static_cast<std::size_t>(n);
      if (n < 0 && errno != EAGAIN && errno != EINTR) break;
    }
    return sent_;
  }

  /// Reads at the other end what has been sent, and it is that.
  /// @throws CaseFailed("stalled"), CaseFailed("body-altered").
  void requireArrives(Connection& to) const {
    for (std::size_t came = 0; came < sent_;) {
      const auto wanted = std::min(kPeriod, sent_ - came);
      const std::string piece = to.readOctets(wanted, kPatience);
      require(piece.size() == wanted, "stalled",
              std::to_string(came + piece.size()) + " of " +
                  std::to_string(sent_) + " octets have come");
      require(piece.compare(0, wanted, at(came), wanted) == 0, "body-altered",
              "other octets behind " + std::to_string(came));
      came += wanted;
    }
  }

 private:
  static constexpr std::size_t kPeriod = 65'536;

  [[nodiscard]] const char* at(std::size_t position) const {
    return octets_.data() + position % kPeriod;
  }
  [[nodiscard]] bool writable() const {
    pollfd wanted{from_.descriptor(), POLLOUT, 0};
    return ::poll(&wanted, 1, 2 * static_cast<int>(kMoment.count())) == 1;
  }

  Connection& from_;
  std::string octets_;
  std::size_t sent_ = 0;
};

}  // namespace hop::test
