// SPDX-License-Identifier: MIT
#include "tests/bench/H2Responder.h"

#include "tests/bench/Responder.h"

#include <array>
#include <cerrno>
#include <stdexcept>
#include <utility>

namespace hop::bench {

class H2Responder::Target final : public http2::BodySource {
 public:
  explicit Target(std::string text) : text_(std::move(text)) {}

  Piece read(char* buffer, std::size_t size) override {
    const auto n = text_.copy(buffer, size);
    text_.erase(0, n);
    return {n, text_.empty() ? Piece::Then::End : Piece::Then::Wait};
  }
  [[nodiscard]] Poco::Net::MessageHeader trailers() override { return {}; }

 private:
  std::string text_;
};

H2Responder::Peer::Peer(Descriptor taken)
    : socket(std::move(taken)), session(http2::Role::Server, {}) {}
H2Responder::Peer::~Peer() = default;

void H2Responder::Peer::take(const http2::StreamEvent& one) {
  if (std::holds_alternative<http2::Closed>(one.event)) {
    bodies.erase(one.stream);
    return;
  }
  const auto* event = std::get_if<http::Event>(&one.event);
  if (event == nullptr) return;
  const auto* head = std::get_if<http::RequestHead>(event);
  if (head == nullptr) return;
  auto& body = bodies[one.stream];
  const std::string target = head->message.getURI().substr(0, kTargetSize);
  body = std::make_unique<Target>(target);
  Poco::Net::HTTPResponse response;
  response.setStatus("200");
  response.set("content-type", "text/plain");
  response.set("content-length", std::to_string(target.size()));
  session.respond(one.stream, response, body.get());
}

void H2Responder::Peer::flush() {
  std::string all;
  for (auto some = session.drain(); !some.empty(); some = session.drain()) {
    all += some;
  }
  while (const auto event = session.next()) take(*event);
  try {
    sendAll(socket.get(), all);
  } catch (const std::runtime_error&) {
    // The next read tells.
  }
}

H2Responder::H2Responder()
    : loop_({[this](Descriptor socket) { take(std::move(socket)); },
             [this](int descriptor) { read(descriptor); }}) {}

void H2Responder::take(Descriptor socket) {
  sendAtOnce(socket);
  const int descriptor = socket.get();
  peers_[descriptor] = std::make_unique<Peer>(std::move(socket));
}

void H2Responder::read(int descriptor) {
  const auto found = peers_.find(descriptor);
  if (found == peers_.end()) return;
  Peer& peer = *found->second;
  std::array<char, 65'536> buffer;
  const auto n = ::recv(descriptor, buffer.data(), buffer.size(), MSG_DONTWAIT);
  if (n > 0) {
    peer.session.feed({buffer.data(), static_cast<std::size_t>(n)});
    while (const auto event = peer.session.next()) peer.take(*event);
    peer.flush();
    if (peer.session.over()) peers_.erase(found);
  } else if (n == 0 || (errno != EAGAIN && errno != EINTR)) {
    peers_.erase(found);
  }
}

}  // namespace hop::bench
