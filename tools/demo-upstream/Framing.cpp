// SPDX-License-Identifier: MIT
#include "tools/demo-upstream/Framing.h"

#include "tools/demo-upstream/HttpError.h"
#include "tools/demo-upstream/Request.h"

#include <Poco/String.h>

#include <algorithm>
#include <charconv>

namespace hop::upstream {

namespace {

auto countOf(const Request& request, const std::string& name) {
  return std::count_if(
      request.fields.begin(), request.fields.end(),
      [&](const Field& f) { return Poco::icompare(f.name, name) == 0; });
}

/// Digits and nothing else: from_chars takes a sign only before signed types.
std::uint64_t parseLength(const std::string& text) {
  std::uint64_t length = 0;
  const char* const last = text.data() + text.size();
  const auto [end, error] = std::from_chars(text.data(), last, length);
  if (error != std::errc() || end != last) {
    throw HttpError(400, "Content-Length is not a number");
  }
  return length;
}

Framing chunked(const Request& request) {
  if (request.minor == 0 || request.field("Content-Length")) {
    throw HttpError(400, "Transfer-Encoding with Content-Length or HTTP/1.0");
  }
  const std::string coding = *request.field("Transfer-Encoding");
  if (countOf(request, "Transfer-Encoding") != 1 ||
      Poco::icompare(coding, "chunked") != 0) {
    throw HttpError(501, "the only transfer coding here is chunked");
  }
  return {Framing::Kind::Chunked, 0};
}

}  // namespace

Framing decideFraming(const Request& request) {
  if (request.field("Transfer-Encoding")) return chunked(request);
  const auto length = request.field("Content-Length");
  if (!length) return {};
  if (countOf(request, "Content-Length") != 1) {
    throw HttpError(400, "more than one Content-Length");
  }
  return {Framing::Kind::Length, parseLength(*length)};
}

}  // namespace hop::upstream
