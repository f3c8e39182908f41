// SPDX-License-Identifier: MIT
// What an HTTP/2 client sent must be there unchanged for whoever shows it:
// POCO's message puts fields together, and joins what was apart.
#include "common/http2/Session.h"
#include "common/http2/SessionCallbacks.h"

#include <gtest/gtest.h>

#include <array>
#include <memory>
#include <vector>

namespace hop::http2 {
namespace {

/// The octets with which a client begins and asks for something.
std::string octetsOf(const FieldList& fields) {
  nghttp2_session_callbacks* callbacks = nullptr;
  nghttp2_session_callbacks_new(&callbacks);
  nghttp2_session* session = nullptr;
  nghttp2_session_client_new(&session, callbacks, nullptr);
  nghttp2_session_callbacks_del(callbacks);
  const auto owner =
      std::unique_ptr<nghttp2_session, void (*)(nghttp2_session*)>(
          session, nghttp2_session_del);
  nghttp2_submit_settings(session, NGHTTP2_FLAG_NONE, nullptr, 0);
  const auto view = viewOf(fields);
  nghttp2_submit_request(session, nullptr, view.data(), view.size(), nullptr,
                         nullptr);
  std::string octets;
  const std::uint8_t* piece = nullptr;
  while (const auto n = nghttp2_session_mem_send(session, &piece)) {
    if (n < 0) break;
    octets.append(reinterpret_cast<const char*>(piece),
                  static_cast<std::size_t>(n));
  }
  return octets;
}

TEST(Http2Received, EveryFieldIsThereInItsOrder) {
  const FieldList fields{{":method", "GET"},  {":path", "/"},
                         {":authority", "a"}, {":scheme", "http"},
                         {"x-b", "1"},        {"cookie", "a=1"},
                         {"x-a", "2"},        {"x-b", "3"},
                         {"cookie", "b=2"},   {"te", "trailers"}};
  const std::string octets = octetsOf(fields);
  Session session(Role::Server, {});
  session.feed(octets);
  const auto event = session.next();
  ASSERT_TRUE(event);
  const auto* message = std::get_if<http::Event>(&event->event);
  ASSERT_NE(message, nullptr);
  const auto* head = std::get_if<http::RequestHead>(message);
  ASSERT_NE(head, nullptr);
  EXPECT_EQ(head->received, fields);
  EXPECT_EQ(head->message.get("Cookie"), "a=1; b=2");
}

}  // namespace
}  // namespace hop::http2
