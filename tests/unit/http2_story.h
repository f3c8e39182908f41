// SPDX-License-Identifier: MIT
#pragma once

#include "common/http2/Session.h"
#include "tests/unit/http1_events.h"

#include <map>
#include <string>
#include <vector>

namespace hop::http2 {

/// The events of a session as one text, stream by stream, so that it depends
/// neither on how octets were cut nor on whose turn it was:
///   "1: GET / HTTP/2.0|Host: t|none|end;closed 0"
class StreamStory final {
 public:
  void add(const StreamEvent& one) {
    auto& story = streams_[one.stream];
    if (const auto* event = std::get_if<http::Event>(&one.event)) {
      story.add(*event);
    } else if (const auto* refused = std::get_if<Refused>(&one.event)) {
      story.add("refused " + std::to_string(refused->status) + ";");
    } else {
      const auto code = std::get<Closed>(one.event).code;
      story.add("closed " + std::to_string(code));
    }
  }

  /// Empty for a stream that nothing has happened on.
  [[nodiscard]] std::string of(std::int32_t stream) const {
    const auto found = streams_.find(stream);
    return found == streams_.end() ? "" : found->second.text();
  }
  [[nodiscard]] std::string text() const {
    std::string text;
    for (const auto& [stream, story] : streams_) {
      text += std::to_string(stream) + ": " + story.text() + "\n";
    }
    return text;
  }
  [[nodiscard]] std::size_t streams() const { return streams_.size(); }

 private:
  std::map<std::int32_t, http1::Story> streams_;
};

/// A body that is all there from the beginning.
class TextBody final : public BodySource {
 public:
  explicit TextBody(std::string text, Poco::Net::MessageHeader trailers = {},
                    Piece::Then then = Piece::Then::End)
      : text_(std::move(text)), trailers_(std::move(trailers)), then_(then) {}

  Piece read(char* buffer, std::size_t size) override {
    const auto n = text_.copy(buffer, size);
    text_.erase(0, n);
    return {n, text_.empty() ? then_ : Piece::Then::Wait};
  }
  [[nodiscard]] Poco::Net::MessageHeader trailers() override {
    return trailers_;
  }

  /// Says more; the session must be told with resume().
  void more(const std::string& text, Piece::Then then) {
    text_ += text;
    then_ = then;
  }
  [[nodiscard]] std::size_t left() const { return text_.size(); }

 private:
  std::string text_;
  Poco::Net::MessageHeader trailers_;
  Piece::Then then_;
};

/// A session and everything that it has told.
struct Told {
  Told(Role role, const Limits& limits) : session(role, limits) {}

  void takeEvents() {
    while (const auto event = session.next()) story.add(*event);
  }
  /// In pieces of @p step octets.
  void feed(std::string_view octets,
            std::size_t step = std::string_view::npos) {
    while (!octets.empty()) {
      session.feed(octets.substr(0, step));
      takeEvents();
      octets.remove_prefix(std::min(step, octets.size()));
    }
  }
  std::string drain() {
    std::string all;
    for (auto some = session.drain(); !some.empty(); some = session.drain()) {
      all += some;
    }
    takeEvents();
    return all;
  }

  Session session;
  StreamStory story;
};

}  // namespace hop::http2
