// SPDX-License-Identifier: MIT
#include "tools/demo-upstream/Http1Response.h"

#include "tools/demo-upstream/ReasonPhrase.h"

#include <Poco/DateTimeFormat.h>
#include <Poco/DateTimeFormatter.h>
#include <Poco/NumberFormatter.h>
#include <Poco/Timestamp.h>

namespace hop::upstream {

namespace {

std::string statusLine(int status) {
  return "HTTP/1.1 " + std::to_string(status) + " " +
         std::string(reasonPhrase(status)) + "\r\n";
}

std::string fieldLine(const std::string& name, const std::string& value) {
  return name + ": " + value + "\r\n";
}

std::string fieldLines(const Fields& fields) {
  std::string text;
  for (const Field& field : fields) text += fieldLine(field.name, field.value);
  return text;
}

std::string dateLine() {
  return fieldLine("Date",
                   Poco::DateTimeFormatter::format(
                       Poco::Timestamp(), Poco::DateTimeFormat::HTTP_FORMAT));
}

}  // namespace

void Http1Response::informational(int status, const Fields& fields) {
  if (request().isHttp10()) return;
  sending(status);
  connection_.send(statusLine(status) + fieldLines(fields) + "\r\n");
}

void Http1Response::send(const ResponseHead& head, std::string_view body) {
  if (head.status == 205) body = {};  // RFC 9110 section 15.3.6
  std::string text =
      headText(head, fieldLine("Content-Length", std::to_string(body.size())));
  if (hasBody()) text += body;
  connection_.send(text);
}

void Http1Response::beginLength(const ResponseHead& head,
                                std::uint64_t length) {
  connection_.send(
      headText(head, fieldLine("Content-Length", std::to_string(length))));
}

void Http1Response::beginStream(const ResponseHead& head) {
  chunked_ = !request().isHttp10();
  if (!chunked_) close_ = true;
  connection_.send(headText(
      head, chunked_ ? fieldLine("Transfer-Encoding", "chunked") : ""));
}

void Http1Response::write(std::string_view piece) {
  // An empty chunk would be the last one.
  if (!hasBody() || piece.empty()) return;
  if (!chunked_) return connection_.send(piece);
  std::string chunk = Poco::NumberFormatter::formatHex(piece.size()) + "\r\n";
  chunk += piece;
  chunk += "\r\n";
  connection_.send(chunk);
}

void Http1Response::finish(const Fields& trailers) {
  if (!hasBody() || !chunked_) return;
  connection_.send("0\r\n" + fieldLines(trailers) + "\r\n");
}

bool Http1Response::keepsAlive() const {
  return request().keepAlive() && !close_;
}

std::string Http1Response::headText(const ResponseHead& head,
                                    const std::string& framing) {
  sending(head.status);
  std::string text =
      statusLine(head.status) + dateLine() + fieldLines(head.fields);
  if (!neverHasBody(head.status)) text += framing;
  if (!keepsAlive()) {
    text += fieldLine("Connection", "close");
  } else if (request().isHttp10()) {
    text += fieldLine("Connection", "keep-alive");
  }
  return text + "\r\n";
}

}  // namespace hop::upstream
