// SPDX-License-Identifier: MIT
#include "common/http/Framing.h"

#include "common/http/Characters.h"
#include "common/http/ProtocolError.h"

#include <Poco/Net/HTTPMessage.h>
#include <Poco/String.h>

#include <charconv>
#include <vector>

namespace hop::http {

namespace {

using Poco::Net::HTTPMessage;

std::vector<std::string> valuesOf(const HTTPMessage& message,
                                  const std::string& name) {
  std::vector<std::string> values;
  for (auto it = message.find(name);
       it != message.end() && Poco::icompare(it->first, name) == 0;
       ++it) {
    values.push_back(it->second);
  }
  return values;
}

/// Digits only (RFC 9110 section 8.6): no sign, no blank inside, no
/// list.
std::uint64_t parseLength(const std::string& text) {
  std::uint64_t length = 0;
  const char* const last = text.data() + text.size();
  const bool digits = !text.empty() && isDigit(text.front());
  const auto [end, error] = std::from_chars(text.data(), last, length);
  // The sign bit stays free: POCO's lengths are signed.
  if (!digits || end != last || error != std::errc() ||
      length > static_cast<std::uint64_t>(INT64_MAX)) {
    malformed("Content-Length is not a number", "RFC 9110 section 8.6");
  }
  return length;
}

[[noreturn]] void unknownCoding(const std::string& coding) {
  throw ProtocolError(
      Poco::Net::HTTPResponse::HTTP_NOT_IMPLEMENTED,
      "transfer coding '" + coding + "' is not understood",
      "RFC 9112 section 6.1");
}

/// Exactly one field with exactly "chunked" in it. Everything else has
/// been read in different ways by different servers.
void requireChunked(const HTTPMessage& message,
                    const std::vector<std::string>& codings) {
  if (message.getVersion() == HTTPMessage::HTTP_1_0) {
    malformed("Transfer-Encoding in HTTP/1.0", "RFC 9112 section 6.1");
  }
  if (codings.size() > 1) {
    malformed("more than one Transfer-Encoding",
              "RFC 9112 section 6.3");
  }
  const std::string& coding = codings.front();
  if (Poco::icompare(coding, "chunked") == 0) return;
  const bool chunkedFirst =
      Poco::icompare(coding.substr(0, coding.find(',')), "chunked") ==
      0;
  if (chunkedFirst || coding.empty() || coding.front() == ',') {
    malformed("chunked is not the last transfer coding",
              "RFC 9112 section 6.3");
  }
  unknownCoding(coding);
}

}  // namespace

Framing framingOf(const Poco::Net::HTTPRequest& request) {
  const auto codings =
      valuesOf(request, HTTPMessage::TRANSFER_ENCODING);
  const auto lengths = valuesOf(request, HTTPMessage::CONTENT_LENGTH);
  if (!codings.empty()) {
    if (!lengths.empty()) {
      malformed("Content-Length beside Transfer-Encoding",
                "RFC 9112 section 6.3");
    }
    requireChunked(request, codings);
    return {Framing::Kind::Chunked};
  }
  if (lengths.size() > 1) {
    malformed("more than one Content-Length", "RFC 9110 section 8.6");
  }
  if (lengths.empty()) return {};
  return {Framing::Kind::Length, parseLength(lengths.front())};
}

Framing framingOf(const Poco::Net::HTTPResponse& response,
                  const std::string& method) {
  const int status = response.getStatus();
  if (method == Poco::Net::HTTPRequest::HTTP_HEAD ||
      status / 100 == 1 || status == 204 || status == 304) {
    return {};
  }
  const auto codings =
      valuesOf(response, HTTPMessage::TRANSFER_ENCODING);
  const auto lengths = valuesOf(response, HTTPMessage::CONTENT_LENGTH);
  if (!codings.empty()) {
    if (!lengths.empty()) {
      malformed("Content-Length beside Transfer-Encoding",
                "RFC 9112 section 6.3");
    }
    requireChunked(response, codings);
    return {Framing::Kind::Chunked};
  }
  if (lengths.empty()) return {Framing::Kind::UntilClose};
  for (const auto& other : lengths) {
    if (other != lengths.front()) {
      malformed("different Content-Length fields",
                "RFC 9112 section 6.3");
    }
  }
  return {Framing::Kind::Length, parseLength(lengths.front())};
}

}  // namespace hop::http
