// SPDX-License-Identifier: MIT
// 08-trailers, hostile rows: field lines.
#include "tests/support/Case.h"
#include "tests/support/Hostile.h"

namespace hop::test {
namespace {

using namespace std::string_literals;

const std::string kKeep = "X-Keep: 1\r\n";

/// A GET with these field lines, and one that hides them among others.
std::vector<std::string> with(const std::string& lines) {
  return {kGet + lines + "\r\n", kGet + kKeep + lines + kKeep + "\r\n"};
}

std::vector<std::string> withEach(const std::vector<std::string>& all) {
  std::vector<std::string> inputs;
  for (const auto& lines : all) {
    for (const auto& input : with(lines)) inputs.push_back(input);
  }
  return inputs;
}

CASE(Step08, HF01, FoldedLine) {
  for (const std::string blank : {" ", "\t", "  \t"}) {
    const auto request = forwardedUnlessRefused(
        stage, kGet + kKeep + "X-A: 1\r\n" + blank + "2\r\n\r\n", {400});
    if (!request) continue;
    requireField(*request, "X-Keep", "1");
    requireField(*request, "X-A", "1 2");
  }
  stage.requireServing();
}

CASE(Step08, HF03, BlankBeforeTheColon) {
  requireRefused(stage, withEach({"X-A\t: 1\r\n", "X-A : 1\r\n",
                                  "X-A\x0b: 1\r\n", "Cookie : a=1\r\n"}));
}

CASE(Step08, HF05, LineWithoutColon) {
  requireRefused(stage, withEach({"NoColon\r\n", "GET /evil HTTP/1.1\r\n",
                                  "Transfer-Encoding\r\n"}));
}

CASE(Step08, HF06, BlankInTheName) {
  requireRefused(
      stage, withEach({"X A: 1\r\n", "X\tA: 1\r\n", "Content Length: 5\r\n"}));
}

CASE(Step08, HF08, NameThatIsNoToken) {
  requireRefused(stage, withEach({"X\xc3\xabY: 1\r\n", "X(A): 1\r\n",
                                  "X-A\xa0: 1\r\n", "\"X-A\": 1\r\n",
                                  "X/A: 1\r\n", "\xef\xbb\xbfX: 1\r\n"}));
}

CASE(Step08, HF10, NulInAValue) {
  requireRefused(stage, withEach({"X-A: 1\x00"s + "2\r\n", "X-A: \0\r\n"s,
                                  "X\0A: 1\r\n"s}));
}

CASE(Step08, HF11, BareCrInAValue) {
  requireRefused(stage, withEach({"X-A: 1\r2\r\n", "X-A: 1\rX-B: 2\r\n",
                                  "X-A: \r1\r\n", "X-A: 1\r\r\n",
                                  "X-A: 1\rTransfer-Encoding: chunked\r\n"}));
}

CASE(Step08, HF13, ControlCharacterInAValue) {
  requireRefused(
      stage, withEach({"X-A: a\x07z\r\n", "X-A: a\x0bz\r\n", "X-A: a\x0cz\r\n",
                       "X-A: a\x1bz\r\n", "X-A: a\x7fz\r\n"}));
}

CASE(Step08, HF15, HighOctetsInAValue) {
  const std::vector<std::string> values{"a\xffz", "caf\xc3\xa9", "\x80",
                                        "\xa0z"};
  for (std::size_t i = 0; i < values.size(); ++i) {
    const Message response =
        stage.ask(get("/", kKeep + "X-A: " + values[i] + "\r\n"));
    require(response.status() == 200, "status-wrong", response.startLine);
    requireField(forwardedAt(stage, i), "X-Keep", "1");
    requireField(forwardedAt(stage, i), "X-A", values[i]);
  }
}

CASE(Step08, HF16, TabInAValue) {
  const auto [response, request] =
      stage.exchange(get("/", kKeep + "X-A: a\tb\r\n"));
  require(response.status() == 200, "status-wrong", response.startLine);
  requireField(request, "X-Keep", "1");
  requireField(request, "X-A", "a\tb");
}

CASE(Step08, HF18, BlanksAroundAValue) {
  const auto [response, request] =
      stage.exchange(get("/", kKeep + "X-A: \t  v \t \r\nX-B:w\r\n"));
  require(response.status() == 200, "status-wrong", response.startLine);
  requireField(request, "X-Keep", "1");
  requireField(request, "X-A", "v");
  requireField(request, "X-B", "w");
  require(request.rawHead.find("v \t") == std::string::npos, "field-altered",
          "blanks at the end: " + readable(request.rawHead));
}

CASE(Step08, HF20, LineOfBlanks) {
  requireRefused(stage, {kGet + " \r\nX-A: 1\r\n\r\n", kGet + "\t\r\n\r\n",
                         "GET / HTTP/1.1\r\n \r\nHost: t\r\n\r\n",
                         "GET / HTTP/1.1\r\n X-A: 1\r\nHost: t\r\n\r\n"});
}

CASE(Step08, HF21, CrCrDoesNotEndTheHead) {
  requireRefused(stage, {kGet + "\r\rGET /evil HTTP/1.1\r\nHost: t\r\n\r\n",
                         kGet + "\n\nGET /evil HTTP/1.1\r\nHost: t\r\n\r\n",
                         kGet + "\n\r\nGET /evil HTTP/1.1\r\nHost: t\r\n\r\n",
                         kGet + "X-A: 1\r\r\rGET /evil HTTP/1.1\r\n\r\n"});
}

CASE(Step08, HF23, UnderscoresAreNotHyphens) {
  const auto [response, request] =
      stage.exchange(get("/", kKeep + "X_Forwarded_For: 6.6.6.6\r\n"
                                      "X_Forwarded_Host: evil\r\n"));
  require(response.status() == 200, "status-wrong", response.startLine);
  requireField(request, "X-Keep", "1");
  requireField(request, "X-Forwarded-For", "127.0.0.1");
  requireField(request, "X-Forwarded-Host", "t");
}

CASE(Step08, HF25, NoName) {
  requireRefused(stage, {kGet + ":\r\nX-A: 1\r\n\r\n", kGet + ": v\r\n\r\n",
                         kGet + " : v\r\n\r\n", kGet + kKeep + ":x\r\n\r\n"});
}

}  // namespace
}  // namespace hop::test
