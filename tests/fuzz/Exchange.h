// SPDX-License-Identifier: MIT
#pragma once

#include "common/http1/MessageWriter.h"
#include "tests/unit/http1_events.h"

#include <string>

namespace hop::fuzz {

/// Takes the events of a connection, tells them, and writes each message
/// again as a proxy would that changes nothing but the framing fields.
class Exchange final {
 public:
  explicit Exchange(const http1::Limits& limits) : limits_(limits) {}

  /// @throws std::logic_error when the events do not fit each other.
  void take(const http::Event& event);

  /// All events as they came, for comparing two ways to cut.
  [[nodiscard]] const std::string& story() const { return story_.text(); }
  /// The events of all complete messages, with the framing fields of their
  /// heads left out: the writer's are different ones.
  [[nodiscard]] const std::string& complete() const { return complete_; }
  /// The octets of all complete messages.
  [[nodiscard]] const std::string& written() const { return written_; }

 private:
  template <class Head>
  void takeHead(Head head);
  void takeTrailers(const http::Trailers& trailers);
  void takeEnd();

  http1::Limits limits_;
  http1::MessageWriter writer_;
  http1::Story story_;
  http1::Story message_;  ///< of the message that is not complete yet
  std::string octets_;    ///< of the message that is not complete yet
  bool afterInterim_ = false;
  std::string complete_;
  std::string written_;
};

}  // namespace hop::fuzz
