// SPDX-License-Identifier: MIT
#include "tests/support/Connection.h"

#include "tests/support/Errors.h"

#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <thread>
#include <utility>

namespace hop::test {

namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

int millisecondsUntil(Clock::time_point deadline) {
  const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
      deadline - Clock::now());
  return std::max(0, static_cast<int>(left.count()));
}

/// Sends each write at once, so that "in pieces" means segments.
void sendAtOnce(int descriptor) {
  const int yes = 1;
  ::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
}

addrinfo* lookUp(const std::string& host, std::uint16_t port) {
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_NUMERICHOST;
  addrinfo* found = nullptr;
  if (::getaddrinfo(host.c_str(), std::to_string(port).c_str(), &hints,
                    &found) != 0) {
    throw HarnessError("not an address: " + host);
  }
  return found;
}

}  // namespace

Connection::Connection(int descriptor) : descriptor_(descriptor) {
  sendAtOnce(descriptor_);
}

Connection::~Connection() {
  close();
}

Connection::Connection(Connection&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)),
      ended_(other.ended_),
      reset_(other.reset_),
      buffer_(std::move(other.buffer_)),
      tls_(std::move(other.tls_)),
      sent_(std::move(other.sent_)),
      received_(std::move(other.received_)) {}

Connection& Connection::operator=(Connection&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  std::swap(ended_, other.ended_);
  std::swap(reset_, other.reset_);
  buffer_.swap(other.buffer_);
  tls_.swap(other.tls_);
  sent_.swap(other.sent_);
  received_.swap(other.received_);
  return *this;
}

