// SPDX-License-Identifier: MIT
// The test support itself: if it cannot see a fault, no case can.
#include "tests/support/Repeat.h"
#include "tools/cases/Cases.h"
#include "tests/support/Case.h"

#include <gtest/gtest.h>
#include <sys/socket.h>

#include <array>

namespace hop::test {
namespace {

/// Two ends of a connection inside this process.
struct Pair {
  Pair() : Pair(make()) {}
  Connection left;
  Connection right;

 private:
  static std::array<int, 2> make() {
    std::array<int, 2> ends{};
    EXPECT_EQ(::socketpair(AF_UNIX, SOCK_STREAM, 0, ends.data()), 0);
    return ends;
  }
  explicit Pair(std::array<int, 2> ends) : left(ends[0]), right(ends[1]) {}
};

/// Reads one message out of these octets, followed by FIN.
std::optional<Message> read(const std::string& octets,
                            const std::string& method = "GET") {
  Pair pair;
  pair.left.send(octets);
  pair.left.finish();
  return pair.right.readMessage(std::chrono::seconds(2), method);
}

std::string reasonOf(const std::string& octets) {
  try {
    (void)read(octets);
  } catch (const CaseFailed& failure) {
    return failure.reason();
  }
  return "none";
}

TEST(Reader, LengthAndChunksAndClose) {
  EXPECT_EQ(read("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")->body, "ok");
  const auto chunked = read(
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
      "2\r\nok\r\n0\r\nX-T: 1\r\n\r\n");
  EXPECT_EQ(chunked->body, "ok");
  EXPECT_TRUE(chunked->complete);
  EXPECT_EQ(chunked->trailers.size(), 1U);
  EXPECT_TRUE(read("HTTP/1.1 200 OK\r\n\r\nok")->untilClose);
}

TEST(Reader, ATruncatedMessageIsNotComplete) {
  EXPECT_FALSE(
      read("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nok")->complete);
  EXPECT_FALSE(read("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                    "2\r\nok\r\n")
                   ->complete);
  EXPECT_FALSE(read("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                    "2\r\nok\r\n0\r\n")
                   ->complete);
  EXPECT_FALSE(read("HTTP/1.1 200 OK\r\nContent-Le").has_value());
}

TEST(Reader, NoBodyWhereThereCannotBeOne) {
  EXPECT_TRUE(
      read("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n", "HEAD")->complete);
  EXPECT_EQ(read("HTTP/1.1 204 No Content\r\n\r\nxx")->body, "");
}

TEST(Reader, InterimResponsesAreKeptApart) {
  const auto message = read(
      "HTTP/1.1 103 Early Hints\r\nLink: a\r\n\r\n"
      "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
  EXPECT_EQ(message->status(), 200);
  ASSERT_EQ(message->interim.size(), 1U);
  EXPECT_EQ(message->interim.front().status(), 103);
}

TEST(Reader, SeesWhatIsNoHttp) {
  EXPECT_EQ(reasonOf("HTTP/1.1 200 OK\r\nX A: 1\r\n\r\n"),
            "malformed-response");
  EXPECT_EQ(reasonOf("HTTP/1.1 200 OK\nX: 1\r\n\r\n"), "malformed-response");
  EXPECT_EQ(reasonOf("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                     "xx\r\n"),
            "malformed-response");
  EXPECT_EQ(read("HTTP/1.1 20x OK\r\n\r\n")->status(), 0);
}

TEST(Reader, NamesAreComparedWithoutCaseAndValuesKept) {
  const auto message =
      parseHead("GET / HTTP/1.1\r\nx-a:  1 \r\nX-A: 2\r\n\r\n");
  EXPECT_EQ(message.all("X-a").size(), 2U);
  EXPECT_EQ(message.value("x-A"), "1, 2");
  EXPECT_EQ(message.fields.front().first, "x-a");
}

TEST(Require, AnUnknownReasonIsAFaultOfTheTest) {
  EXPECT_THROW(require(false, "no-such-reason", ""), HarnessError);
  EXPECT_THROW(require(false, "field-lost", ""), CaseFailed);
  EXPECT_NO_THROW(require(true, "field-lost", ""));
}

TEST(RowId, ComesFromTheIdentifier) {
  EXPECT_EQ(cases::rowIdOf("R05_01"), "05-01");
  EXPECT_EQ(cases::rowIdOf("RL01"), "RL01");
  EXPECT_EQ(cases::rowIdOf("E_13"), "E-13");
  EXPECT_EQ(cases::rowIdOf("P_03b"), "P-03b");
}

TEST(Repeat, CurlWhereItCanSayItAndPrintfElsewhere) {
  EXPECT_NE(howToRepeat("GET /x HTTP/1.1\r\nHost: t\r\nX-A: 1\r\n\r\n")
                .find("curl --noproxy '*' -si --path-as-is -H 'Host: t' "
                      "-H 'X-A: 1' 'http://127.0.0.1:8080/x'"),
            std::string::npos);
  EXPECT_NE(howToRepeat("GET /\x01 HTTP/1.1\r\n\r\n").find("\\001"),
            std::string::npos);
}

}  // namespace
}  // namespace hop::test
