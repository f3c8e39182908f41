// SPDX-License-Identifier: MIT
#include "tests/bench/Responder.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

namespace hop::bench {

namespace {

std::string headFor(Responder::Manner manner, std::size_t body) {
  const bool closes = manner == Responder::Manner::Closes;
  return std::string("HTTP/1.1 200 OK\r\n") +
         (closes ? "Connection: close\r\n" : "") +
         "Content-Type: text/plain\r\n"
         "Content-Length: " +
         std::to_string(body) + "\r\n\r\n";
}

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

/// The target of a request's head, or as much as there is of it.
std::string targetOf(const std::string& head) {
  const auto start = head.find('/');
  std::string target =
      start == head.npos ? "" : head.substr(start, kTargetSize);
  target.resize(kTargetSize, '?');
  return target;
}

}  // namespace

Responder::Responder(Manner manner, std::size_t body)
    : manner_(manner),
      head_(headFor(manner, body)),
      filler_(body - kTargetSize, kFiller),
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
    const bool close = manner_ == Manner::Closes || asksToClose(head);
    const std::string response = head_ + targetOf(head) + filler_;
    const int together = close ? MSG_MORE : 0;
    const auto sent = ::send(peer.socket.get(), response.data(),
                             response.size(), MSG_NOSIGNAL | together);
    if (close || sent < 0) return false;
  }
}

}  // namespace hop::bench
