// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string_view>

namespace hop::http2 {

/// Which end of a connection we are.
enum class Role {
  Server,  ///< requests arrive
  Client   ///< responses arrive
};

/// Looks at the header of every frame before nghttp2 does, and finds what
/// nghttp2 lets pass: a wrong preface, frames on streams that are closed,
/// stream ids that go down (RFC 9113 sections 3.4, 5.1), header blocks without
/// end, and peers that keep us busy for nothing.
///
/// The last is a matter of measure, so each peer has a credit, for two things.
/// Chatter is what makes work and moves no message: PING, SETTINGS, PRIORITY,
/// WINDOW_UPDATE, empty DATA. Octets that move earn it back. The other one is
/// streams that come to nothing: taken back by the peer (CVE-2023-44487), more
/// than we allow, or such that we must reset them (CVE-2025-8671). Answers earn
/// that back. So does time, for both.
class FrameGuard final {
 public:
  /// @param streams that the peer may have open at once.
  FrameGuard(Role role, std::size_t streams);

  /// How many of these octets may go on to nghttp2, and with which error code
  /// (RFC 9113 section 7) the connection has to end behind them, if it has.
  struct Verdict {
    std::size_t accepted = 0;
    std::optional<std::uint32_t> error;
  };
  [[nodiscard]] Verdict look(std::string_view octets);

  /// We have reset a stream: frames for it may still be under way.
  /// @param code of RST_STREAM; a fault of the peer costs it credit.
  void onResetSent(std::int32_t stream, std::uint32_t code);
  /// HEADERS went out: an answer, or (client) a request that may be refused.
  void onHeadSent() { streamCredit_.earn(1); }
  /// DATA went out: whoever reads it may ask for more, perhaps in small steps.
  void onDataSent(std::size_t octets);
  /// Call it every second.
  void onSecond() {
    chatterCredit_.earn(50);
    streamCredit_.earn(50);
  }

  /// True in the middle of the preface, of a header block, or of a frame that
  /// is no DATA.
  [[nodiscard]] bool incomplete() const {
    return prefaceLeft_ > 0 || inBlock_ || have_ > 0 ||
           (payloadLeft_ > 0 && !isData_);
  }

 private:
  enum class State { Open, PeerEnded, PeerReset, WeReset };
  struct Header {
    std::size_t length = 0;
    std::uint8_t type = 0;
    std::uint8_t flags = 0;
    std::int32_t stream = 0;
  };

  std::size_t lookAtPreface(std::string_view octets, Verdict& verdict);
  std::optional<std::uint32_t> judge(const Header& header);
  std::optional<std::uint32_t> judgeStream(const Header& header);
  std::optional<std::uint32_t> judgeBlock(const Header& header);
  std::optional<std::uint32_t> open(const Header& header);
  void charge(const Header& header);
  [[nodiscard]] bool forget();

  /// What a peer may still ask of us for nothing.
  class Credit {
   public:
    void earn(int amount) { left_ = std::min(left_ + amount, kMost); }
    void spend(int amount) { left_ -= amount; }
    [[nodiscard]] bool spent() const { return left_ < 0; }

   private:
    static constexpr int kMost = 1'000;
    int left_ = kMost;
  };

  const Role role_;
  const std::size_t remembered_;  ///< streams
  std::size_t prefaceLeft_;
  std::array<std::uint8_t, 9> raw_{};  ///< a frame header, as far as it is here
  std::size_t have_ = 0;
  std::size_t payloadLeft_ = 0;
  bool isData_ = false;
  bool greeted_ = false;  ///< the first frame was SETTINGS, as it must be
  bool inBlock_ = false;  ///< HEADERS came, END_HEADERS did not
  std::size_t blockBytes_ = 0;
  int blockFrames_ = 0;
  std::int32_t highest_ = 0;
  std::map<std::int32_t, State> streams_;  ///< the latest ones
  Credit chatterCredit_;
  Credit streamCredit_;
};

}  // namespace hop::http2
