// SPDX-License-Identifier: MIT
#pragma once

#include "tests/bench/AcceptLoop.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

namespace hop::bench {

/// How many octets of the target come back as the body: "/" and a number.
inline constexpr std::size_t kTargetSize = 9;
inline constexpr std::size_t kResponseSize = 73;

/// The upstream of the load benchmark: one thread that answers each GET with
/// 73 octets, whose body is the request's target, so that nobody can get
/// another one's response unnoticed. Keeps the connection or closes it, as
/// the request says. When it closes, response and FIN go out together:
/// which side closes first must not depend on chance.
class Responder final {
 public:
  /// What becomes of a connection behind a response.
  enum class Manner {
    AsAsked,  ///< by the request
    Closes    ///< always, and the response says so: whoever likes to keep
              ///< connections has the same work as whoever does not
  };
  explicit Responder(Manner manner = Manner::AsAsked);
  Responder(const Responder&) = delete;
  Responder& operator=(const Responder&) = delete;

  [[nodiscard]] std::uint16_t port() const { return loop_.port(); }

 private:
  struct Peer {
    Descriptor socket;
    std::string octets;  ///< of a head that is not complete
  };

  void take(Descriptor socket);
  void read(int descriptor);
  /// @return false when the connection is to be closed.
  [[nodiscard]] bool answer(Peer& peer) const;

  const Manner manner_;
  std::unordered_map<int, Peer> peers_;
  AcceptLoop loop_;
};

}  // namespace hop::bench
