// SPDX-License-Identifier: MIT
// 08-trailers, hostile rows: how long a request's body is. Two answers to that
// question are one request too many.
#include "tests/support/Case.h"
#include "tests/support/Hostile.h"

namespace hop::test {
namespace {

using namespace std::string_literals;

const std::string kHello = "5\r\nhello\r\n0\r\n\r\n";

/// A POST with this Content-Length line.
std::string length(const std::string& line) {
  return kPost + line + "\r\n\r\nhello";
}

std::vector<std::string> lengths(const std::vector<std::string>& values) {
  std::vector<std::string> inputs;
  for (const auto& value : values) {
    inputs.push_back(length("Content-Length: " + value));
  }
  return inputs;
}

/// A POST with these lines and a body in chunks.
std::string coding(const std::string& lines) {
  return kPost + lines + "\r\n\r\n" + kHello;
}

std::vector<std::string> codings(const std::vector<std::string>& values) {
  std::vector<std::string> inputs;
  for (const auto& value : values) {
    inputs.push_back(coding("Transfer-Encoding: " + value));
  }
  return inputs;
}

/// The upstream got the five octets and one plain length.
void requireHello(const Message& request) {
  requireBody(request, "hello");
  requireOneLength(request);
  require(
      !request.has("Content-Length") || request.value("Content-Length") == "5",
      "framing-wrong", readable(request.rawHead));
}

CASE(Step08, CL03, Sign) {
  requireRefused(stage, lengths({"-5", "+5", "-0", "- 5"}));
}

CASE(Step08, CL05, Hexadecimal) {
  requireRefused(stage, lengths({"0x5", "0X5", "x5", "5h"}));
}

CASE(Step08, CL06, OctalAndBinaryPrefix) {
  requireRefused(stage, lengths({"0o5", "0b101", "0_5"}));
}

CASE(Step08, CL08, SomethingBehindTheNumber) {
  requireRefused(stage,
                 lengths({"5Z", "5;", "5.0", "5e0", "5,", "5\"", "\"5\""}));
}

CASE(Step08, CL10, BlankInTheNumber) {
  requireRefused(stage, {kPost + "Content-Length: 1 0\r\n\r\nhelloworld",
                         kPost + "Content-Length: 1\t0\r\n\r\nhelloworld",
                         kPost + "Content-Length: 1\r\n 0\r\n\r\nhelloworld"});
}

CASE(Step08, CL11, NoNumber) {
  requireRefused(
      stage,
      {kPost + "Content-Length: \r\n\r\n", kPost + "Content-Length:\r\n\r\n",
       kPost + "Content-Length: \t\r\n\r\n", length("Content-Length: abc")});
}

CASE(Step08, CL13, DifferentLengths) {
  requireRefused(stage,
                 {length("Content-Length: 5, 6"),
                  length("Content-Length: 5\r\nContent-Length: 6"),
                  length("Content-Length: 6\r\nX-A: 1\r\ncontent-length: 5"),
                  length("Content-Length: 5\r\nContent-Length: 0")});
}

CASE(Step08, CL15, LeadingZeros) {
  // Neither is an octal number; for "010" below that would be another one.
  for (const std::string digits : {"005", "0000000000005"}) {
    const auto request = forwardedUnlessRefused(
        stage, length("Content-Length: " + digits), {400});
    if (!request) continue;
    requireBody(*request, "hello");
    requireLength(*request, 5);
  }
  const auto ten = forwardedUnlessRefused(
      stage, kPost + "Content-Length: 010\r\n\r\nhelloworld", {400});
  if (ten) requireLength(*ten, 10);
  if (ten) requireBody(*ten, "helloworld");
  stage.requireServing();
}

CASE(Step08, CL16, NumberThatOverflows) {
  requireRefused(stage,
                 lengths({"18446744073709551621", "9223372036854775813",
                          "4294967296000000000005", std::string(400, '9')}),
                 {400, 413});
}

CASE(Step08, CL18, TheSameLengthTwice) {
  for (const auto& lines :
       {"Content-Length: 5\r\nContent-Length: 5"s, "Content-Length: 5, 5"s}) {
    const auto request = forwardedUnlessRefused(stage, length(lines), {400});
    if (!request) continue;
    requireBody(*request, "hello");
    requireLength(*request, 5);
  }
  stage.requireServing();
}

CASE(Step08, CL20, EmptyLengthBeforeAnother) {
  requireRefused(stage, {length("Content-Length:\r\nContent-Length: 5"),
                         length("Content-Length: 5\r\nContent-Length:"),
                         length("Content-Length: , 5")});
}

CASE(Step08, CL21, TabBeforeTheNumber) {
  for (const std::string value : {"\t5", " \t 5 \t"}) {
    const auto request =
        forwardedUnlessRefused(stage, length("Content-Length:" + value), {});
    requireBody(*request, "hello");
    requireLength(*request, 5);
  }
}

CASE(Step08, CL23, LengthWithUnderscore) {
  const std::string alias = "Content_Length: 99";
  for (const auto& lines :
       {"Content-Length: 5\r\n" + alias, alias + "\r\nContent-Length: 5"}) {
    const auto request = forwardedUnlessRefused(stage, length(lines), {});
    requireBody(*request, "hello");
    requireLength(*request, 5);
  }
}

CASE(Step08, CL25, VerticalTabAroundTheNumber) {
  requireRefused(stage, lengths({"\x0b"
                                 "5",
                                 "5\x0b",
                                 "\x0c"
                                 "5"}));
}

CASE(Step08, CL26, BlankBeforeTheColon) {
  requireRefused(stage,
                 {length("Content-Length\xa0: 5"), length("Content-Length : 5"),
                  length("Content-Length\x0b: 5"),
                  length("\xa0"
                         "Content-Length: 5")});
}

CASE(Step08, TE03, Identity) {
  requireRefused(stage,
                 {length("Transfer-Encoding: identity\r\nContent-Length: 5"),
                  length("Content-Length: 5\r\nTransfer-Encoding: identity"),
                  kPost + "Transfer-Encoding: identity\r\n\r\n"},
                 {501, 400});
}

CASE(Step08, TE05, AnotherCodingFirst) {
  requireRefused(stage, codings({"gzip, chunked", "deflate,chunked"}), {501});
}

CASE(Step08, TE06, AnotherCodingLast) {
  requireRefused(stage, codings({"chunked, gzip", "chunked,deflate"}));
}

CASE(Step08, TE08, ChunkedIsNotLast) {
  requireRefused(stage, codings({"chunked, identity", "chunked, chunked"}),
                 {400, 501});
}

CASE(Step08, TE10, TwoFields) {
  const std::string chunked = "Transfer-Encoding: chunked";
  requireRefused(stage,
                 {coding(chunked + "\r\nTransfer-Encoding: identity"),
                  coding("Transfer-Encoding: identity\r\n" + chunked),
                  coding(chunked + "\r\n" + chunked),
                  coding(chunked + "\r\nX-A: 1\r\ntransfer-encoding: gzip"),
                  coding(chunked + "\r\nTransfer-Encoding:")},
                 {400, 501});
}

CASE(Step08, TE11, EmptyListMember) {
  for (const auto& input : codings({", chunked", ",chunked", "chunked,"})) {
    const auto request = forwardedUnlessRefused(stage, input, {400, 501});
    if (request) requireHello(*request);
  }
  stage.requireServing();
}

CASE(Step08, TE13, NearlyChunked) {
  requireRefused(stage,
                 {length("Transfer-Encoding: xchunked\r\nContent-Length: 5"),
                  coding("Transfer-Encoding: xchunked"),
                  coding("Transfer-Encoding: chunkedx"),
                  coding("Transfer-Encoding: chunke"),
                  coding("Transfer-Encoding: chun ked")},
                 {501, 400});
}

CASE(Step08, TE15, Parameter) {
  requireRefused(stage, codings({"chunked;q=1", "chunked; a", "chunked;"}),
                 {400, 501});
}

CASE(Step08, TE16, VerticalTab) {
  requireRefused(stage, codings({"\x0b"
                                 "chunked",
                                 "chunked\x0b",
                                 "\x0c"
                                 "chunked"}));
}

CASE(Step08, TE18, Nul) {
  requireRefused(stage, codings({"chunked\0"s, "\0chunked"s, "chun\0ked"s}));
}

CASE(Step08, TE20, Quoted) {
  requireRefused(stage, codings({"\"chunked\"", "'chunked'", "<chunked>"}),
                 {501, 400});
}

CASE(Step08, TE21, BlankBeforeTheColon) {
  requireRefused(stage,
                 {coding("Transfer-Encoding : chunked"),
                  coding("Transfer-Encoding\t: chunked"),
                  length("Transfer-Encoding : chunked\r\nContent-Length: 5"),
                  coding("X-A: 1\r\n Transfer-Encoding: chunked")});
}

CASE(Step08, TE23, CodingWithUnderscore) {
  const std::string alias = "Transfer_Encoding: chunked";
  for (const auto& lines :
       {alias + "\r\nContent-Length: 5", "Content-Length: 5\r\n" + alias}) {
    const auto request = forwardedUnlessRefused(stage, length(lines), {});
    requireBody(*request, "hello");
    requireLength(*request, 5);
    require(!request->has("Transfer-Encoding"), "framing-wrong",
            readable(request->rawHead));
  }
}

}  // namespace
}  // namespace hop::test
