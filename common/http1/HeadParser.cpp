// SPDX-License-Identifier: MIT
#include "common/http1/HeadParser.h"

#include "common/http/Characters.h"
#include "common/http/ProtocolError.h"
#include "common/http/RequestRules.h"

#include <algorithm>
#include <string>

namespace hop::http1 {

namespace {

using http::malformed;
using http::ProtocolError;
using Poco::Net::HTTPMessage;
using Poco::Net::HTTPRequest;
using Poco::Net::HTTPResponse;

/// Takes the next line off the text; its CR LF is there, or it is no line.
std::string_view takeLine(std::string_view& text) {
  const auto end = text.find('\n');
  if (end == std::string_view::npos || end == 0 || text[end - 1] != '\r') {
    malformed("a line does not end with CR LF", "RFC 9112 section 2.2");
  }
  const auto line = text.substr(0, end - 1);
  if (line.find('\r') != std::string_view::npos) {
    malformed("a bare CR", "RFC 9112 section 2.2");
  }
  text.remove_prefix(end + 1);
  return line;
}

void parseFields(std::string_view text, const Limits& limits,
                 Poco::Net::MessageHeader& header) {
  std::size_t count = 0;
  for (auto line = takeLine(text); !line.empty(); line = takeLine(text)) {
    if (++count > limits.fields) {
      throw ProtocolError(HTTPResponse::HTTP_REQUEST_HEADER_FIELDS_TOO_LARGE,
                          "too many fields", "RFC 6585 section 5");
    }
    parseField(line, header);
  }
}

/// "HTTP/1.x": a higher minor version is read as 1.1 (RFC 9110 section 2.5).
const std::string& parseVersion(std::string_view text) {
  const bool wellFormed = text.size() == 8 && text.starts_with("HTTP/") &&
                          http::isDigit(text[5]) && text[6] == '.' &&
                          http::isDigit(text[7]);
  if (!wellFormed) malformed("not an HTTP version", "RFC 9112 section 2.3");
  if (text[5] != '1') {
    throw ProtocolError(HTTPResponse::HTTP_VERSION_NOT_SUPPORTED,
                        "only HTTP/1 is spoken here",
                        "RFC 9110 section 15.6.6");
  }
  return text[7] == '0' ? HTTPMessage::HTTP_1_0 : HTTPMessage::HTTP_1_1;
}

void parseRequestLine(std::string_view line, HTTPRequest& request) {
  const auto first = line.find(' ');
  const auto last = line.rfind(' ');
  if (first == line.npos || first == last) {
    malformed("not a request line", "RFC 9112 section 3");
  }
  const auto method = line.substr(0, first);
  const auto target = line.substr(first + 1, last - first - 1);
  if (!http::isToken(method)) malformed("not a method", "RFC 9110 section 9.1");
  request.setVersion(parseVersion(line.substr(last + 1)));
  request.setMethod(std::string(method));
  http::checkTarget(method, target);
  request.setURI(std::string(target));
}

void parseStatusLine(std::string_view line, HTTPResponse& response) {
  const auto space = line.find(' ');
  const auto rest = space == line.npos ? "" : line.substr(space + 1);
  const auto digits = rest.substr(0, 3);
  const bool number = digits.size() == 3 && digits[0] != '0' &&
                      std::all_of(digits.begin(), digits.end(), http::isDigit);
  if (!number || (rest.size() > 3 && rest[3] != ' ')) {
    malformed("not a status line", "RFC 9112 section 4");
  }
  const auto reason = rest.size() > 4 ? rest.substr(4) : "";
  if (!std::all_of(reason.begin(), reason.end(), http::isFieldChar)) {
    malformed("a control character in the reason", "RFC 9112 section 4");
  }
  response.setVersion(parseVersion(line.substr(0, space)));
  response.setStatus(std::string(digits));
  response.setReason(std::string(reason));
}

}  // namespace

void parseField(std::string_view line, Poco::Net::MessageHeader& header) {
  const auto colon = line.find(':');
  const auto name = line.substr(0, colon);
  if (colon == line.npos || !http::isToken(name)) {
    malformed("not a field line", "RFC 9112 section 5");
  }
  const auto value = http::trimmed(line.substr(colon + 1));
  if (!std::all_of(value.begin(), value.end(), http::isFieldChar)) {
    malformed("a control character in a field value", "RFC 9110 section 5.5");
  }
  header.add(std::string(name), std::string(value));
}

void parseHead(std::string_view head, const Limits& limits,
               HTTPRequest& request) {
  const auto line = takeLine(head);
  if (line.size() > limits.requestLine) {
    throw ProtocolError(HTTPResponse::HTTP_REQUEST_URI_TOO_LONG,
                        "the request line is too long",
                        "RFC 9110 section 15.5.15");
  }
  parseRequestLine(line, request);
  parseFields(head, limits, request);
  http::checkHost(request);
}

void parseHead(std::string_view head, const Limits& limits,
               HTTPResponse& response) {
  parseStatusLine(takeLine(head), response);
  parseFields(head, limits, response);
}

}  // namespace hop::http1
