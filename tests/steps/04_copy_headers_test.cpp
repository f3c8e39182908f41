// SPDX-License-Identifier: MIT
// 04-copy-headers: end-to-end fields of a request cross, all of them,
// unchanged.
#include "tests/support/Case.h"
#include "tests/support/Checks.h"

namespace hop::test {
namespace {

/// A field that must arrive: without it "absent" would prove nothing.
const std::string kKeep = "X-Keep: 1\r\n";

CASE(Step04, R04_01, RequestField) {
  const auto [response, request] = stage.exchange(get("/", "X-A: 1\r\n"));
  requireField(request, "X-A", "1");
}

CASE(Step04, R04_02, RepeatedRequestFieldInOrder) {
  const auto [response, request] =
      stage.exchange(get("/", "X-A: 1\r\nX-B: b\r\nX-A: 2\r\n"));
  requireField(request, "X-B", "b");
  require(request.has("X-A"), "field-lost", "X-A did not arrive");
  require(request.value("X-A").find(',') != std::string::npos,
          "repeated-field-lost", "X-A arrived as " + request.value("X-A"));
  require(request.value("X-A") == "1, 2", "order-wrong", request.value("X-A"));
}

CASE(Step04, R04_03, FieldsThatMeanSomethingToTheUpstream) {
  const std::vector<Message::Field> fields{
      {"Cookie", "a=1; b=\"2\""},
      {"Authorization", "Basic dTpw"},
      {"Range", "bytes=0-4,-5"},
      {"If-None-Match", "W/\"x\", \"y\""},
      {"Accept-Encoding", "br;q=1.0, gzip;q=0.5"},
      {"User-Agent", "curl/8.0 (test)"},
      {"Referer", "http://t/a?b=c"},
      {"Origin", "http://t"},
      {"Content-Type", "text/plain; charset=utf-8"},
      {"Content-Encoding", "gzip"}};
  std::string lines;
  for (const auto& [name, value] : fields)
    lines += name + ": " + value + "\r\n";
  const auto [response, request] = stage.exchange(post("hello", lines));
  for (const auto& [name, value] : fields) requireField(request, name, value);
}

CASE(Step04, R04_04, FieldWithoutValue) {
  const auto [response, request] =
      stage.exchange(get("/", "X-Empty:\r\nX-Blank: \r\n" + kKeep));
  requireField(request, "X-Keep", "1");
  requireField(request, "X-Empty", "");
  requireField(request, "X-Blank", "");
}

CASE(Step04, R04_05, NamesAreNotRespelled) {
  const auto [response, request] = stage.exchange(
      get("/", "x-lower: a\r\nX-UPPER: b\r\nX_under: c\r\nX-upper: d\r\n"));
  requireField(request, "x-lower", "a");
  for (const std::string line :
       {"x-lower: a\r\n", "X-UPPER: b\r\n", "X_under: c\r\n"}) {
    require(request.rawHead.find("\r\n" + line) != std::string::npos,
            "field-altered", line + " not in " + readable(request.rawHead));
  }
  require(request.value("X-UPPER") == "b, d", "order-wrong",
          request.value("X-UPPER"));
}

CASE(Step04, R04_06, HostIsTheOneTheClientAskedFor) {
  const auto [response, request] =
      stage.exchange("GET / HTTP/1.1\r\nHost: example.test:81\r\n\r\n");
  require(request.value("Host") == "example.test:81", "host-wrong",
          "Host: " + request.value("Host"));
}

CASE(Step04, R04_07, NoUserAgentIsInvented) {
  const auto [response, request] = stage.exchange(get("/", kKeep));
  requireField(request, "X-Keep", "1");
  require(!request.has("User-Agent"), "field-invented",
          "User-Agent: " + request.value("User-Agent"));
}

CASE(Step04, R04_08, NoAcceptEncodingIsInvented) {
  const auto [response, request] = stage.exchange(get("/", kKeep));
  requireField(request, "X-Keep", "1");
  require(!request.has("Accept-Encoding"), "field-invented",
          "Accept-Encoding: " + request.value("Accept-Encoding"));
}

CASE(Step04, R04_09, Http10ClientWithoutHost) {
  const auto [response, request] =
      stage.exchange("GET / HTTP/1.0\r\n" + kKeep + "\r\n");
  requireField(request, "X-Keep", "1");
  require(request.all("Host").size() == 1, "host-wrong",
          readable(request.rawHead));
  require(!request.value("Host").empty() && request.value("Host").find_first_of(
                                                " \t,/@") == std::string::npos,
          "host-wrong", "Host: " + request.value("Host"));
}

CASE(Step04, R04_26, ValuesAreNotInterpreted) {
  const std::vector<std::string> values{"a  b   c",
                                        "a\tb",
                                        R"("quoted, \" = ;")",
                                        "a,b,,c",
                                        "k=v; k2=\"v 2\"",
                                        "(comment) <x> {y} [z] |~^`",
                                        "%41%zz+&#38;"};
  std::string lines;
  for (const auto& value : values) lines += "X-V: \t " + value + " \t\r\n";
  const auto [response, request] =
      stage.exchange(get("/", lines), reply(lines));
  for (const Message& message : {request, response}) {
    require(message.has("X-V"), "field-lost", "X-V did not arrive");
    require(message.all("X-V") == values, "field-altered",
            readable(message.rawHead));
    for (const auto& value : values) {
      require(message.rawHead.find("X-V: " + value + "\r\n") != value.npos,
              "field-altered", "outer blanks: " + readable(message.rawHead));
    }
  }
}

CASE(Step04, R04_27, MaxForwardsOfAGet) {
  const auto [response, request] =
      stage.exchange(get("/", "Max-Forwards: 5\r\n"));
  requireField(request, "Max-Forwards", "5");
}

CASE(Step04, R04_28, OneContentLength) {
  const auto [response, request] = stage.exchange(post("hello", kKeep));
  requireField(request, "X-Keep", "1");
  requireBody(request, "hello");
  requireLength(request, 5);
}

}  // namespace
}  // namespace hop::test
