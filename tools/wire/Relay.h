// SPDX-License-Identifier: MIT
#pragma once

#include "tools/wire/Lane.h"

#include <Poco/Net/StreamSocket.h>
#include <poll.h>

#include <string>

namespace hop::wire {

/// One connection through the tap: two sockets, octets passed on both ways
/// unchanged and recorded, the end of each direction passed on as it comes
/// (half-close stays half-close, a reset stays a reset).
class Relay final {
 public:
  Relay(const Poco::Net::StreamSocket& proxy,
        const Poco::Net::StreamSocket& upstream, int connection,
        Recorder& recorder);

  [[nodiscard]] bool done() const {
    return toUpstream_.ended && toProxy_.ended;
  }
  /// What poll() shall wait for: the proxy's socket, the upstream's.
  [[nodiscard]] pollfd proxyWish() const;
  [[nodiscard]] pollfd upstreamWish() const;
  /// Does what is possible now.
  void serve(short proxyReady, short upstreamReady);

 private:
  struct Direction {
    Poco::Net::StreamSocket from;
    Poco::Net::StreamSocket to;
    Place place;
    std::string pending{};   ///< read and not written yet
    bool readEnded = false;  ///< nothing more will come
    bool ended = false;      ///< and its end has been passed on
  };

  void read(Direction& direction);
  void write(Direction& direction);
  void reset(Direction& direction);

  int connection_;
  Recorder& recorder_;
  Direction toUpstream_;
  Direction toProxy_;
};

}  // namespace hop::wire
