// SPDX-License-Identifier: MIT
#include "tests/bench/Responder.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

namespace hop::bench {

namespace {

constexpr std::string_view kHead =
    "HTTP/1.1 200 OK\r\n"
    "Content-Type: text/plain\r\n"
    "Content-Length: 9\r\n"
    "\r\n";
constexpr std::string_view kStatusLine = "HTTP/1.1 200 OK\r\n";
static_assert(kHead.size() + kTargetSize == kResponseSize);

/// True for "close", and for HTTP/1.0 without "keep-alive".
bool asksToClose(const std::string& head) {
  const char* const field = ::strcasestr(head.c_str(), "\r\nConnection:");
  if (field == nullptr) return head.find(" HTTP/1.0\r\n") != head.npos;
  const std::string_view value(field + 13);
  const std::string line(value.substr(0, value.find('\r')));
  if (::strcasestr(line.c_str(), "close") != nullptr) return true;
  return head.find(" HTTP/1.0\r\n") != head.npos &&
         ::strcasestr(line.c_str(), "keep-alive") == nullptr;
}

std::string responseTo(const std::string& head) {
  const auto target = head.find('/');
  std::string response(kHead);
  if (target != head.npos) response.append(head, target, kTargetSize);
  response.resize(kResponseSize, '?');
  return response;
}

}  // namespace

Responder::Responder(Manner manner)
    : manner_(manner),
      loop_({[this](Descriptor socket) { take(std::move(socket)); },
             [this](int descriptor) { read(descriptor); }}) {}

void Responder::take(Descriptor socket) {
  const int descriptor = socket.get();
  peers_[descriptor] = Peer{std::move(socket), ""};
  read(descriptor);  // often the request is there already
}

void Responder::read(int descriptor) {
  const auto found = peers_.find(descriptor);
  if (found == peers_.end()) return;
  std::array<char, 4096> buffer{};
  const auto n = ::recv(descriptor, buffer.data(), buffer.size(), MSG_DONTWAIT);
  if (n > 0) {
    found->second.octets.append(buffer.data(), static_cast<std::size_t>(n));
    if (!answer(found->second)) peers_.erase(found);
  } else if (n == 0 || (errno != EAGAIN && errno != EINTR)) {
    peers_.erase(found);
  }
}

bool Responder::answer(Peer& peer) const {
  while (true) {
    const auto end = peer.octets.find("\r\n\r\n");
    if (end == peer.octets.npos) return true;
    const std::string head = peer.octets.substr(0, end + 4);
    peer.octets.erase(0, end + 4);
    const bool always = manner_ == Manner::Closes;
    const bool close = always || asksToClose(head);
    std::string response = responseTo(head);
    if (always) response.insert(kStatusLine.size(), "Connection: close\r\n");
    const int together = close ? MSG_MORE : 0;
    const auto sent = ::send(peer.socket.get(), response.data(),
                             response.size(), MSG_NOSIGNAL | together);
    if (close || sent < 0) return false;
  }
}

}  // namespace hop::bench
