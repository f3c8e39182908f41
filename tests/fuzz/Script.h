// SPDX-License-Identifier: MIT
#pragma once

#include "common/http1/MessageReader.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace hop::fuzz {

/// A fuzz input that says itself how it is to be fed: one octet of flags, the
/// lengths of the pieces, and then what goes over the wire.
///
///     flags   1  responses arrive (else requests)
///             2  then the connection ends
///             4  the responses answer HEAD (else GET)
///             8  the limits are small
///           112  how many lengths follow: 0 to 7
///     length     of a piece, at least 1; used in turn, again and again
class Script final {
 public:
  explicit Script(std::string_view input) {
    if (!input.empty()) flags_ = static_cast<unsigned char>(input.front());
    input.remove_prefix(std::min<std::size_t>(input.size(), 1));
    const std::size_t count = std::min<std::size_t>(flags_ / 16 % 8,  //
                                                    input.size());
    for (const char length : input.substr(0, count)) {
      lengths_.push_back(
          std::max<std::size_t>(static_cast<unsigned char>(length), 1));
    }
    if (lengths_.empty()) lengths_.push_back(1);
    octets_ = input.substr(count);
  }

  [[nodiscard]] bool has(unsigned flag) const { return (flags_ & flag) != 0; }
  [[nodiscard]] http1::Role role() const {
    return has(1) ? http1::Role::Client : http1::Role::Server;
  }
  [[nodiscard]] bool ends() const { return has(2); }
  [[nodiscard]] std::string method() const { return has(4) ? "HEAD" : "GET"; }
  [[nodiscard]] http1::Limits limits() const {
    return has(8) ? http1::Limits{.requestLine = 40,
                                  .headBytes = 160,
                                  .fields = 4,
                                  .chunkLine = 16,
                                  .emptyLines = 2}
                  : http1::Limits{};
  }

  [[nodiscard]] std::vector<std::string_view> inOnePiece() const {
    return {octets_};
  }
  [[nodiscard]] std::vector<std::string_view> inPieces() const {
    std::vector<std::string_view> pieces;
    auto rest = octets_;
    for (std::size_t i = 0; !rest.empty(); ++i) {
      pieces.push_back(rest.substr(0, lengths_[i % lengths_.size()]));
      rest.remove_prefix(pieces.back().size());
    }
    return pieces;
  }

 private:
  unsigned flags_ = 0;
  std::vector<std::size_t> lengths_;
  std::string_view octets_;
};

}  // namespace hop::fuzz
