// SPDX-License-Identifier: MIT
#include "common/io/Socket.h"

#include "common/io/Wait.h"

#include <Poco/Net/NetException.h>
#include <poll.h>

#include <algorithm>
#include <cerrno>
#include <utility>

namespace hop::io {

namespace {

using std::chrono::milliseconds;
using Clock = std::chrono::steady_clock;

/// How soon a waiting read notices cancelReads(). A wake-up pipe for each
/// socket would be faster and cost two descriptors per connection.
constexpr milliseconds kSlice = Channel::kPause;

milliseconds until(Clock::time_point deadline) {
  const auto left =
      std::chrono::duration_cast<milliseconds>(deadline - Clock::now());
  return std::max(left, milliseconds(0));
}

}  // namespace

bool waitFor(int descriptor, Progress what, milliseconds timeout) {
  const short events = what == Progress::NeedsWrite ? POLLOUT : POLLIN;
  pollfd wanted{descriptor, events, 0};
  while (true) {
    const int ready = ::poll(&wanted, 1, static_cast<int>(timeout.count()));
    if (ready >= 0 || errno != EINTR) return ready > 0;
  }
}

Socket::Socket(const Poco::Net::StreamSocket& socket)
    : channel_(std::make_shared<Channel>(socket)) {}

Socket::Socket(std::shared_ptr<Channel> channel)
    : channel_(std::move(channel)) {}

bool Socket::silent() const {
  char octet = 0;
  try {
    return channel_->read(&octet, 1).progress == Progress::NeedsRead;
  } catch (const Poco::Exception&) {
    return false;  // a reset
  }
}

void Socket::throwIfCancelled() const {
  if (cancelled_) throw Poco::Net::ConnectionAbortedException("cancelled");
}

bool Socket::waitToRead(Progress what, milliseconds timeout) const {
  while (true) {
    throwIfCancelled();
    const auto slice = std::min(timeout, kSlice);
    if (waitFor(descriptor(), what, slice)) return true;
    timeout -= slice;
    if (timeout.count() <= 0) return false;
  }
}

void Socket::handshake(milliseconds timeout) {
  const auto deadline = Clock::now() + timeout;
  while (true) {
    const Progress progress = channel_->handshake();
    if (progress == Progress::Done) return;
    if (progress == Progress::Ended) {
      throw Poco::Net::ConnectionResetException();
    }
    const auto left = until(deadline);
    if (left.count() == 0 || !waitToRead(progress, left)) {
      throw Poco::TimeoutException();
    }
  }
}

std::optional<std::size_t> Socket::tryRead(char* buffer, std::size_t size,
                                           milliseconds timeout) {
  while (true) {
    const bool patient = channel_->patient() && timeout >= Channel::kPause;
    const auto [progress, octets] = patient
                                        ? channel_->readPatiently(buffer, size)
                                        : channel_->read(buffer, size);
    if (progress == Progress::Done) return octets;
    if (progress == Progress::Ended) return 0;
    if (patient) {
      throwIfCancelled();
      timeout -= Channel::kPause;
    } else if (!waitToRead(progress, timeout)) {
      return std::nullopt;
    }
  }
}

std::size_t Socket::read(char* buffer, std::size_t size, milliseconds timeout) {
  const auto n = tryRead(buffer, size, timeout);
  if (!n) throw Poco::TimeoutException();
  return *n;
}

void Socket::write(std::string_view octets, milliseconds timeout) {
  while (!octets.empty()) {
    const auto [progress, taken] = channel_->write(octets);
    if (progress == Progress::Done) {
      octets.remove_prefix(taken);
      written_ += taken;
    } else if (progress == Progress::Ended) {
      throw Poco::Net::ConnectionResetException();
    } else if (!waitFor(descriptor(), progress, timeout)) {
      throw Poco::TimeoutException();
    }
  }
}

void Socket::finishWriting(milliseconds timeout) const {
  while (channel_->finishWriting() != Progress::Done) {
    if (!waitFor(descriptor(), Progress::NeedsWrite, timeout)) return;
  }
}

void Socket::abort() {
  cancelled_ = true;
  channel_->abort();
}

}  // namespace hop::io
