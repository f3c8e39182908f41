// SPDX-License-Identifier: MIT
#pragma once

#include "common/http/Event.h"
#include "common/http2/FieldList.h"
#include "common/http2/FrameGuard.h"

#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/Net/MessageHeader.h>
#include <nghttp2/nghttp2.h>

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <variant>

namespace hop::http2 {

/// How much of a connection we are willing to hold.
struct Limits {
  std::uint32_t streams = 100;         ///< that the other side may have open
  std::uint32_t window = 128U * 1024;  ///< octets of a body not consumed yet
  std::size_t headBytes = std::size_t{64} * 1024;  ///< RFC 9113 §6.5.2
  std::size_t fields = 128;                        ///< in a head
  std::size_t target = std::size_t{8} * 1024;      ///< octets of :path
  /// Extended CONNECT is welcome (RFC 8441; server only).
  bool connectProtocol = false;
};

/// Where the octets of a body come from. Asked whenever the other side's
/// window has room, so it must not wait.
class BodySource {
 public:
  /// The answer: so many octets, and what comes behind them.
  struct Piece {
    /// What there is to say about the octets behind these.
    enum class Then {
      Wait,    ///< none at the moment: Session::resume() says when
      End,     ///< these were the last ones
      Failure  ///< they will never come: the stream is reset
    };
    std::size_t octets = 0;
    Then then = Then::Wait;
  };

  BodySource() = default;
  virtual ~BodySource() = default;
  BodySource(const BodySource&) = delete;
  BodySource& operator=(const BodySource&) = delete;

  virtual Piece read(char* buffer, std::size_t size) = 0;
  /// The fields after the body; asked once it has ended (Then::End).
  [[nodiscard]] virtual Poco::Net::MessageHeader trailers() = 0;
};

/// The stream is over: NO_ERROR when both sides have said all, else why.
struct Closed {
  std::uint32_t code = 0;  ///< RFC 9113 section 7
};

/// A head that we do not accept, and the status to say so with (server only).
struct Refused {
  Poco::Net::HTTPResponse::HTTPStatus status;
};

/// The events of hop::http::Event, with the stream that they belong to.
struct StreamEvent {
  std::int32_t stream = 0;
  std::variant<http::Event, Refused, Closed> event;
};

/// An HTTP/2 connection without a socket: octets in, events out, and the other
/// way round. Framing, HPACK and flow control are nghttp2's; the checks that
/// it leaves to its user are FrameGuard's. Sans-I/O: knows no socket, no
/// thread, no clock.
class Session final {
 public:
  Session(Role role, const Limits& limits);
  ~Session();
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  /// Octets have arrived; they must stay where they are until next() has
  /// nothing more to give. A violation of the protocol ends the session: what
  /// drain() gives then tells the other side why.
  void feed(std::string_view octets);
  [[nodiscard]] std::optional<StreamEvent> next();

  /// Octets to be sent; empty when there are none at the moment. Valid until
  /// the next call.
  [[nodiscard]] std::string_view drain();

  /// Opens a stream (client). @param body null: no body follows the head.
  /// @return its id; nothing when this connection takes no more.
  std::optional<std::int32_t> request(const Poco::Net::HTTPRequest& head,
                                      const std::string& scheme,
                                      BodySource* body);
  /// A 1xx before the response (server).
  void interim(std::int32_t stream, const Poco::Net::HTTPResponse& head);
  /// @param body null: the head ends the stream, which is what gRPC calls
  ///   trailers-only.
  void respond(std::int32_t stream, const Poco::Net::HTTPResponse& head,
               BodySource* body);
  /// The request may go on when the response has ended: it is a tunnel. Other
  /// requests are stopped then (RST_STREAM with NO_ERROR).
  void keepOpen(std::int32_t stream) { tunnels_.insert(stream); }
  /// Its body has something to say again.
  void resume(std::int32_t stream);
  /// So many octets of the body were used: the other side may send as many
  /// more.
  void consumed(std::int32_t stream, std::size_t octets);
  /// RST_STREAM.
  void reset(std::int32_t stream, std::uint32_t code);

  /// GOAWAY without a last stream: please open no more (RFC 9113 §6.8).
  void sayGoingAway();
  /// GOAWAY with the last stream that was served: the others may be retried.
  void goAway(std::uint32_t code);

  /// False as soon as the other side has said GOAWAY, or we have.
  [[nodiscard]] bool takesRequests() const;
  /// Everything is said: the connection can be closed.
  [[nodiscard]] bool over() const;
  /// In the middle of the preface, of a header block, or of a frame that is no
  /// DATA.
  [[nodiscard]] bool incomplete() const { return guard_.incomplete(); }
  /// The other side's first SETTINGS are here.
  [[nodiscard]] bool greeted() const { return greeted_; }
  /// Call it every second: time forgives (see FrameGuard).
  void onSecond() { guard_.onSecond(); }

 private:
  friend struct SessionCallbacks;

  void submitSettings();
  std::string_view announceStreams(std::string_view settings);
  void fail(std::uint32_t code);
  void giveUp(std::int32_t stream);
  void onFrame(const nghttp2_frame& frame);
  void onHeaders(const nghttp2_frame& frame);
  void onRequestHead(std::int32_t stream, bool ended);
  /// @return false when it is none: its stream is reset.
  bool onResponseHead(std::int32_t stream, bool ended);
  void emit(std::int32_t stream, std::variant<http::Event, Refused, Closed> e) {
    events_.push_back({stream, std::move(e)});
  }

  Role role_;
  Limits limits_;
  FrameGuard guard_;
  nghttp2_session* session_ = nullptr;
  std::deque<StreamEvent> events_;
  std::string first_;               ///< our SETTINGS as they went out (server)
  std::uint32_t open_ = 0;          ///< streams of the client
  std::set<std::int32_t> tunnels_;  ///< keepOpen()
  bool greeted_ = false;
  bool failed_ = false;    ///< no more input
  bool mute_ = false;      ///< no more output either: nghttp2 cannot go on
  bool goneAway_ = false;  ///< GOAWAY, either way
  // Of the header block that is being read.
  FieldList fields_;
  std::size_t fieldBytes_ = 0;
  bool tooLarge_ = false;
};

}  // namespace hop::http2
