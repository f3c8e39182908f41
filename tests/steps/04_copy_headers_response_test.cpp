// SPDX-License-Identifier: MIT
// 04-copy-headers: end-to-end fields of a response cross, all of them,
// unchanged.
#include "tests/support/Case.h"
#include "tests/support/Checks.h"

#include <cmath>
#include <ctime>

namespace hop::test {
namespace {

/// A field that must arrive: without it "absent" would prove nothing.
const std::string kKeep = "X-Keep: 1\r\n";

/// All of them must come back, each once.
void requireFields(Stage& stage, const std::vector<Message::Field>& fields,
                   const std::string& status = "200 OK") {
  std::string lines;
  for (const auto& [name, value] : fields)
    lines += name + ": " + value + "\r\n";
  const auto [response, request] =
      stage.exchange(get(), reply(lines, "hello", status));
  for (const auto& [name, value] : fields) requireField(response, name, value);
}

CASE(Step04, R04_10, ResponseField) {
  requireFields(stage, {{"X-R", "1"}});
}

CASE(Step04, R04_11, EverySetCookieOnALineOfItsOwn) {
  const std::vector<std::string> cookies{
      "a=1; Expires=Wed, 01 Jan 2031 00:00:00 GMT", "b=2; Path=/"};
  const auto [response, request] =
      stage.exchange(get(), reply("Set-Cookie: " + cookies[0] +
                                  "\r\nSet-Cookie: " + cookies[1] + "\r\n"));
  const auto received = response.all("Set-Cookie");
  require(!received.empty(), "field-lost", "no Set-Cookie arrived");
  require(received.size() == 2, "repeated-field-lost",
          "arrived: " + response.value("Set-Cookie"));
  require(received == cookies, "order-wrong", response.value("Set-Cookie"));
}

CASE(Step04, R04_12, RepeatedResponseFieldsInOrder) {
  const auto [response, request] =
      stage.exchange(get(), reply("WWW-Authenticate: Basic realm=\"x\"\r\n"
                                  "Vary: Accept\r\nLink: </1>\r\nLink: </2>\r\n"
                                  "WWW-Authenticate: Digest realm=\"y\"\r\n"
                                  "Vary: Origin\r\nLink: </3>\r\n",
                                  "no", "401 Unauthorized"));
  const std::vector<Message::Field> expected{
      {"WWW-Authenticate", "Basic realm=\"x\", Digest realm=\"y\""},
      {"Vary", "Accept, Origin"},
      {"Link", "</1>, </2>, </3>"}};
  for (const auto& [name, values] : expected) {
    require(response.has(name), "field-lost", name + " did not arrive");
    require(response.value(name).size() >= values.size(), "repeated-field-lost",
            name + " arrived as " + response.value(name));
    require(response.value(name) == values, "order-wrong",
            name + " arrived as " + response.value(name));
  }
}

CASE(Step04, R04_13, ContentType) {
  requireFields(stage, {{"Content-Type", "application/json"}});
}

CASE(Step04, R04_14, NoContentTypeIsInvented) {
  const auto [response, request] =
      stage.exchange(get(), reply(kKeep, "<html><p>hello</html>"));
  requireField(response, "X-Keep", "1");
  require(!response.has("Content-Type"), "field-invented",
          "Content-Type: " + response.value("Content-Type"));
}

CASE(Step04, R04_15, CodedContentStaysCoded) {
  // Not gzip at all: whoever tries to decode it fails.
  const std::string opaque = pattern(300);
  const auto [response, request] =
      stage.exchange(get("/", "Accept-Encoding: gzip\r\n"),
                     reply("Content-Encoding: gzip\r\n", opaque));
  requireField(response, "Content-Encoding", "gzip");
  requireBody(response, opaque);
}

CASE(Step04, R04_16, FieldsForCaches) {
  requireFields(stage, {{"ETag", "W/\"x\""},
                        {"Last-Modified", "Tue, 01 Jan 2019 00:00:00 GMT"},
                        {"Cache-Control", "no-store"},
                        {"Age", "7"},
                        {"Expires", "0"},
                        {"Vary", "Accept-Encoding"}});
}

CASE(Step04, R04_17, LocationIsNotRewritten) {
  const std::string location =
      "http://127.0.0.1:" + std::to_string(stage.upstream().port()) + "/y";
  requireFields(stage, {{"Location", location}}, "302 Found");
}

CASE(Step04, R04_18, ServerIsTheUpstream) {
  requireFields(stage, {{"Server", "up/1"}});
}

CASE(Step04, R04_19, PartOfARepresentation) {
  const auto [response, request] = stage.exchange(
      get("/", "Range: bytes=1-2\r\n"),
      reply("Content-Range: bytes 1-2/5\r\n", "el", "206 Partial Content"));
  requireField(request, "Range", "bytes=1-2");
  require(response.status() == 206, "status-wrong", response.startLine);
  requireField(response, "Content-Range", "bytes 1-2/5");
  requireBody(response, "el");
}

CASE(Step04, R04_20, DateOfTheUpstreamAndNoOther) {
  requireFields(stage, {{"Date", "Tue, 01 Jan 2019 00:00:00 GMT"}});
}

/// An hour: the clock may be set while the test runs, but a date that was
/// copied from anywhere is further off.
constexpr double kNowSeconds = 3'600;

/// RFC 9110 section 5.6.7, the form that must be generated.
bool isNow(const std::string& date) {
  std::tm when{};
  const char* end =
      ::strptime(date.c_str(), "%a, %d %b %Y %H:%M:%S GMT", &when);
  return end != nullptr && *end == '\0' &&
         std::fabs(std::difftime(::timegm(&when), std::time(nullptr))) <
             kNowSeconds;
}

CASE(Step04, R04_21, MissingDateIsNowOrMissing) {
  const auto [response, request] = stage.exchange(get(), reply(kKeep));
  requireField(response, "X-Keep", "1");
  require(response.all("Date").size() <= 1, "field-duplicated",
          response.value("Date"));
  require(!response.has("Date") || isNow(response.value("Date")),
          "field-altered", "Date: " + response.value("Date"));
}

CASE(Step04, R04_22, FramingFieldsAreNotCopied) {
  stage.upstream().respond(
      "HTTP/1.1 200 OK\r\nConnection: keep-alive\r\n" + kKeep +
      "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n");
  Client client = stage.connect();
  const Message response = client.ask("GET / HTTP/1.0\r\n\r\n");
  requireField(response, "X-Keep", "1");
  requireBody(response, "hello");
  require(!response.has("Transfer-Encoding"), "framing-wrong",
          "chunks for HTTP/1.0: " + readable(response.rawHead));
  require(!sameName(response.value("Connection"), "keep-alive"),
          "hop-by-hop-leaked", "Connection of the upstream's connection");
  client.requireClosed();
}

CASE(Step04, R04_23, FieldsOfNotModified) {
  const auto [response, request] =
      stage.exchange(get("/", "If-None-Match: \"x\"\r\n"),
                     "HTTP/1.1 304 Not Modified\r\nETag: \"x\"\r\n"
                     "Cache-Control: max-age=5\r\n\r\n");
  require(response.status() == 304, "status-wrong", response.startLine);
  requireField(response, "ETag", "\"x\"");
  requireField(response, "Cache-Control", "max-age=5");
}

CASE(Step04, R04_24, FieldNamedTrailersIsAnOrdinaryOne) {
  requireFields(stage, {{"Trailers", "x"}});
}

CASE(Step04, R04_25, ManyFieldsAndABigOne) {
  std::vector<Message::Field> fields{{"X-Big", std::string(7 * 1'024, 'b')}};
  for (int i = 1; i < 60; ++i) {
    fields.emplace_back("X-" + std::to_string(i), std::to_string(i));
  }
  requireFields(stage, fields);
}

}  // namespace
}  // namespace hop::test
