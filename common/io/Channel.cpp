// SPDX-License-Identifier: MIT
#include "common/io/Channel.h"

#include "common/io/Tls.h"

#include <Poco/Net/NetException.h>
#include <sys/socket.h>
#include <sys/time.h>

#include <cerrno>
#include <utility>

namespace hop::io {

namespace {

#ifdef MSG_NOSIGNAL
constexpr int kSendFlags = MSG_NOSIGNAL | MSG_DONTWAIT;
#else
constexpr int kSendFlags = MSG_DONTWAIT;  // SIGPIPE is ignored by the process
#endif

/// @param waitFor what a call that would block waits for.
Progress waitOrThrow(int error, Progress waitFor) {
  if (error == EAGAIN || error == EWOULDBLOCK) return waitFor;
  if (error == ECONNRESET || error == EPIPE) {
    throw Poco::Net::ConnectionResetException();
  }
  throw Poco::Net::NetException("socket", error);
}

Transfer receive(int descriptor, char* buffer, std::size_t size, int flags) {
  while (true) {
    const auto n = ::recv(descriptor, buffer, size, flags);
    if (n > 0) return {Progress::Done, static_cast<std::size_t>(n)};
    if (n == 0) return {Progress::Ended};
    if (errno != EINTR) return {waitOrThrow(errno, Progress::NeedsRead)};
  }
}

Transfer send(int descriptor, std::string_view octets) {
  while (true) {
    const auto n = ::send(descriptor, octets.data(), octets.size(), kSendFlags);
    if (n >= 0) return {Progress::Done, static_cast<std::size_t>(n)};
    if (errno != EINTR) return {waitOrThrow(errno, Progress::NeedsWrite)};
  }
}

}  // namespace

Channel::Channel(const Poco::Net::StreamSocket& socket)
    : socket_(socket), descriptor_(socket.impl()->sockfd()) {}

Channel::Channel(const Poco::Net::StreamSocket& socket,
                 std::unique_ptr<Tls> tls)
    : Channel(socket) {
  tls_ = std::move(tls);
  if (tls_) socket_.setBlocking(false);  // OpenSSL has no MSG_DONTWAIT
}

Channel::~Channel() = default;

Progress Channel::handshake() {
  if (!tls_) return Progress::Done;
  const std::lock_guard lock(mutex_);
  return tls_->handshake();
}

Transfer Channel::read(char* buffer, std::size_t size) {
  if (!tls_) return receive(descriptor_, buffer, size, MSG_DONTWAIT);
  const std::lock_guard lock(mutex_);
  return tls_->read(buffer, size);
}

void Channel::makePatient() {
  if (tls_ || patient_) return;
  const timeval pause{0, std::chrono::microseconds(kPause).count()};
  ::setsockopt(descriptor_, SOL_SOCKET, SO_RCVTIMEO, &pause, sizeof pause);
  socket_.setBlocking(true);
  patient_ = true;
}

Transfer Channel::readPatiently(char* buffer, std::size_t size) {
  return receive(descriptor_, buffer, size, 0);
}

Transfer Channel::write(std::string_view octets) {
  if (!tls_) return send(descriptor_, octets);
  const std::lock_guard lock(mutex_);
  return tls_->write(octets);
}

bool Channel::pending() const {
  if (!tls_) return false;
  const std::lock_guard lock(mutex_);
  return tls_->pending();
}

Progress Channel::finishWriting() {
  if (tls_) {
    const std::lock_guard lock(mutex_);
    const Progress progress = tls_->shutdown();
    if (progress != Progress::Done) return progress;
  }
  ::shutdown(descriptor_, SHUT_WR);
  return Progress::Done;
}

void Channel::abort() const {
  ::shutdown(descriptor_, SHUT_RDWR);
}

void Channel::resetOnClose() const {
  const linger hard{1, 0};
  ::setsockopt(descriptor_, SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
}

std::string Channel::protocol() const {
  if (!tls_) return {};
  const std::lock_guard lock(mutex_);
  return tls_->protocol();
}

}  // namespace hop::io
