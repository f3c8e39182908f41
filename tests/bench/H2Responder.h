// SPDX-License-Identifier: MIT
#pragma once

#include "common/http2/Session.h"
#include "tests/bench/AcceptLoop.h"

#include <cstdint>
#include <memory>
#include <string>
#include <unordered_map>

namespace hop::bench {

/// As Responder, but speaks HTTP/2 in clear text from the first octet (h2c with
/// prior knowledge): the body is the request's target, at most nine octets.
class H2Responder final {
 public:
  H2Responder();
  H2Responder(const H2Responder&) = delete;
  H2Responder& operator=(const H2Responder&) = delete;

  [[nodiscard]] std::uint16_t port() const { return loop_.port(); }

 private:
  /// The body of a response.
  class Target;
  struct Peer {
    explicit Peer(Descriptor taken);
    ~Peer();
    Peer(const Peer&) = delete;
    Peer& operator=(const Peer&) = delete;

    void take(const http2::StreamEvent& one);
    void flush();

    Descriptor socket;
    http2::Session session;
    std::unordered_map<std::int32_t, std::unique_ptr<Target>> bodies;
  };

  void take(Descriptor socket);
  void read(int descriptor);

  std::unordered_map<int, std::unique_ptr<Peer>> peers_;
  AcceptLoop loop_;
};

}  // namespace hop::bench
