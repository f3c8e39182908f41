// SPDX-License-Identifier: MIT
#include "common/server/Http2TunnelEnd.h"

#include "common/http/Truncated.h"

namespace hop::server {

using io::Progress;
using Then = http2::BodySource::Piece::Then;

io::Transfer Http2TunnelEnd::read(char* buffer, std::size_t size) {
  const auto piece = stream_->request().tryPull(buffer, size);
  if (piece.octets > 0) return {Progress::Done, piece.octets};
  if (piece.then == Then::Failure) throw http::Truncated();
  return {piece.then == Then::End ? Progress::Ended : Progress::NeedsRead, 0};
}

io::Transfer Http2TunnelEnd::write(std::string_view octets) {
  const auto n = stream_->response().tryWrite(octets);
  return {n > 0 ? Progress::Done : Progress::NeedsWrite, n};
}

void Http2TunnelEnd::finishWriting() {
  finished_ = true;
  stream_->response().finish();
}

/// RFC 8441 section 5: an end without END_STREAM is RST_STREAM with CANCEL.
void Http2TunnelEnd::close() {
  if (!finished_) stream_->reset(NGHTTP2_CANCEL);
  onReady({});
}

void Http2TunnelEnd::onReady(std::function<void()> callback) {
  stream_->request().onArrival(callback);
  stream_->response().onArrival(std::move(callback));
}

}  // namespace hop::server
