// SPDX-License-Identifier: MIT
#include "tools/lab/Answer.h"

#include "tools/wire/ExchangeJson.h"

#include <Poco/JSON/Array.h>

#include <sstream>

namespace hop::lab {

namespace {

using Poco::JSON::Array;
using Poco::JSON::Object;
using Poco::Net::HTTPResponse;
using Poco::Net::HTTPServerRequest;
using Poco::Net::HTTPServerResponse;

Object refusalJson(const Refusal& refusal) {
  Object::Ptr inner(new Object(Poco::JSON_PRESERVE_KEY_ORDER));
  inner->set("status", static_cast<int>(refusal.status));
  inner->set("message", refusal.sentence);
  Object object;
  object.set("error", inner);
  return object;
}

}  // namespace

void setSafety(HTTPServerResponse& response) {
  response.set("Content-Security-Policy",
               "default-src 'none'; script-src 'self'; style-src 'self'; "
               "img-src 'self' data:; font-src 'self'; connect-src 'self'; "
               "base-uri 'none'; form-action 'none'; frame-ancestors 'self'");
  response.set("Cross-Origin-Resource-Policy", "same-origin");
  response.set("Referrer-Policy", "no-referrer");
  response.set("X-Content-Type-Options", "nosniff");
}

void sendJson(HTTPServerResponse& response, const Object& object) {
  std::ostringstream text;
  object.stringify(text);
  response.setContentType("application/json");
  response.set("Cache-Control", "no-store");
  response.sendBuffer(text.str().data(), text.str().size());
}

void sendRefusal(HTTPServerResponse& response, const Refusal& refusal) {
  response.setStatusAndReason(refusal.status);
  if (!refusal.allow.empty()) response.set("Allow", refusal.allow);
  if (refusal.status == HTTPResponse::HTTP_SERVICE_UNAVAILABLE) {
    response.set("Retry-After", "1");
  }
  sendJson(response, refusalJson(refusal));
}

std::string readBody(HTTPServerRequest& request, std::size_t most) {
  const Refusal tooLarge{
      HTTPResponse::HTTP_REQUEST_ENTITY_TOO_LARGE,
      "At most " + std::to_string(most) + " octets are taken."};
  if (request.hasContentLength() &&
      request.getContentLength64() > static_cast<Poco::Int64>(most)) {
    throw tooLarge;
  }
  std::string text(most + 1, '\0');
  request.stream().read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(request.stream().gcount()));
  if (text.size() > most) throw tooLarge;
  return text;
}

void JsonLines::exchanges(const std::vector<wire::Exchange>& exchanges,
                          bool done) {
  Array::Ptr array(new Array);
  for (const wire::Exchange& exchange : exchanges) {
    array->add(wire::toJson(exchange));
  }
  Object object(Poco::JSON_PRESERVE_KEY_ORDER);
  object.set("done", done);
  object.set("exchanges", array);
  line(object);
}

void JsonLines::refusal(const Refusal& refusal) {
  line(refusalJson(refusal));
}

void JsonLines::line(const Object& object) {
  if (stream_ == nullptr) {
    response_.setContentType("application/x-ndjson");
    response_.set("Cache-Control", "no-store");
    response_.setChunkedTransferEncoding(true);
    stream_ = &response_.send();
  }
  object.stringify(*stream_);
  *stream_ << "\n" << std::flush;
}

}  // namespace hop::lab
