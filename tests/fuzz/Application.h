// SPDX-License-Identifier: MIT
#pragma once

#include "common/http2/Session.h"
#include "tests/unit/http2_story.h"

#include <cstdint>
#include <map>
#include <memory>
#include <string>

namespace hop::fuzz {

/// Somebody who uses a session: asks or answers, and does with each stream
/// something else, by its number. A body goes away with its stream, as it does
/// in a server: whoever reads it later is a finding.
class Application final {
 public:
  explicit Application(http2::Session& session) : session_(session) {}

  /// Opens streams (client). @return their ids.
  std::vector<std::int32_t> ask();
  void on(const http2::StreamEvent& one);
  /// Those who had nothing to say now have.
  void turn();

 private:
  http2::BodySource* body(std::int32_t stream, const std::string& text,
                          http2::BodySource::Piece::Then then);
  void onRequest(std::int32_t stream, const http::RequestHead& head);
  void answer(std::int32_t stream, int status, http2::BodySource* body);

  http2::Session& session_;
  std::map<std::int32_t, std::unique_ptr<http2::TextBody>> bodies_;
  std::map<std::int32_t, bool> waiting_;  ///< bodies with more to come
};

}  // namespace hop::fuzz
