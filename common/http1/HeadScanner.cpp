// SPDX-License-Identifier: MIT
#include "common/http1/HeadScanner.h"

#include "common/http/ProtocolError.h"

#include <algorithm>

namespace hop::http1 {

using http::malformed;
using http::ProtocolError;
using Poco::Net::HTTPResponse;

void HeadScanner::skipEmptyLines(ReceiveBuffer& buffer) {
  while (looked_ == 0 && buffer.view().starts_with("\r\n")) {
    buffer.take(2);
    if (++skipped_ > limits_.emptyLines) {
      malformed("too many empty lines", "RFC 9112 section 2.2");
    }
  }
}

std::optional<std::string_view> HeadScanner::take(ReceiveBuffer& buffer) {
  // A CR alone may be the first half of an empty line.
  if (looked_ == 0 && buffer.view() == "\r") return std::nullopt;
  look(buffer.view());
  checkLength(buffer.view());
  if (headEnd_ == 0) return std::nullopt;
  const auto head = buffer.take(headEnd_);
  looked_ = lineStart_ = headEnd_ = skipped_ = 0;
  return head;
}

void HeadScanner::look(std::string_view text) {
  for (; looked_ < text.size() && headEnd_ == 0; ++looked_) {
    const char c = text[looked_];
    if (c == '\n') {
      if (looked_ == lineStart_ || text[looked_ - 1] != '\r') {
        malformed("a bare LF", "RFC 9112 section 2.2");
      }
      if (lineStart_ == 0) checkFirstLine(looked_ - 1);
      if (looked_ == lineStart_ + 1) headEnd_ = looked_ + 1;
      lineStart_ = looked_ + 1;
    } else if (static_cast<unsigned char>(c) < 0x20 && c != '\r' && c != '\t') {
      malformed("a control character", "RFC 9112 section 2.2");
    }
  }
}

/// @param size without CR LF, complete or not.
void HeadScanner::checkFirstLine(std::size_t size) const {
  if (size <= limits_.requestLine) return;
  throw ProtocolError(HTTPResponse::HTTP_REQUEST_URI_TOO_LONG,
                      "the first line is too long", "RFC 9110 section 15.5.15");
}

void HeadScanner::checkLength(std::string_view text) const {
  const std::size_t size = headEnd_ == 0 ? text.size() : headEnd_;
  if (lineStart_ == 0) checkFirstLine(size - (text.ends_with('\r') ? 1 : 0));
  if (size > limits_.headBytes) {
    throw ProtocolError(HTTPResponse::HTTP_REQUEST_HEADER_FIELDS_TOO_LARGE,
                        "the head is too large", "RFC 6585 section 5");
  }
}

}  // namespace hop::http1
