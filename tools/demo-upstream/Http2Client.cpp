// SPDX-License-Identifier: MIT
#include "tools/demo-upstream/Http2Client.h"

#include "common/server/ClientGone.h"

#include <array>

namespace hop::upstream {

namespace {

/// In HTTP/2 they are fields like any others; a line for each.
std::string textOf(const Poco::Net::MessageHeader& trailers) {
  std::string text;
  for (const auto& [name, value] : trailers) text += name + ": " + value + "\n";
  return text.empty() ? text : "\n" + text;
}

}  // namespace

Http2Client::Http2Client(server::ServerRequest& request)
    : request_(request), watch_(request.onClientGone([this] {
        const std::lock_guard lock(mutex_);
        gone_ = true;
        left_.notify_all();
      })) {}

Body Http2Client::readBody(Keep keep) {
  Body body;
  std::array<char, 16'384> piece{};
  std::istream& in = request_.stream();
  while (in.read(piece.data(), piece.size()), in.gcount() > 0) {
    if (keep == Keep::Nothing) continue;
    appendWithinLimit(body.content,
                      {piece.data(), static_cast<std::size_t>(in.gcount())});
  }
  // Asking for the trailers also throws when that was not the body's end.
  body.received = body.content + textOf(request_.trailers());
  return body;
}

void Http2Client::pause(std::chrono::milliseconds time) {
  std::unique_lock lock(mutex_);
  if (left_.wait_for(lock, time, [this] { return gone_; })) {
    throw server::ClientGone();
  }
}

}  // namespace hop::upstream
