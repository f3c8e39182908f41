// SPDX-License-Identifier: MIT
// Any octets as what arrives on an HTTP/2 connection, of a client or of an
// upstream. Somebody who only listens hears and owes the same however they are
// cut; somebody who answers is told of each stream in order, and of its end
// once.
#include "tests/fuzz/Application.h"
#include "tests/fuzz/Check.h"
#include "tests/fuzz/Http2Script.h"
#include "tests/fuzz/StreamRules.h"

#include <algorithm>
#include <cstdint>
#include <map>

namespace hop::fuzz {
namespace {

using Pieces = std::vector<std::string_view>;

/// RFC 9113 section 6.9.2: it holds until the other side has read our SETTINGS.
constexpr std::size_t kInitialWindow = 65'535;

/// With nghttp2's words about the reason.
constexpr std::size_t kMostGoAway = 100;

StreamRules rulesFor(const Http2Script& script) {
  const auto limits = script.limits();
  return {script.role(), limits,
          script.greeted() ? limits.window
                           : std::max<std::size_t>(kInitialWindow,  //
                                                   limits.window)};
}

/// What FrameGuard says: octets accepted, and the error behind them.
std::string verdict(const Http2Script& script, const Pieces& pieces) {
  http2::FrameGuard guard(script.role(), script.limits().streams);
  require(!guard.look(script.greeting()).error, "a greeting is refused");
  std::size_t accepted = 0;
  for (const auto piece : pieces) {
    const auto found = guard.look(piece);
    require(found.accepted <= piece.size(), "more is accepted than there was");
    require(found.error || found.accepted == piece.size(),
            "octets are left out without a reason");
    accepted += found.accepted;
    if (!found.error) continue;
    // A wrong preface is refused whole, wherever it is wrong.
    const bool preface = !script.greeted() && accepted < http2::kPreface.size();
    return (preface ? "preface" : std::to_string(accepted)) + "!" +
           std::to_string(*found.error);
  }
  return std::to_string(accepted) +
         (guard.incomplete() ? " and the rest is missing" : "");
}

/// Frames as text: a NUL must not hide what differs. What nghttp2 says in
/// words behind the code of a GOAWAY is left out.
std::string describe(std::string_view octets) {
  std::string text;
  for (const auto& frame : http2::framesIn(octets)) {
    text += "frame " + std::to_string(frame.type) + "/" +
            std::to_string(frame.flags) + " on " +
            std::to_string(frame.stream) + ":";
    const bool goAway = frame.type == NGHTTP2_GOAWAY;
    for (const char c : frame.payload.substr(0, goAway ? 8 : text.npos)) {
      text += " " + std::to_string(static_cast<unsigned char>(c));
    }
    text += "\n";
  }
  return text;
}

/// What one stream has told. How much of a body that has no end depends on how
/// octets are cut: nghttp2 gives a part of a frame before it sees that it is
/// too long.
class Hearing final {
 public:
  void add(const http2::StreamEvent& one) {
    all_.add(one);
    const auto* event = std::get_if<http::Event>(&one.event);
    if (event == nullptr || !std::holds_alternative<http::Data>(*event)) {
      withoutData_.add(one);
    }
    ended_ = ended_ ||
             (event != nullptr && std::holds_alternative<http::End>(*event));
  }
  [[nodiscard]] std::string text() const {
    return (ended_ ? all_ : withoutData_).text();
  }

 private:
  http2::StreamStory all_;
  http2::StreamStory withoutData_;
  bool ended_ = false;
};

/// Feeds pieces to somebody who only listens. @return events and octets owed.
std::string listen(const Http2Script& script, const Pieces& pieces) {
  http2::Told told(script.role(), script.limits());
  StreamRules rules = rulesFor(script);
  std::map<std::int32_t, Hearing> heard;
  const auto take = [&] {
    while (const auto event = told.session.next()) {
      rules.take(*event);
      heard[event->stream].add(*event);
    }
  };
  Application nobody(told.session);
  if (script.role() == http2::Role::Client) {
    for (const auto stream : nobody.ask()) rules.opened(stream);
    (void)told.drain();
  }
  const std::string greeting = script.greeting();
  told.session.feed(greeting);
  for (const auto piece : pieces) {
    told.session.feed(piece);
    take();
  }
  std::string text;
  for (const auto& [stream, one] : heard) text += one.text();
  return text + "owes " + describe(told.drain());
}

/// Somebody who answers, or has asked.
class Conversation final {
 public:
  explicit Conversation(const Http2Script& script)
      : role_(script.role()),
        session_(role_, script.limits()),
        rules_(rulesFor(script)),
        application_(session_) {
    if (role_ == http2::Role::Client) {
      for (const auto stream : application_.ask()) rules_.opened(stream);
    }
    if (script.greeted()) drain();  // else it is said when they have begun
    feed(script.greeting());
  }

