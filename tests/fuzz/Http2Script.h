// SPDX-License-Identifier: MIT
#pragma once

#include "common/http2/Session.h"
#include "tests/fuzz/Script.h"
#include "tests/unit/http2_frames.h"

#include <string>
#include <string_view>
#include <vector>

namespace hop::fuzz {

/// A Script of an HTTP/2 connection; its flags mean
///
///     flags   1  an upstream speaks (else a client)
///             2  it has said hello already, and acknowledged our SETTINGS
///             4  extended CONNECT is welcome
///             8  the limits are small
///           112  how many lengths follow
///           128  the frames are short ones
///
/// A short frame is type, flags, stream and length in one octet each, and the
/// payload. Whatever is changed in such a script, frames come out of it: most
/// changes of a real one leave a length that is wrong, and nothing behind it
/// is looked at.
class Http2Script final {
 public:
  explicit Http2Script(std::string_view input)
      : text_(unfold(input)), script_(text_) {}

  [[nodiscard]] http2::Role role() const {
    return script_.has(1) ? http2::Role::Client : http2::Role::Server;
  }
  [[nodiscard]] bool greeted() const { return script_.has(2); }
  [[nodiscard]] http2::Limits limits() const {
    http2::Limits limits;
    if (script_.has(8)) {
      limits = {.streams = 2,
                .window = 100,
                .headBytes = 400,
                .fields = 4,
                .target = 20};
    }
    limits.connectProtocol = script_.has(4);
    return limits;
  }
  /// What the other side says first when it does it right.
  [[nodiscard]] std::string greeting() const {
    if (!greeted()) return "";
    return (role() == http2::Role::Server ? std::string(http2::kPreface) : "") +
           http2::settings() + http2::settingsAck();
  }

  [[nodiscard]] std::vector<std::string_view> inOnePiece() const {
    return script_.inOnePiece();
  }
  [[nodiscard]] std::vector<std::string_view> inPieces() const {
    return script_.inPieces();
  }

 private:
  static std::string unfold(std::string_view input) {
    const auto flags = input.empty() ? 0U : octet(input, 0);
    if ((flags & 128U) == 0) return std::string(input);
    const auto head = std::min<std::size_t>(1 + flags / 16 % 8, input.size());
    std::string text(input.substr(0, head));
    input.remove_prefix(head);
    while (input.size() >= 4) {
      const auto payload = input.substr(4, octet(input, 3));
      text += http2::octetsOf({octet(input, 0), octet(input, 1),
                               octet(input, 2), std::string(payload)});
      input.remove_prefix(4 + payload.size());
    }
    return text;
  }
  static std::uint8_t octet(std::string_view text, std::size_t at) {
    return static_cast<std::uint8_t>(text[at]);
  }

  std::string text_;  ///< before script_, which looks into it
  Script script_;
};

}  // namespace hop::fuzz
