// SPDX-License-Identifier: MIT
#include "common/http2/Messages.h"

#include "common/http/Characters.h"
#include "common/http/ProtocolError.h"
#include "common/http/RequestRules.h"

#include <Poco/String.h>

#include <algorithm>
#include <array>

namespace hop::http2 {

namespace {

using http::Framing;
using http::malformed;
using Poco::Net::HTTPMessage;
using Poco::Net::HTTPRequest;
using Poco::Net::HTTPResponse;
using Poco::Net::MessageHeader;

const std::string kVersion = "HTTP/2.0";
constexpr const char* kControlData = "RFC 9113 section 8.3.1";

/// RFC 9113 section 8.2.2: what is about one connection has no place here.
bool isForConnection(const std::string& name) {
  static const std::array<std::string, 6> kNames{
      "connection",        "keep-alive", "proxy-connection",
      "transfer-encoding", "upgrade",    "http2-settings"};
  return std::find(kNames.begin(), kNames.end(), name) != kNames.end();
}

/// Appends the fields of a message, but those that have a place of their own.
void appendFields(const MessageHeader& message, FieldList& fields) {
  for (const auto& [name, value] : message) {
    const std::string lower = Poco::toLower(name);
    if (isForConnection(lower) || lower == "host") continue;
    if (lower == "te" && Poco::icompare(value, "trailers") != 0) continue;
    fields.emplace_back(lower, value);
  }
}

void addFields(const FieldList& fields, HTTPMessage& message) {
  std::string cookies;
  for (const auto& [name, value] : fields) {
    if (name.starts_with(':') || name == "host") continue;
    if (name == "cookie") {
      cookies += (cookies.empty() ? "" : "; ") + value;
    } else {
      message.add(name, value);
    }
  }
  if (!cookies.empty()) message.add("cookie", cookies);
}

/// How the body ends, in the words of HTTP/1.1. In HTTP/2 a flag ends it, and
/// trailers may always follow. After END_STREAM there is none, whatever a
/// length says: it belongs to another response (RFC 9110 section 8.6).
Framing frame(HTTPMessage& message, bool ended) {
  if (ended) return {};
  if (message.hasContentLength()) {
    return {Framing::Kind::Length,
            static_cast<std::uint64_t>(message.getContentLength64())};
  }
  message.setChunkedTransferEncoding(true);
  return {Framing::Kind::Chunked};
}

std::string authorityOf(const FieldList& fields) {
  const auto authority = valueOf(fields, ":authority");
  const auto host = valueOf(fields, "host");
  const std::string name(authority.empty() ? host : authority);
  if (!http::isHostAndPort(name)) {
    malformed("neither :authority nor host names one", kControlData);
  }
  return name;
}

void checkControlData(const FieldList& fields, const std::string& method,
                      const std::string& path) {
  const auto scheme = Poco::toLower(std::string(valueOf(fields, ":scheme")));
  if (scheme != "http" && scheme != "https") {
    malformed("a scheme that is not HTTP's", kControlData);
  }
  if (!http::isToken(method)) malformed("not a method", "RFC 9110 section 9.1");
  // "*" passes here and is checked below: it is for OPTIONS only.
  if (path != "*" && !path.starts_with('/')) {
    malformed(":path does not begin with a slash", kControlData);
  }
  http::checkTarget(method, path);
}

void askForUpgrade(const FieldList& fields, HTTPRequest& request) {
  const std::string protocol(valueOf(fields, ":protocol"));
  if (Poco::icompare(protocol, "websocket") != 0) {
    throw http::ProtocolError(HTTPResponse::HTTP_NOT_IMPLEMENTED,
                              "an unknown :protocol", "RFC 8441 section 4");
  }
  request.erase(HTTPMessage::CONTENT_LENGTH);
  request.erase("Sec-WebSocket-Key");
  request.set(HTTPMessage::CONNECTION, "Upgrade");
  request.set("Upgrade", protocol);
}

}  // namespace

http::RequestHead requestFrom(const FieldList& fields, bool ended,
                              std::size_t longestTarget) {
  std::string method(valueOf(fields, ":method"));
  const std::string path(valueOf(fields, ":path"));
  const bool upgrade = hasField(fields, ":protocol");
  if (upgrade) method = HTTPRequest::HTTP_GET;
  HTTPRequest request(method, path, kVersion);
  if (method == HTTPRequest::HTTP_CONNECT) {
    request.setURI(std::string(valueOf(fields, ":authority")));
    return {std::move(request), {}};  // refused by whoever gets it
  }
  if (path.size() > longestTarget) {
    throw http::ProtocolError(HTTPResponse::HTTP_REQUEST_URI_TOO_LONG,
                              "the target is too long",
                              "RFC 9110 section 15.5.15");
  }
  checkControlData(fields, method, path);
  request.add(HTTPRequest::HOST, authorityOf(fields));
  addFields(fields, request);
  if (upgrade) askForUpgrade(fields, request);
  const Framing framing = upgrade ? Framing{} : frame(request, ended);
  return {std::move(request), framing};
}

http::ResponseHead responseFrom(const FieldList& fields, bool ended) {
  const std::string status(valueOf(fields, ":status"));
  const bool number = status.size() == 3 && status[0] != '0' &&
                      std::all_of(status.begin(), status.end(), http::isDigit);
  if (!number) malformed("not a status", "RFC 9113 section 8.3.2");
  HTTPResponse response;
  response.setVersion(kVersion);
  response.setStatusAndReason(
      static_cast<HTTPResponse::HTTPStatus>(std::stoi(status)));
  if (response.getReason() == HTTPResponse::HTTP_REASON_UNKNOWN) {
    response.setReason("");  // POCO would say "???" to an HTTP/1.1 client
  }
  addFields(fields, response);
  const bool interim = status[0] == '1';
  const Framing framing = interim ? Framing{} : frame(response, ended);
  return {std::move(response), framing};
}

MessageHeader trailersFrom(const FieldList& fields) {
  MessageHeader trailers;
  for (const auto& [name, value] : fields) trailers.add(name, value);
  return trailers;
}

FieldList fieldsOf(const HTTPRequest& request, const std::string& scheme) {
  FieldList fields{{":method", request.getMethod()},
                   {":scheme", scheme},
                   {":authority", request.get(HTTPRequest::HOST, "")},
                   {":path", request.getURI()}};
  appendFields(request, fields);
  return fields;
}

FieldList fieldsOf(const HTTPResponse& response) {
  FieldList fields{{":status", std::to_string(response.getStatus())}};
  appendFields(response, fields);
  return fields;
}

FieldList fieldsOf(const MessageHeader& trailers) {
  FieldList fields;
  appendFields(trailers, fields);
  return fields;
}

}  // namespace hop::http2
