// SPDX-License-Identifier: MIT
#include "tests/fuzz/Application.h"

#include <utility>

namespace hop::fuzz {

namespace {

using Then = http2::BodySource::Piece::Then;
using Poco::Net::HTTPRequest;
using Poco::Net::HTTPResponse;

Poco::Net::MessageHeader someTrailers() {
  Poco::Net::MessageHeader trailers;
  trailers.set("x-t", "1");
  return trailers;
}

}  // namespace

http2::BodySource* Application::body(std::int32_t stream,
                                     const std::string& text, Then then) {
  auto& one = bodies_[stream];
  one = std::make_unique<http2::TextBody>(text, someTrailers(), then);
  if (then == Then::Wait) waiting_[stream] = true;
  return one.get();
}

/// Ids are known before: a client's streams have 1, 3, 5...
std::vector<std::int32_t> Application::ask() {
  std::vector<std::int32_t> streams;
  const auto one = [&](const std::string& method, http2::BodySource* source) {
    HTTPRequest request(method, "/", "HTTP/1.1");
    request.set("Host", "t");
    const auto stream = session_.request(request, "http", source);
    if (stream) streams.push_back(*stream);
  };
  one("GET", nullptr);
  one("HEAD", nullptr);
  one("POST", body(5, "hello", Then::End));
  one("POST", body(7, "hello", Then::Wait));
  return streams;
}

void Application::answer(std::int32_t stream, int status,
                         http2::BodySource* source) {
  HTTPResponse response;
  response.setStatus(static_cast<HTTPResponse::HTTPStatus>(status));
  response.set("x-b", "2");
  session_.respond(stream, response, source);
}

void Application::onRequest(std::int32_t stream,
                            const http::RequestHead& head) {
  if (head.message.has("Upgrade")) {
    session_.keepOpen(stream);
    return answer(stream, 200, body(stream, "tunnel", Then::Wait));
  }
  switch (stream / 2 % 6) {
    case 0:
      return answer(stream, 204, nullptr);
    case 1:
      return answer(stream, 200, body(stream, "hello", Then::End));
    case 2:
      return session_.reset(stream, NGHTTP2_CANCEL);
    case 3: {
      HTTPResponse interim;
      interim.setStatus("103");
      session_.interim(stream, interim);
      return answer(stream, 200, body(stream, "slow", Then::Wait));
    }
    case 4:
      return answer(stream, 200, body(stream, "half", Then::Failure));
    default:
      return;  // somebody who never answers
  }
}

void Application::on(const http2::StreamEvent& one) {
  if (std::holds_alternative<http2::Closed>(one.event)) {
    waiting_.erase(one.stream);
    bodies_.erase(one.stream);
  } else if (const auto* no = std::get_if<http2::Refused>(&one.event)) {
    answer(one.stream, no->status, body(one.stream, "no", Then::End));
  } else {
    const auto& event = std::get<http::Event>(one.event);
    const auto* head = std::get_if<http::RequestHead>(&event);
    if (head != nullptr) onRequest(one.stream, *head);
    const auto* data = std::get_if<http::Data>(&event);
    if (data != nullptr) session_.consumed(one.stream, data->octets.size());
  }
}

void Application::turn() {
  for (auto& [stream, more] : waiting_) {
    if (std::exchange(more, false)) {
      bodies_.at(stream)->more(" more", Then::End);
      session_.resume(stream);
    }
  }
}

}  // namespace hop::fuzz