Connection Connection::open(const std::string& host, std::uint16_t port) {
  addrinfo* address = lookUp(host, port);
  const int descriptor =
      ::socket(address->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const int result =
      ::connect(descriptor, address->ai_addr, address->ai_addrlen);
  const int error = errno;
  ::freeaddrinfo(address);
  if (result != 0) {
    ::close(descriptor);
    throw HarnessError("cannot connect to " + host + ":" +
                       std::to_string(port) + ": " + std::strerror(error));
  }
  return Connection(descriptor);
}

void Connection::observe(Observer sent, Observer received) {
  sent_ = std::move(sent);
  received_ = std::move(received);
}

bool Connection::secure(std::unique_ptr<Tls> tls,
                        std::chrono::milliseconds timeout) {
  const auto deadline = Clock::now() + timeout;
  tls_ = std::move(tls);
  while (true) {
    const bool done = tls_->handshake();
    sendRaw(tls_->drain(), false);
    if (done) break;
    ended_ = ended_ || tls_->ended();
    if (ended_ || !fill(deadline)) return false;
  }
  buffer_ += decrypt("");  // what came with the last octets of the handshake
  return true;
}

bool Connection::send(std::string_view octets) {
  if (!tls_) return sendRaw(octets, true);
  if (octets.empty()) return descriptor_ >= 0;
  tls_->write(octets);
  if (sent_) sent_(octets);
  return sendRaw(tls_->drain(), false);
}

bool Connection::sendRaw(std::string_view octets, bool observed) {
  const auto deadline = Clock::now() + 30s;
  while (!octets.empty() && descriptor_ >= 0) {
    pollfd wanted{descriptor_, POLLOUT, 0};
    if (::poll(&wanted, 1, millisecondsUntil(deadline)) <= 0) return false;
    const auto n = ::send(descriptor_, octets.data(), octets.size(),
                          MSG_NOSIGNAL | MSG_DONTWAIT);
    if (n < 0 && (errno == EAGAIN || errno == EINTR)) continue;
    if (n < 0) return false;
    if (observed && sent_) sent_(octets.substr(0, static_cast<std::size_t>(n)));
    octets.remove_prefix(static_cast<std::size_t>(n));
  }
  return descriptor_ >= 0;
}

bool Connection::sendInPieces(std::string_view octets, std::size_t size) {
  while (!octets.empty()) {
    const auto piece = octets.substr(0, size);
    if (!send(piece)) return false;
    octets.remove_prefix(piece.size());
    std::this_thread::sleep_for(1ms);
  }
  return true;
}

void Connection::finish() {
  if (tls_) {
    tls_->finish();
    sendRaw(tls_->drain(), false);
  }
  ::shutdown(descriptor_, SHUT_WR);
}

void Connection::reset() {
  const linger hard{1, 0};
  ::setsockopt(descriptor_, SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
  close();
}

void Connection::close() {
  if (descriptor_ >= 0) ::close(std::exchange(descriptor_, -1));
}

std::string Connection::decrypt(std::string_view octets) {
  tls_->feed(octets);
  std::string plain = tls_->read();
  sendRaw(tls_->drain(), false);
  ended_ = ended_ || tls_->ended();
  if (received_ && !plain.empty()) received_(plain);
  return plain;
}

bool Connection::fill(Deadline deadline) {
  if (ended_ || descriptor_ < 0) return false;
  pollfd wanted{descriptor_, POLLIN, 0};
  if (::poll(&wanted, 1, millisecondsUntil(deadline)) <= 0) return false;
  std::array<char, 65536> piece;
  const auto n = ::recv(descriptor_, piece.data(), piece.size(), 0);
  if (n < 0 && errno == EINTR) return true;
  if (n <= 0) {
    ended_ = true;
    reset_ = n < 0 || (tls_ && !tls_->ended());
    return false;
  }
  const std::string_view octets(piece.data(), static_cast<std::size_t>(n));
  if (tls_) {
    const std::string plain = decrypt(octets);
    buffer_ += plain;
    return !plain.empty() || !ended_;
  }
  if (received_) received_(octets);
  buffer_ += octets;
  return true;
}

std::optional<Message> Connection::headBy(Deadline deadline) {
  std::size_t end = 0;
  while ((end = buffer_.find("\r\n\r\n")) == std::string::npos) {
    if (!fill(deadline)) return std::nullopt;
  }
  const std::string head = buffer_.substr(0, end + 4);
  buffer_.erase(0, end + 4);
  return parseHead(head);
}

std::optional<Message> Connection::readHead(std::chrono::milliseconds timeout) {
  return headBy(Clock::now() + timeout);
}

std::optional<Message> Connection::readMessage(
    std::chrono::milliseconds timeout, std::string_view requestMethod) {
  const auto deadline = Clock::now() + timeout;
  std::vector<Message> interim;
  auto message = headBy(deadline);
  while (message && message->isResponse() && message->status() / 100 == 1 &&
         message->status() != 101) {
    interim.push_back(*message);
    message = headBy(deadline);
  }
  if (!message) return std::nullopt;
  message->interim = std::move(interim);
  readBody(*message, requestMethod, deadline);
  return message;
}

void Connection::readBody(Message& message, std::string_view requestMethod,
                          Deadline deadline) {
  const int status = message.status();
  const bool response = message.isResponse();
  if (response && (requestMethod == "HEAD" || status == 204 || status == 304)) {
    message.complete = true;
  } else if (message.has("Transfer-Encoding")) {
    message.complete = readChunks(message, deadline);
  } else if (message.has("Content-Length")) {
    const auto length = std::stoull(message.all("Content-Length").front());
    while (buffer_.size() < length && fill(deadline)) {
    }
    message.body = buffer_.substr(0, length);
    buffer_.erase(0, length);
    message.complete = message.body.size() == length;
  } else if (response) {
    while (fill(deadline)) {
    }
    message.body = std::exchange(buffer_, "");
    message.untilClose = true;
    message.complete = ended_ && !reset_;
  } else {
    message.complete = true;
  }
}

bool Connection::takeLine(std::string& line, Deadline deadline) {
  std::size_t end = 0;
  while ((end = buffer_.find("\r\n")) == std::string::npos) {
    if (!fill(deadline)) return false;
  }
  line = buffer_.substr(0, end);
  buffer_.erase(0, end + 2);
  return true;
}

bool Connection::readChunks(Message& message, Deadline deadline) {
  std::string line;
  while (takeLine(line, deadline)) {
    if (line.empty() ||
        std::isxdigit(static_cast<unsigned char>(line[0])) == 0) {
      fail("malformed-response", "not a chunk size: " + line);
    }
    const auto size = std::stoull(line, nullptr, 16);
    if (size == 0) {
      while (takeLine(line, deadline) && !line.empty()) {
        const auto field = parseHead("t\r\n" + line + "\r\n").fields.front();
        message.trailers.push_back(field);
      }
      return line.empty();
    }
    while (buffer_.size() < size + 2) {
      if (!fill(deadline)) break;
    }
    message.body += buffer_.substr(0, size);
    if (buffer_.size() < size + 2) return false;
    if (buffer_.compare(size, 2, "\r\n") != 0) {
      fail("malformed-response", "chunk data does not end with CR LF");
    }
    buffer_.erase(0, size + 2);
  }
  return false;
}

bool Connection::await(std::size_t count, std::chrono::milliseconds timeout) {
  const auto deadline = Clock::now() + timeout;
  while (buffer_.size() < count && fill(deadline)) {
  }
  return buffer_.size() >= count;
}

std::string Connection::readOctets(std::size_t count,
                                   std::chrono::milliseconds timeout) {
  (void)await(count, timeout);
  std::string octets = buffer_.substr(0, count);
  buffer_.erase(0, count);
  return octets;
}

std::string Connection::readToEnd(std::chrono::milliseconds timeout) {
  const auto deadline = Clock::now() + timeout;
  while (fill(deadline)) {
  }
  return std::exchange(buffer_, "");
}

bool Connection::closedWithin(std::chrono::milliseconds timeout) {
  const auto deadline = Clock::now() + timeout;
  while (fill(deadline)) {
  }
  return ended_;
}

}  // namespace hop::test
