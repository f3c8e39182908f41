// SPDX-License-Identifier: MIT
#include "common/http2/SessionCallbacks.h"

#include "common/http2/Messages.h"

namespace hop::http2 {

namespace {

Session& of(void* self) {
  return *static_cast<Session*>(self);
}

std::string textOf(nghttp2_rcbuf* buffer) {
  const nghttp2_vec vec = nghttp2_rcbuf_get_buf(buffer);
  return {reinterpret_cast<const char*>(vec.base), vec.len};
}

bool ends(const nghttp2_frame& frame) {
  return (frame.hd.type == NGHTTP2_HEADERS || frame.hd.type == NGHTTP2_DATA) &&
         (frame.hd.flags & NGHTTP2_FLAG_END_STREAM) != 0;
}

/// No exception may pass through nghttp2, which is C: it ends the session.
template <class Body>
int guarded(const Body& body) noexcept {
  try {
    body();
    return 0;
  } catch (...) {
    return NGHTTP2_ERR_CALLBACK_FAILURE;
  }
}

/// What a source that throws will never give, it has failed to give.
BodySource::Piece readFrom(BodySource& body, char* buffer,
                           std::size_t size) noexcept {
  try {
    return body.read(buffer, size);
  } catch (...) {
    return {0, BodySource::Piece::Then::Failure};
  }
}

bool submitTrailers(nghttp2_session* session, std::int32_t stream,
                    BodySource& body) {
  const FieldList trailers = fieldsOf(body.trailers());
  if (trailers.empty()) return false;
  const auto view = viewOf(trailers);
  return nghttp2_submit_trailer(session, stream, view.data(), view.size()) == 0;
}

}  // namespace

const nghttp2_session_callbacks* SessionCallbacks::table() {
  static const nghttp2_session_callbacks* const kTable = [] {
    nghttp2_session_callbacks* made = nullptr;
    nghttp2_session_callbacks_new(&made);
    nghttp2_session_callbacks_set_on_begin_headers_callback(made,
                                                            onBeginHeaders);
    nghttp2_session_callbacks_set_on_header_callback2(made, onHeader);
    nghttp2_session_callbacks_set_on_invalid_header_callback2(made,
                                                              onInvalidHeader);
    nghttp2_session_callbacks_set_on_frame_recv_callback(made, onFrameReceived);
    nghttp2_session_callbacks_set_on_data_chunk_recv_callback(made, onData);
    nghttp2_session_callbacks_set_on_frame_send_callback(made, onFrameSent);
    nghttp2_session_callbacks_set_on_frame_not_send_callback(made,
                                                             onFrameNotSent);
    nghttp2_session_callbacks_set_on_stream_close_callback(made, onClosed);
    return made;
  }();
  return kTable;
}

int SessionCallbacks::onBeginHeaders(nghttp2_session* nghttp2,
                                     const nghttp2_frame* frame, void* self) {
  Session& session = of(self);
  session.fields_.clear();
  session.fieldBytes_ = 0;
  session.tooLarge_ = false;
  if (frame->headers.cat != NGHTTP2_HCAT_REQUEST ||
      ++session.open_ <= session.limits_.streams) {
    return 0;
  }
  nghttp2_submit_rst_stream(nghttp2, NGHTTP2_FLAG_NONE, frame->hd.stream_id,
                            NGHTTP2_REFUSED_STREAM);
  return NGHTTP2_ERR_TEMPORAL_CALLBACK_FAILURE;
}

int SessionCallbacks::onHeader(nghttp2_session*, const nghttp2_frame*,
                               nghttp2_rcbuf* name, nghttp2_rcbuf* value,
                               std::uint8_t, void* self) {
  Session& session = of(self);
  // RFC 9113 section 6.5.2: 32 octets for each field beside its own.
  session.fieldBytes_ +=
      nghttp2_rcbuf_get_buf(name).len + nghttp2_rcbuf_get_buf(value).len + 32;
  if (session.fieldBytes_ > session.limits_.headBytes ||
      session.fields_.size() >= session.limits_.fields + 4) {
    session.tooLarge_ = true;  // read on, for HPACK's sake, but keep nothing
    return 0;
  }
  return guarded(
      [&] { session.fields_.emplace_back(textOf(name), textOf(value)); });
}

/// nghttp2 would leave the field out and go on; a request that says something
/// else to us than to others is better refused.
int SessionCallbacks::onInvalidHeader(nghttp2_session* session,
                                      const nghttp2_frame* frame,
                                      nghttp2_rcbuf*, nghttp2_rcbuf*,
                                      std::uint8_t, void*) {
  nghttp2_submit_rst_stream(session, NGHTTP2_FLAG_NONE, frame->hd.stream_id,
                            NGHTTP2_PROTOCOL_ERROR);
  return NGHTTP2_ERR_TEMPORAL_CALLBACK_FAILURE;
}

int SessionCallbacks::onFrameReceived(nghttp2_session*,
                                      const nghttp2_frame* frame, void* self) {
  Session& session = of(self);
  if (session.failed_) return 0;
  return guarded([&] { session.onFrame(*frame); });
}

int SessionCallbacks::onData(nghttp2_session* session, std::uint8_t,
                             std::int32_t stream, const std::uint8_t* octets,
                             std::size_t size, void* self) {
  // What a stream holds is bounded by its own window, so the connection's
  // window need not hold back the others (RFC 9113 section 5.2).
  nghttp2_session_consume_connection(session, size);
  if (of(self).failed_) return 0;
  const std::string_view text(reinterpret_cast<const char*>(octets), size);
  return guarded([&] { of(self).emit(stream, http::Data{text}); });
}

int SessionCallbacks::onFrameSent(nghttp2_session* session,
                                  const nghttp2_frame* frame, void* self) {
  const auto stream = frame->hd.stream_id;
  // The response is complete, the request is not: nobody will read the rest
  // (RFC 9113 section 8.1).
  if (of(self).role_ == Role::Server && ends(*frame) &&
      of(self).tunnels_.count(stream) == 0 &&
      nghttp2_session_get_stream_remote_close(session, stream) == 0) {
    of(self).reset(stream, NGHTTP2_NO_ERROR);
  }
  FrameGuard& guard = of(self).guard_;
  if (frame->hd.type == NGHTTP2_HEADERS) guard.onHeadSent();
  if (frame->hd.type == NGHTTP2_DATA) guard.onDataSent(frame->hd.length);
  if (frame->hd.type == NGHTTP2_RST_STREAM) {
    guard.onResetSent(frame->hd.stream_id, frame->rst_stream.error_code);
  }
  return 0;
}

/// A head that nghttp2 does not send, being too large for it: whoever waits
/// for it must not wait for ever.
int SessionCallbacks::onFrameNotSent(nghttp2_session* session,
                                     const nghttp2_frame* frame, int,
                                     void* self) {
  const auto stream = frame->hd.stream_id;
  if (frame->hd.type == NGHTTP2_HEADERS &&
      frame->headers.cat != NGHTTP2_HCAT_REQUEST &&
      nghttp2_session_get_stream_remote_close(session, stream) >= 0) {
    of(self).reset(stream, NGHTTP2_INTERNAL_ERROR);
  }
  return 0;
}

int SessionCallbacks::onClosed(nghttp2_session*, std::int32_t stream,
                               std::uint32_t code, void* self) {
  Session& session = of(self);
  if (session.role_ == Role::Server) --session.open_;
  session.tunnels_.erase(stream);
  return guarded([&] { session.emit(stream, Closed{code}); });
}

ssize_t SessionCallbacks::readBody(nghttp2_session* session,
                                   std::int32_t stream, std::uint8_t* buffer,
                                   std::size_t size, std::uint32_t* flags,
                                   nghttp2_data_source* source, void* self) {
  auto& body = *static_cast<BodySource*>(source->ptr);
  using Then = BodySource::Piece::Then;
  const auto piece = readFrom(body, reinterpret_cast<char*>(buffer), size);
  if (piece.then == Then::End) {
    *flags |= NGHTTP2_DATA_FLAG_EOF;
    if (submitTrailers(session, stream, body)) {
      *flags |= NGHTTP2_DATA_FLAG_NO_END_STREAM;
    }
  } else if (piece.octets == 0) {
    if (piece.then == Then::Failure) of(self).giveUp(stream);
    return NGHTTP2_ERR_DEFERRED;
  }
  return static_cast<ssize_t>(piece.octets);
}

/// What was begun will never be complete.
void Session::giveUp(std::int32_t stream) {
  reset(stream,
        role_ == Role::Server ? NGHTTP2_INTERNAL_ERROR : NGHTTP2_CANCEL);
}

void Session::onFrame(const nghttp2_frame& frame) {
  switch (frame.hd.type) {
    case NGHTTP2_HEADERS:
      onHeaders(frame);
      return fields_.clear();  // an idle connection keeps no head
    case NGHTTP2_DATA:
      if (ends(frame)) emit(frame.hd.stream_id, http::End{});
      return;
    case NGHTTP2_SETTINGS:
      greeted_ = true;
      return;
    case NGHTTP2_GOAWAY:
      goneAway_ = true;
      return;
    default:
      return;
  }
}

void Session::onHeaders(const nghttp2_frame& frame) {
  const auto stream = frame.hd.stream_id;
  const bool ended = ends(frame);
  if (role_ == Role::Server && frame.headers.cat == NGHTTP2_HCAT_REQUEST) {
    onRequestHead(stream, ended);
  } else if (role_ == Role::Client && hasField(fields_, ":status")) {
    if (!onResponseHead(stream, ended)) return;
  } else if (tooLarge_) {
    return reset(stream, NGHTTP2_ENHANCE_YOUR_CALM);
  } else {
    emit(stream, http::Trailers{trailersFrom(fields_)});
  }
  if (ended) emit(stream, http::End{});
}

std::vector<nghttp2_nv> viewOf(const FieldList& fields) {
  std::vector<nghttp2_nv> view;
  view.reserve(fields.size());
  const auto octets = [](const std::string& text) {
    return reinterpret_cast<std::uint8_t*>(const_cast<char*>(text.data()));
  };
  for (const auto& [name, value] : fields) {
    view.push_back({octets(name), octets(value), name.size(), value.size(),
                    NGHTTP2_NV_FLAG_NONE});
  }
  return view;
}

}  // namespace hop::http2
