// SPDX-License-Identifier: MIT
#pragma once

#include "tests/support/Connection.h"
#include "tests/support/Lanes.h"
#include "tests/support/http2/Frame.h"
#include "tests/support/http2/Hpack.h"

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace hop::test {

/// What has come on one stream so far.
struct Http2Stream {
  std::vector<FieldList> blocks;  ///< field sections in their order
  std::string body;
  /// The order of events: H a field section, D a DATA frame, "." END_STREAM,
  /// R RST_STREAM. "HDDH." is a response with trailers.
  std::string events;
  bool ended = false;                  ///< END_STREAM has come
  std::optional<std::uint32_t> reset;  ///< code of RST_STREAM

  /// Nothing more will come.
  [[nodiscard]] bool over() const { return ended || reset.has_value(); }
};

/// The last word of the other side.
struct Goaway {
  std::uint32_t last = 0;
  std::uint32_t code = 0;
};

/// One end of an HTTP/2 connection that does, frame by frame, what the case
/// says. Nothing that is sent is checked. It does by itself only what every
/// peer does: acknowledge SETTINGS and PING, and give window credit back as
/// long as the case does not want to do that itself.
class Http2Peer {
 public:
  /// The lanes in which its frames are shown.
  struct View {
    Lanes& lanes;
    Lane sent;
    Lane received;
  };

  Http2Peer(Connection connection, const View& view);
  virtual ~Http2Peer() = default;
  Http2Peer(Http2Peer&&) = default;
  Http2Peer& operator=(Http2Peer&&) = delete;
  Http2Peer(const Http2Peer&) = delete;
  Http2Peer& operator=(const Http2Peer&) = delete;

  /// Any octets at all. @param meaning is shown instead of them.
  bool sendOctets(std::string_view octets, const std::string& meaning);
  bool send(const Frame& frame);
  /// HEADERS, and CONTINUATION where the block is longer than a frame.
  bool sendHeaders(std::uint32_t stream, const FieldList& fields,
                   bool end = false);
  /// DATA frames, whether there is window or not.
  bool sendData(std::uint32_t stream, const std::string& body,
                bool end = false);
  /// DATA as far as the windows allow; reads while it waits for more.
  /// @return how much went out in time: all of it, or less.
  std::size_t sendWithinWindow(std::uint32_t stream, std::string_view body,
                               bool end = false,
                               std::chrono::milliseconds timeout = kPatience);

  /// Reads one frame and takes note of it.
  /// @return false when none came in time, or none can come any more.
  bool pump(std::chrono::milliseconds timeout);
  /// Reads frames until it holds. @return false when it does not in time.
  template <class Predicate>
  [[nodiscard]] bool until(Predicate holds,
                           std::chrono::milliseconds timeout = kPatience) {
    const auto deadline = std::chrono::steady_clock::now() + timeout;
    while (!holds()) {
      const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
          deadline - std::chrono::steady_clock::now());
      if (left.count() < 0 || (!pump(left) && !holds())) return holds();
    }
    return true;
  }
  /// Reads what comes for so long, and expects nothing of it.
  void listen(std::chrono::milliseconds time);

  [[nodiscard]] const Http2Stream& stream(std::uint32_t id) {
    return streams_[id];
  }
  [[nodiscard]] const std::map<std::uint32_t, Http2Stream>& streams() const {
    return streams_;
  }
  /// All frames that have come; DATA without its octets.
  [[nodiscard]] const std::vector<Frame>& frames() const { return frames_; }
  [[nodiscard]] std::size_t count(FrameType type) const;
  [[nodiscard]] const std::optional<Goaway>& goaway() const { return goaway_; }
  /// The connection has ended.
  [[nodiscard]] bool closed() const { return closed_; }
  /// GOAWAY with an error, or the end of the connection.
  [[nodiscard]] bool rejected() const {
    return closed_ || (goaway_ && goaway_->code != kNoError);
  }
  /// The other side's settings so far, or what RFC 9113 says without one.
  [[nodiscard]] std::uint32_t setting(std::uint16_t id,
                                      std::uint32_t otherwise) const;
  [[nodiscard]] bool acknowledged() const { return acknowledged_; }
  /// How much may be sent: @p stream 0 is the whole connection.
  [[nodiscard]] std::int64_t window(std::uint32_t stream) const;

  /// Gives credit back for what has come. Without it the other side stops
  /// after the windows that it was given.
  void giveCredit(bool yes) { givesCredit_ = yes; }

  [[nodiscard]] Connection& connection() { return connection_; }
  [[nodiscard]] HpackEncoder& encoder() { return encoder_; }
  [[nodiscard]] HpackDecoder& decoder() { return decoder_; }

 protected:
  [[nodiscard]] Lanes& lanes() const { return view_.lanes; }
  void show(Lane lane, const std::string& line) const;
  [[nodiscard]] const View& view() const { return view_; }

 private:
  std::optional<Frame> readFrame(std::chrono::milliseconds timeout);
  void note(const Frame& frame);
  void noteBlock(const Frame& frame);
  void noteData(const Frame& frame);
  void noteSettings(const Frame& frame);
  void noteWindow(const Frame& frame);
  void credit(std::uint32_t stream, std::size_t octets);

  Connection connection_;
  View view_;
  HpackEncoder encoder_;
  HpackDecoder decoder_;
  std::vector<Frame> frames_;
  std::map<std::uint32_t, Http2Stream> streams_;
  std::map<std::uint16_t, std::uint32_t> settings_;
  std::map<std::uint32_t, std::int64_t> windows_;
  std::map<std::uint32_t, std::size_t> owed_;
  std::optional<Frame> open_;  ///< HEADERS that waits for CONTINUATION
  std::optional<Goaway> goaway_;
  bool acknowledged_ = false;
  bool closed_ = false;
  bool givesCredit_ = true;
};

}  // namespace hop::test
