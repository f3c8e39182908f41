// SPDX-License-Identifier: MIT
#include "tools/demo-upstream/Http2Response.h"

#include <Poco/Net/HTTPResponse.h>
#include <Poco/Net/MessageHeader.h>

#include <algorithm>

namespace hop::upstream {

namespace {

using Poco::Net::HTTPResponse;

void addAll(const Fields& fields, Poco::Net::MessageHeader& message) {
  for (const Field& field : fields) message.add(field.name, field.value);
}

}  // namespace

void Http2Response::informational(int status, const Fields& fields) {
  sending(status);
  HTTPResponse interim(static_cast<HTTPResponse::HTTPStatus>(status));
  addAll(fields, interim);
  out_.informational(interim);
}

void Http2Response::prepare(const ResponseHead& head) {
  sending(head.status);
  out_.setStatus(static_cast<HTTPResponse::HTTPStatus>(head.status));
  addAll(head.fields, out_);
}

void Http2Response::send(const ResponseHead& head, std::string_view body) {
  if (head.status == 205) body = {};  // RFC 9110 section 15.3.6
  if (body.empty()) {
    prepare(head);
    out_.finish();
  } else {
    beginLength(head, body.size());
    write(body);
  }
}

void Http2Response::beginLength(const ResponseHead& head,
                                std::uint64_t length) {
  prepare(head);
  if (!neverHasBody(head.status)) {
    out_.setContentLength64(static_cast<Poco::Int64>(length));
  }
  left_ = hasBody() ? length : 0;
  body_ = &out_.send().flush();
}

void Http2Response::beginStream(const ResponseHead& head) {
  prepare(head);
  endless_ = hasBody();
  body_ = &out_.send().flush();
}

void Http2Response::write(std::string_view piece) {
  if (!hasBody()) return;
  *body_ << piece << std::flush;
  left_ -= std::min<std::uint64_t>(left_, piece.size());
}

void Http2Response::finish(const Fields& trailers) {
  endless_ = false;
  Poco::Net::MessageHeader late;
  addAll(trailers, late);
  out_.finish(late);
}

bool Http2Response::complete() const {
  return begun() && left_ == 0 && !endless_;
}

}  // namespace hop::upstream