  void feed(std::string_view piece) {
    const bool over = session_.over();
    fed_ += piece.size();
    session_.feed(piece);
    require(takeEvents() == 0 || !over, "an event behind the end");
    application_.turn();
    // Who does something wrong behind the end is told so, with GOAWAY.
    require(drain() <= kMostGoAway || !over, "octets behind the end");
    require(said_ <= 1'000 + 4 * fed_ + 400 * rules_.streams(),
            "many octets for few");
  }

  /// Whoever gives up a stream hears that it is closed; without streams, and
  /// after GOAWAY, the connection is over.
  void end() {
    for (const auto stream : rules_.openStreams()) {
      session_.reset(stream, NGHTTP2_CANCEL);
    }
    drain();
    // Else a stream has begun of which nobody has been told yet.
    if (session_.over() || session_.incomplete()) return;
    require(rules_.openStreams().empty(), "a stream is never closed");
    session_.goAway(NGHTTP2_NO_ERROR);
    drain();
    require(session_.over(), "a connection without streams does not end");
    feed(http2::ping());
  }

 private:
  std::size_t takeEvents() {
    std::size_t events = 0;
    while (const auto event = session_.next()) {
      rules_.take(*event);
      const auto* data = dataIn(*event);
      if (data != nullptr) rules_.consumed(event->stream, data->octets.size());
      application_.on(*event);
      ++events;
    }
    return events;
  }
  static const http::Data* dataIn(const http2::StreamEvent& one) {
    const auto* event = std::get_if<http::Event>(&one.event);
    return event == nullptr ? nullptr : std::get_if<http::Data>(event);
  }
  std::size_t drain() {
    const std::size_t before = said_;
    do {
      for (auto some = session_.drain(); !some.empty();
           some = session_.drain()) {
        said_ += some.size();
      }
    } while (takeEvents() > 0);
    return said_ - before;
  }

  http2::Role role_;
  http2::Session session_;
  StreamRules rules_;
  Application application_;
  std::size_t fed_ = 0;
  std::size_t said_ = 0;
};

/// After GOAWAY and without streams nghttp2 listens no more, but it finishes
/// what it has been given: there it does matter how octets are cut.
bool saysGoAway(const Pieces& pieces) {
  auto octets = pieces.empty() ? "" : pieces.front();
  if (octets.starts_with(http2::kPreface)) {
    octets.remove_prefix(http2::kPreface.size());
  }
  const auto frames = http2::framesIn(octets);
  return std::any_of(frames.begin(), frames.end(), [](const auto& frame) {
    return frame.type == NGHTTP2_GOAWAY;
  });
}

void converse(const Http2Script& script, const Pieces& pieces) {
  Conversation conversation(script);
  for (const auto piece : pieces) conversation.feed(piece);
  conversation.end();
}

void run(const Http2Script& script) {
  const Pieces whole = script.inOnePiece();
  const Pieces cut = script.inPieces();
  requireSame(verdict(script, whole), verdict(script, cut),
              "the guard's verdict depends on how octets are cut");
  if (!saysGoAway(whole)) {
    requireSame(listen(script, whole), listen(script, cut),
                "events depend on how octets are cut");
  }
  converse(script, whole);
  converse(script, cut);
}

}  // namespace
}  // namespace hop::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  hop::fuzz::run(hop::fuzz::Http2Script(
      std::string_view(reinterpret_cast<const char*>(data), size)));
  return 0;
}
