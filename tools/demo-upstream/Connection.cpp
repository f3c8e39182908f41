// SPDX-License-Identifier: MIT
#include "tools/demo-upstream/Connection.h"

#include "tools/demo-upstream/HttpError.h"

#include <Poco/Exception.h>
#include <Poco/Net/NetException.h>
#include <poll.h>

#include <array>

namespace hop::upstream {

namespace {

/// For the whole TLS handshake.
constexpr auto kHandshake = std::chrono::seconds(10);

/// How closeGently() reads: in all, and without an octet in between.
constexpr auto kDrainTime = std::chrono::seconds(5);
constexpr auto kDrainSilence = std::chrono::seconds(1);

}  // namespace

bool Connection::speaksHttp2() {
  if (socket_.secure()) {
    socket_.handshake(kHandshake);
    return socket_.protocol() == "h2";
  }
  // To the last octet: "PRI * HTTP/1.1" is a request, if a strange one.
  constexpr std::string_view kPreface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
  while (pending().size() < kPreface.size() &&
         kPreface.starts_with(pending())) {
    if (!fill()) return false;
  }
  return pending().starts_with(kPreface);
}

std::string_view Connection::pending() const {
  return std::string_view(buffer_).substr(start_);
}

bool Connection::fill() {
  buffer_.erase(0, start_);
  start_ = 0;
  std::array<char, 16'384> piece{};
  const auto got = socket_.read(piece.data(), piece.size(), patience_);
  buffer_.append(piece.data(), got);
  return got > 0;
}

void Connection::consume(std::size_t count) {
  start_ += count;
}

std::string Connection::readLine(std::size_t limit, int status) {
  std::size_t end = pending().find('\n');
  while (end == std::string_view::npos && pending().size() <= limit) {
    if (!fill()) {
      if (pending().empty()) return "";
      throw HttpError(400, "the message ends in the middle of a line");
    }
    end = pending().find('\n');
  }
  if (end >= limit) throw HttpError(status, "a line or a section is too long");
  std::string line(pending().substr(0, end + 1));
  consume(line.size());
  if (!line.ends_with("\r\n")) {
    throw HttpError(400, "a line ends with LF and not with CRLF");
  }
  return line;
}

void Connection::send(std::string_view octets) {
  socket_.write(octets, kPatience);
}

void Connection::pause(std::chrono::milliseconds time) {
  // No event is asked for: poll() then reports only that the connection is
  // broken, by the client's reset or by Server::stop().
  pollfd wanted{socket_.descriptor(), 0, 0};
  if (::poll(&wanted, 1, static_cast<int>(time.count())) > 0) {
    throw Poco::Net::ConnectionResetException("client is gone");
  }
}

void Connection::waitWithoutLimit() {
  patience_ = std::chrono::milliseconds::max();
}

void Connection::closeGently() {
  try {
    socket_.finishWriting();
    patience_ = kDrainSilence;
    const auto end = std::chrono::steady_clock::now() + kDrainTime;
    while (std::chrono::steady_clock::now() < end && fill()) {
      consume(pending().size());
    }
  } catch (const Poco::Exception&) {
    // It was to be closed anyway.
  }
}

std::string Connection::remoteAddress() const {
  return socket_.poco().peerAddress().toString();
}

}  // namespace hop::upstream
