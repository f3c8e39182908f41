// SPDX-License-Identifier: MIT
#include "tests/fuzz/LlhttpReader.h"

#include "common/http/Characters.h"

#include <llhttp.h>

namespace hop::fuzz {

namespace {

/// What the callbacks fill: parser.data.
struct Sink {
  Request request;
  std::string name;
  std::string value;
};

Sink& sinkOf(llhttp_t* parser) {
  return *static_cast<Sink*>(parser->data);
}

/// The end of a field's value: it goes to the head or to the trailers.
int addField(llhttp_t* parser) {
  Sink& sink = sinkOf(parser);
  auto& fields =
      sink.request.headComplete ? sink.request.trailers : sink.request.fields;
  // llhttp leaves blanks behind a value (RFC 9112 section 5.1).
  fields.emplace_back(std::move(sink.name), http::trimmed(sink.value));
  sink.name.clear();
  sink.value.clear();
  return HPE_OK;
}

llhttp_settings_t settings() {
  llhttp_settings_t on;
  llhttp_settings_init(&on);
  on.on_method = [](llhttp_t* parser, const char* at, std::size_t length) {
    sinkOf(parser).request.method.append(at, length);
    return 0;
  };
  on.on_url = [](llhttp_t* parser, const char* at, std::size_t length) {
    sinkOf(parser).request.target.append(at, length);
    return 0;
  };
  on.on_header_field = [](llhttp_t* parser, const char* at,
                          std::size_t length) {
    sinkOf(parser).name.append(at, length);
    return 0;
  };
  on.on_header_value = [](llhttp_t* parser, const char* at,
                          std::size_t length) {
    sinkOf(parser).value.append(at, length);
    return 0;
  };
  on.on_header_value_complete = addField;
  on.on_headers_complete = [](llhttp_t* parser) {
    sinkOf(parser).request.headComplete = true;
    return 0;
  };
  on.on_body = [](llhttp_t* parser, const char* at, std::size_t length) {
    sinkOf(parser).request.body.append(at, length);
    return 0;
  };
  // Pausing tells where the request ends.
  on.on_message_complete = [](llhttp_t* parser) {
    sinkOf(parser).request.complete = true;
    return static_cast<int>(HPE_PAUSED);
  };
  return on;
}

}  // namespace

Request readWithLlhttp(std::string_view octets) {
  static const llhttp_settings_t kSettings = settings();
  Sink sink;
  llhttp_t parser;
  llhttp_init(&parser, HTTP_REQUEST, &kSettings);
  parser.data = &sink;
  const auto error = llhttp_execute(&parser, octets.data(), octets.size());
  Request request = std::move(sink.request);
  request.size = octets.size();
  if (error == HPE_OK) return request;
  request.size =
      static_cast<std::size_t>(llhttp_get_error_pos(&parser) - octets.data());
  if (!request.complete) {
    request.error = std::string(llhttp_errno_name(error)) + ": " +
                    llhttp_get_error_reason(&parser);
  }
  return request;
}

bool llhttpKnows(std::string_view method) {
  // Behind these come RTSP's, and what later versions have added.
  for (int number = HTTP_DELETE; number <= HTTP_SOURCE; ++number) {
    if (method == llhttp_method_name(static_cast<llhttp_method_t>(number))) {
      return true;
    }
  }
  return false;
}

}  // namespace hop::fuzz
