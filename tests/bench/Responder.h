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
inline constexpr char kFiller = 'x';  ///< of a larger body, behind the target

/// The upstream of the load benchmark: one thread that answers each GET with a
/// body that begins with the request's target (73 octets are the whole response
/// when nothing follows it), so that nobody can get
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
  /// @param body octets of each response's body, at least kTargetSize.
  explicit Responder(Manner manner = Manner::AsAsked,
                     std::size_t body = kTargetSize);
  ~Responder() = default;
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
  const std::string head_;
  const std::string filler_;
  std::unordered_map<int, Peer> peers_;
  AcceptLoop loop_;
};

}  // namespace hop::bench
