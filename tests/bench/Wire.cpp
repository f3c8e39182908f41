// SPDX-License-Identifier: MIT
#include "tests/bench/Wire.h"

#include <poll.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <thread>
#include <utility>

namespace hop::bench {

namespace {

using namespace std::chrono_literals;

constexpr int kPatience = 30'000;  // ms
constexpr std::size_t kMiB = std::size_t{1} << 20;
constexpr auto kLate = 1s;
constexpr auto kRest = 5ms;  // at most 200 MiB in a second

/// A reader's window much larger than what a proxy may hold.
http2::Limits limits() {
  return {.window = 8 * static_cast<std::uint32_t>(kMiB)};
}

}  // namespace

http2::BodySource::Piece Filler::read(char* buffer, std::size_t size) {
  const auto n = static_cast<std::size_t>(std::min<std::uint64_t>(size, left_));
  std::fill_n(buffer, n, 'x');
  left_ -= n;
  return {n, left_ == 0 ? Piece::Then::End : Piece::Then::Wait};
}

void SlowReader::read(std::size_t octets) {
  if (!std::exchange(begun_, true)) std::this_thread::sleep_for(kLate);
  sinceRest_ += octets;
  if (sinceRest_ < kMiB) return;
  sinceRest_ = 0;
  std::this_thread::sleep_for(kRest);
}

Wire::Wire(Descriptor socket, http2::Role role)
    : socket_(std::move(socket)), session_(role, limits()) {}

bool Wire::run(const Handler& handler, const std::function<bool()>& done) {
  while (true) {
    collect(handler);
    if (done() && out_.empty()) return true;
    if (!turn(handler)) return false;
  }
}

void Wire::takeEvents(const Handler& handler) {
  while (const auto one = session_.next()) {
    const auto* event = std::get_if<http::Event>(&one->event);
    const auto* data =
        event == nullptr ? nullptr : std::get_if<http::Data>(event);
    if (data != nullptr) {
      received_ += data->octets.size();
      session_.consumed(one->stream, data->octets.size());
      reader_.read(data->octets.size());
    }
    handler(*one);
  }
}

void Wire::collect(const Handler& handler) {
  if (!out_.empty()) return;
  for (auto some = session_.drain(); !some.empty(); some = session_.drain()) {
    out_ += some;
    if (out_.size() >= kMiB) break;
  }
  takeEvents(handler);
}

bool Wire::turn(const Handler& handler) {
  pollfd wanted{socket_.get(),
                static_cast<short>(POLLIN | (out_.empty() ? 0 : POLLOUT)), 0};
  if (::poll(&wanted, 1, kPatience) <= 0) return false;
  if ((wanted.revents & POLLOUT) != 0 && !write()) return false;
  return (wanted.revents & ~POLLOUT) == 0 || read(handler);
}

bool Wire::write() {
  const auto n = ::send(socket_.get(), out_.data() + written_,
                        out_.size() - written_, MSG_NOSIGNAL | MSG_DONTWAIT);
  if (n < 0) return errno == EAGAIN;
  written_ += static_cast<std::size_t>(n);
  if (written_ < out_.size()) return true;
  out_.clear();
  written_ = 0;
  return true;
}

bool Wire::read(const Handler& handler) {
  std::array<char, 65'536> buffer;
  const auto n =
      ::recv(socket_.get(), buffer.data(), buffer.size(), MSG_DONTWAIT);
  if (n < 0) return errno == EAGAIN;
  if (n == 0) return false;
  session_.feed({buffer.data(), static_cast<std::size_t>(n)});
  takeEvents(handler);
  return true;
}

}  // namespace hop::bench
