// SPDX-License-Identifier: MIT
#pragma once

#include "common/http2/Session.h"

#include <vector>

namespace hop::http2 {

/// What nghttp2 calls, and whom it concerns.
struct SessionCallbacks {
  /// The table of all of them, made once.
  static const nghttp2_session_callbacks* table();

  static int onBeginHeaders(nghttp2_session* session,
                            const nghttp2_frame* frame, void* self);
  static int onHeader(nghttp2_session* session, const nghttp2_frame* frame,
                      nghttp2_rcbuf* name, nghttp2_rcbuf* value,
                      std::uint8_t flags, void* self);
  static int onInvalidHeader(nghttp2_session* session,
                             const nghttp2_frame* frame, nghttp2_rcbuf* name,
                             nghttp2_rcbuf* value, std::uint8_t flags,
                             void* self);
  static int onFrameReceived(nghttp2_session* session,
                             const nghttp2_frame* frame, void* self);
  static int onData(nghttp2_session* session, std::uint8_t flags,
                    std::int32_t stream, const std::uint8_t* octets,
                    std::size_t size, void* self);
  static int onFrameSent(nghttp2_session* session, const nghttp2_frame* frame,
                         void* self);
  static int onFrameNotSent(nghttp2_session* session,
                            const nghttp2_frame* frame, int error, void* self);
  static int onClosed(nghttp2_session* session, std::int32_t stream,
                      std::uint32_t code, void* self);
  static ssize_t readBody(nghttp2_session* session, std::int32_t stream,
                          std::uint8_t* buffer, std::size_t size,
                          std::uint32_t* flags, nghttp2_data_source* source,
                          void* self);
};

/// nghttp2's view of a list of fields; valid as long as the list.
[[nodiscard]] std::vector<nghttp2_nv> viewOf(const FieldList& fields);

}  // namespace hop::http2
