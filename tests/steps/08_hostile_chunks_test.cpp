// SPDX-License-Identifier: MIT
// 08-trailers, hostile rows: bodies in chunks that are none. The head is
// valid, so that the upstream may see it; the end of the request it never
// sees.
#include "tests/support/Case.h"
#include "tests/support/Hostile.h"

namespace hop::test {
namespace {

using namespace std::string_literals;

const std::string kEnd = "\r\nhello\r\n0\r\n\r\n";

/// Each body alone, and with another request behind it.
std::vector<std::string> bodies(const std::vector<std::string>& all) {
  std::vector<std::string> inputs;
  for (const auto& body : all) {
    inputs.push_back(kChunkedPost + body);
    inputs.push_back(kChunkedPost + body + kSmuggled);
  }
  return inputs;
}

/// Refused, or exactly "hello" in a framing of the proxy's own.
void requireRefusedOrHello(Stage& stage,
                           const std::vector<std::string>& sizes) {
  for (const auto& size : sizes) {
    const auto request =
        forwardedUnlessRefused(stage, kChunkedPost + size + kEnd, {400});
    if (!request) continue;
    requireBody(*request, "hello");
    requireOneLength(*request);
  }
  stage.requireServing();
  for (const Message& one : stage.upstream().requests()) {
    require(one.target() == "/p" || one.target() == "/still-serving",
            "body-parsed-as-request", one.startLine);
  }
}

CASE(Step08, CH01, BareLfAfterTheSize) {
  requireNotCompleted(stage,
                      bodies({"5\nhello\r\n0\r\n\r\n", "5\r\nhello\n0\r\n\r\n",
                              "5\nhello\n0\n\n"}));
}

CASE(Step08, CH03, BareLfAfterTheLastChunk) {
  requireNotCompleted(stage,
                      bodies({"5\r\nhello\r\n0\n\r\n", "5\r\nhello\r\n0\r\n\n",
                              "5\r\nhello\r\n0\n\n"}));
}

CASE(Step08, CH05, BareCrAfterTheSize) {
  requireNotCompleted(
      stage, bodies({"5\rhello\r\n0\r\n\r\n", "5\r\rhello\r\n0\r\n\r\n",
                     "5\r\nhello\r0\r\n\r\n", "5\r\nhello\r\n0\r\r\n"}));
}

CASE(Step08, CH06, HexadecimalPrefix) {
  requireNotCompleted(
      stage, bodies({"0x5" + kEnd, "0X5" + kEnd, "x5" + kEnd, "5h" + kEnd}));
}

CASE(Step08, CH08, Sign) {
  requireNotCompleted(stage, bodies({"-5" + kEnd, "+5" + kEnd, "-0\r\n\r\n"}));
}

CASE(Step08, CH10, BlankBeforeTheSize) {
  requireNotCompleted(
      stage, bodies({" 5" + kEnd, "\t5" + kEnd, "5\r\nhello\r\n 0\r\n\r\n"}));
}

CASE(Step08, CH11, BlankAfterTheSize) {
  requireRefusedOrHello(stage, {"5 ", "5\t", "5  "});
}

CASE(Step08, CH13, NoNumber) {
  requireNotCompleted(
      stage, {kChunkedPost + "hax\r\nGET /secret HTTP/1.1\r\nHost: t\r\n\r\n",
              kChunkedPost + "\r\n\r\nGET /secret HTTP/1.1\r\nHost: t\r\n\r\n",
              kChunkedPost + ";a=b" + kEnd, kChunkedPost + "5g" + kEnd,
              kChunkedPost + "5\x0b" + kEnd, kChunkedPost + "5\0"s + kEnd});
}

CASE(Step08, CH15, SizeThatOverflows) {
  requireNotCompleted(
      stage,
      bodies({"8000000000000000" + kEnd, "10000000000000005" + kEnd,
              "ffffffffffffffffffff5" + kEnd}),
      {400, 413});
}

CASE(Step08, CH16, ManyLeadingZeros) {
  requireRefusedOrHello(stage, {"000000000000000000000005", "05"});
}

CASE(Step08, CH18, DataWithoutItsEnd) {
  requireNotCompleted(
      stage, bodies({"5\r\nhello0\r\n\r\n", "5\r\nhelloXX\r\n0\r\n\r\n",
                     "4\r\nhello\r\n0\r\n\r\n"}));
}

CASE(Step08, CH20, QuotedExtension) {
  for (const std::string extension : {";a=\"b;c\"", ";a", ";a=b;c=\"\\\"\""}) {
    const auto request = forwardedUnlessRefused(
        stage, kChunkedPost + "5" + extension + kEnd, {});
    requireBody(*request, "hello");
    requireOneLength(*request);
    require(request->body.find(';') == std::string::npos, "body-altered",
            readable(request->body));
  }
}

CASE(Step08, CH21, BareLfInAnExtension) {
  requireNotCompleted(stage,
                      bodies({"5;a\nhello\r\n0\r\n\r\n", "5;a=\"b\nc\"" + kEnd,
                              "5\r\nhello\r\n0;a\n\r\n"}));
}

CASE(Step08, CH23, BareCrBeforeAnExtension) {
  requireNotCompleted(
      stage, bodies({"5\r\r;a" + kEnd, "5;a\rb" + kEnd, "5;a=\"\r\"" + kEnd}));
}

CASE(Step08, CH25, SemicolonWithoutExtension) {
  requireRefusedOrHello(stage, {"5;", "5; "});
}

CASE(Step08, CH26, LongExtension) {
  const std::string longName = "5;x=" + std::string(65536, 'a');
  requireNotCompleted(stage,
                      {kChunkedPost + longName + kEnd, kChunkedPost + longName},
                      {400, 413, 431});
}

CASE(Step08, CH28, FinBeforeTheLastLine) {
  requireNotCompleted(
      stage,
      {kChunkedPost + "5\r\nhello\r\n0\r\n", kChunkedPost + "5\r\nhello\r\n",
       kChunkedPost + "5\r\nhel", kPost + "Content-Length: 6\r\n\r\nhello"},
      {400}, true);
}

CASE(Step08, CH30, EmptyLineBetweenChunks) {
  requireNotCompleted(stage, bodies({"5\r\nhello\r\n\r\n0\r\n\r\n",
                                     "\r\n5\r\nhello\r\n0\r\n\r\n"}));
}

CASE(Step08, CH31, OtherOctetsForTheLastLine) {
  requireNotCompleted(stage,
                      {kChunkedPost + "5\r\nhello\r\n0\r\nXX" + kSmuggled,
                       kChunkedPost + "5\r\nhello\r\n0\r\nXX\r\n" + kSmuggled,
                       kChunkedPost + "0\r\nXX\r\n\r\n" + kSmuggled});
}

}  // namespace
}  // namespace hop::test
