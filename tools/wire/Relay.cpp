// SPDX-License-Identifier: MIT
#include "tools/wire/Relay.h"

#include <Poco/Net/SocketImpl.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>

namespace hop::wire {

namespace {

/// Read no further while this much waits to be written: a slow reader slows
/// the writer down through the tap as it would without it.
constexpr std::size_t kMostPending = 65'536;

#ifdef MSG_NOSIGNAL
constexpr int kNoSignal = MSG_NOSIGNAL;
#else
constexpr int kNoSignal = 0;  // POCO has set SO_NOSIGPIPE on the socket
#endif

int descriptor(const Poco::Net::StreamSocket& socket) {
  return static_cast<int>(socket.impl()->sockfd());
}

bool isTemporary(int error) {
  return error == EAGAIN || error == EWOULDBLOCK || error == EINTR;
}

constexpr short kReadable = POLLIN | POLLHUP | POLLERR;
constexpr short kWritable = POLLOUT | POLLHUP | POLLERR;

}  // namespace

Relay::Relay(const Poco::Net::StreamSocket& proxy,
             const Poco::Net::StreamSocket& upstream, int connection,
             Recorder& recorder)
    : connection_(connection),
      recorder_(recorder),
      toUpstream_{proxy, upstream, Place::UpstreamReceived},
      toProxy_{upstream, proxy, Place::UpstreamSent} {
  toUpstream_.from.setBlocking(false);
  toProxy_.from.setBlocking(false);
  // The tap must not hold back what the sender did not hold back.
  toUpstream_.from.setNoDelay(true);
  toProxy_.from.setNoDelay(true);
}

pollfd Relay::proxyWish() const {
  short events = 0;
  if (!toUpstream_.readEnded && toUpstream_.pending.size() < kMostPending) {
    events |= POLLIN;
  }
  if (!toProxy_.pending.empty()) events |= POLLOUT;
  return {events == 0 ? -1 : descriptor(toUpstream_.from), events, 0};
}

pollfd Relay::upstreamWish() const {
  short events = 0;
  if (!toProxy_.readEnded && toProxy_.pending.size() < kMostPending) {
    events |= POLLIN;
  }
  if (!toUpstream_.pending.empty()) events |= POLLOUT;
  return {events == 0 ? -1 : descriptor(toProxy_.from), events, 0};
}

void Relay::serve(short proxyReady, short upstreamReady) {
  if ((proxyReady & kReadable) != 0) read(toUpstream_);
  if ((upstreamReady & kReadable) != 0) read(toProxy_);
  if ((upstreamReady & kWritable) != 0 || (proxyReady & kReadable) != 0) {
    write(toUpstream_);
  }
  if ((proxyReady & kWritable) != 0 || (upstreamReady & kReadable) != 0) {
    write(toProxy_);
  }
}

void Relay::read(Direction& direction) {
  if (direction.readEnded || direction.pending.size() >= kMostPending) return;
  std::array<char, 16'384> buffer{};
  const auto got =
      ::recv(descriptor(direction.from), buffer.data(), buffer.size(), 0);
  if (got > 0) {
    const std::string_view octets(buffer.data(), static_cast<std::size_t>(got));
    recorder_.octets(direction.place, connection_, octets);
    direction.pending += octets;
  } else if (got == 0) {
    direction.readEnded = true;
    recorder_.ended(direction.place, connection_, Event::Kind::Closed);
  } else if (!isTemporary(errno)) {
    recorder_.ended(direction.place, connection_, Event::Kind::Reset);
    reset(direction);
  }
}

void Relay::write(Direction& direction) {
  if (direction.ended) return;
  std::string& pending = direction.pending;
  if (!pending.empty()) {
    const auto sent = ::send(descriptor(direction.to), pending.data(),
                             pending.size(), kNoSignal);
    if (sent > 0) pending.erase(0, static_cast<std::size_t>(sent));
    if (sent < 0 && !isTemporary(errno)) return reset(direction);
  }
  if (pending.empty() && direction.readEnded) {
    ::shutdown(descriptor(direction.to), SHUT_WR);
    direction.ended = true;
  }
}

/// One side is gone without a goodbye: so is the other.
void Relay::reset(Direction& direction) {
  for (auto* socket : {&direction.from, &direction.to}) {
    linger hard{1, 0};
    ::setsockopt(descriptor(*socket), SOL_SOCKET, SO_LINGER, &hard,
                 sizeof hard);
    socket->close();
  }
  for (auto* each : {&toUpstream_, &toProxy_}) {
    each->pending.clear();
    each->readEnded = true;
    each->ended = true;
  }
}

}  // namespace hop::wire
