// SPDX-License-Identifier: MIT
#pragma once

#include "tests/unit/http2_frames.h"
#include "tests/unit/http2_story.h"

#include <string>

namespace hop::http2 {

using Then = BodySource::Piece::Then;

inline Poco::Net::HTTPRequest request(const std::string& method,
                                      const std::string& target) {
  Poco::Net::HTTPRequest request(method, target, "HTTP/1.1");
  request.set("Host", "t");
  request.set("X-A", "1");
  return request;
}

inline Poco::Net::HTTPResponse response(const std::string& status) {
  Poco::Net::HTTPResponse response;
  response.setStatus(status);
  response.set("X-B", "2");
  return response;
}

inline Poco::Net::MessageHeader fieldsNamed(const std::string& name) {
  Poco::Net::MessageHeader fields;
  fields.set(name, "1");
  return fields;
}

/// A client's and a server's session, and a wire between them.
class Pair final {
 public:
  explicit Pair(const Limits& ofClient = {}, const Limits& ofServer = {})
      : client(Role::Client, ofClient), server(Role::Server, ofServer) {
    exchange();
  }

  /// Carries octets, in pieces of @p step, until nobody has any.
  void exchange(std::size_t step = std::string_view::npos) {
    for (bool moved = true; moved;) {
      const std::string there = client.drain();
      server.feed(there, step);
      const std::string back = server.drain();
      client.feed(back, step);
      moved = !there.empty() || !back.empty();
    }
  }

  std::int32_t request(const std::string& method, const std::string& target,
                       BodySource* body) {
    const auto head = http2::request(method, target);
    const auto stream = client.session.request(head, "http", body);
    exchange();
    return stream.value_or(-1);
  }
  void respond(std::int32_t stream, const std::string& status,
               BodySource* body) {
    server.session.respond(stream, response(status), body);
    exchange();
  }

  Told client;
  Told server;
};

}  // namespace hop::http2
