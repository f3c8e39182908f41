// SPDX-License-Identifier: MIT
// The codec gives the same events however its octets are cut.
#include "tests/unit/http1_events.h"

#include <gtest/gtest.h>

#include <ostream>
#include <vector>

namespace hop::http1 {
namespace {

struct Sample {
  Role role;
  std::string octets;
  std::string story;
  bool eof = false;
  std::string method = "GET";
};

std::ostream& operator<<(std::ostream& out, const Sample& sample) {
  return out << sample.octets;
}

class EveryCut : public testing::TestWithParam<Sample> {};

TEST_P(EveryCut, GivesTheSameEvents) {
  const Sample& sample = GetParam();
  const auto whole = read(sample.role, sample.octets, sample.eof,
                          sample.octets.size(), sample.method);
  EXPECT_EQ(whole, sample.story);
  for (std::size_t step = 1; step < sample.octets.size(); ++step) {
    const auto cut =
        read(sample.role, sample.octets, sample.eof, step, sample.method);
    ASSERT_EQ(cut, sample.story) << "in pieces of " << step;
  }
}

const std::string kHead = "GET / HTTP/1.1\r\nHost: t\r\n\r\n";
const std::string kPost = "POST /p HTTP/1.1\r\nHost: t\r\n";
const std::string kChunked = kPost + "Transfer-Encoding: chunked\r\n\r\n";
const std::string kChunkedStory =
    "POST /p HTTP/1.1|Host: t|Transfer-Encoding: chunked|chunked";

INSTANTIATE_TEST_SUITE_P(
    Requests, EveryCut,
    testing::Values(
        Sample{Role::Server, kHead, "GET / HTTP/1.1|Host: t|none|end;"},
        Sample{Role::Server, "\r\n\r\n" + kHead,
               "GET / HTTP/1.1|Host: t|none|end;"},
        Sample{Role::Server, kHead + kHead,
               "GET / HTTP/1.1|Host: t|none|end;"
               "GET / HTTP/1.1|Host: t|none|end;"},
        Sample{Role::Server, kPost + "Content-Length: 005\r\n\r\nhello" + kHead,
               "POST /p HTTP/1.1|Host: t|Content-Length: 005|length 5"
               "|data hello|end;GET / HTTP/1.1|Host: t|none|end;"},
        Sample{
            Role::Server, kChunked + "5\r\nhello\r\n0\r\n\r\n" + kHead,
            kChunkedStory + "|data hello|end;GET / HTTP/1.1|Host: t|none|end;"},
        Sample{Role::Server,
               kChunked + "2;a=b;c=\"d;\\\"e\"\r\nhe\r\n003\r\nllo\r\n"
                          "0\r\nX-T: 1\r\nX-T: 2\r\n\r\n",
               kChunkedStory + "|data hello|trailers|X-T: 1|X-T: 2|end;"},
        Sample{Role::Server, "GET /x HTTP/1.0\r\n\r\n",
               "GET /x HTTP/1.0|none|end;"},
        Sample{Role::Server, "GET / HTTP/1.2\r\nHost: t\r\n\r\n",
               "GET / HTTP/1.1|Host: t|none|end;"},
        Sample{Role::Server, "M-SEARCH * HTTP/1.1\r\nHost: t\r\n\r\n", "!400"},
        Sample{Role::Server, kHead.substr(0, 20), "!truncated", true},
        Sample{Role::Server, kPost + "Content-Length: 9\r\n\r\nhello",
               "POST /p HTTP/1.1|Host: t|Content-Length: 9|length 9"
               "|data hello!truncated",
               true},
        Sample{Role::Server, kChunked + "5\r\nhello\r\n0\r\n",
               kChunkedStory + "|data hello!truncated", true},
        Sample{Role::Server, "", "", true},
        Sample{Role::Server,
               "GET / HTTP/1.1\r\nHost: t\r\nX-A: \t a\xff\tb \r\n\r\n",
               "GET / HTTP/1.1|Host: t|X-A: a\xff\tb|none|end;"}));

INSTANTIATE_TEST_SUITE_P(
    Responses, EveryCut,
    testing::Values(
        Sample{Role::Client, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok",
               "200 OK|Content-Length: 2|length 2|data ok|end;"},
        Sample{Role::Client, "HTTP/1.1 200\r\nContent-Length: 0\r\n\r\n",
               "200 |Content-Length: 0|length 0|end;"},
        Sample{Role::Client, "HTTP/1.1 299 Very \xe9 Odd\r\n\r\nok",
               "299 Very \xe9 Odd|until-close|data ok|end;", true},
        Sample{Role::Client,
               "HTTP/1.1 103 Early Hints\r\nLink: a\r\n\r\n"
               "HTTP/1.1 204 No Content\r\n\r\n",
               "103 Early Hints|Link: a|none|interim;204 No Content|none|end;"},
        Sample{Role::Client, "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n",
               "200 OK|Content-Length: 9|none|end;", false, "HEAD"},
        Sample{Role::Client,
               "HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\n\r\n",
               "304 Not Modified|Content-Length: 9|none|end;"},
        Sample{Role::Client, "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nok",
               "200 OK|Content-Length: 9|length 9|data ok!truncated", true},
        Sample{Role::Client,
               "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 5"
               "\r\n\r\nhello",
               "200 OK|Content-Length: 5|Content-Length: 5|length 5"
               "|data hello|end;"},
        Sample{Role::Client, "HTTP/1.1 103 Early Hints\r\n\r\n",
               "103 Early Hints|none|interim;", true}));

/// Heads that must be refused, with the status.
class Refused
    : public testing::TestWithParam<std::pair<std::string, std::string>> {};

TEST_P(Refused, HoweverItIsCut) {
  const auto& [octets, expected] = GetParam();
  for (const std::size_t step : {octets.size(), std::size_t{1}}) {
    const auto story = read(Role::Server, octets, true, step);
    EXPECT_TRUE(story.ends_with(expected)) << octets << " gave " << story;
  }
}

std::pair<std::string, std::string> field(const std::string& line) {
  return {"GET / HTTP/1.1\r\nHost: t\r\n" + line + "\r\n\r\n", "!400"};
}

std::pair<std::string, std::string> line(const std::string& start,
                                         const std::string& status = "!400") {
  return {start + "\r\nHost: t\r\n\r\n", status};
}

std::pair<std::string, std::string> length(const std::string& value) {
  return {kPost + "Content-Length: " + value + "\r\n\r\nhello", "!400"};
}

std::pair<std::string, std::string> coding(const std::string& value,
                                           const std::string& status) {
  return {
      kPost + "Transfer-Encoding: " + value + "\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
      status};
}

std::pair<std::string, std::string> chunk(const std::string& octets) {
  return {kChunked + octets, "!400"};
}

INSTANTIATE_TEST_SUITE_P(
    StartLines, Refused,
    testing::Values(
        line("GET / HTTP/9.9", "!505"), line("GET / HTTP/1"),
        line("GET / HTTP/ 1.1"), line("GET / HTTP/1.32"),
        line("GET\t/ HTTP/1.1"), line("GET  HTTP/1.1"), line(" / HTTP/1.1"),
        line("GET / http/1.1"), line("GET /\x02 HTTP/1.1"),
        line("GET /caf\xc3\xa9 HTTP/1.1"), line("GET /a\\b HTTP/1.1"),
        line("GET /a#b HTTP/1.1"), line("GET * HTTP/1.1"),
        line("GET t:80 HTTP/1.1"), line("GET /%zz HTTP/1.1"),
        line("GET http:///x HTTP/1.1"), line("GET http://u@h/ HTTP/1.1"),
        line("GET http,://t/x HTTP/1.1"), line("GET ?x://t/y HTTP/1.1"),
        line("GET ://t/x HTTP/1.1"), line("GET 1a://t/x HTTP/1.1"),
        line("G=\":<>(e),[T];?\" / HTTP/1.1"), line("GET /a b HTTP/1.1"),
        std::pair{std::string("GET / HTTP/1.1\nHost: t\r\n\r\n"),
                  std::string("!400")},
        std::pair{std::string("GET / HTTP/1.1\rHost: t\r\n\r\n"),
                  std::string("!400")},
        std::pair{std::string("GET / HTTP/1.1\r\r\nHost: t\r\n\r\n"),
                  std::string("!400")}));

INSTANTIATE_TEST_SUITE_P(Fields, Refused,
                         testing::Values(field("X-A: 1\r\n 2"),
                                         field("X-A\t: 1"), field("NoColon"),
                                         field("X A: 1"), field("X\xc3\xab: 1"),
                                         field(std::string("X-A: 1\0"
                                                           "2",
                                                           9)),
                                         field("X-A: 1\r2"),
                                         field("X-A: a\x07"
                                               "b"),
                                         field(" \r\nX-A: 1"), field(":"),
                                         field("Host: t"), field("\x7fX: 1"),
                                         field("X-A: \x7f")));

INSTANTIATE_TEST_SUITE_P(
    Hosts, Refused,
    testing::Values(
        std::pair{std::string("GET / HTTP/1.1\r\n\r\n"), std::string("!400")},
        std::pair{std::string("GET / HTTP/1.1\r\nHost:\r\n\r\n"),
                  std::string("!400")},
        std::pair{std::string("GET / HTTP/1.1\r\nHost: a, b\r\n\r\n"),
                  std::string("!400")},
        std::pair{std::string("GET / HTTP/1.1\r\nHost: u@t\r\n\r\n"),
                  std::string("!400")},
        std::pair{std::string("GET / HTTP/1.1\r\nHost: t:80:90\r\n\r\n"),
                  std::string("!400")},
        std::pair{std::string("GET / HTTP/1.1\r\nHost: [::1\r\n\r\n"),
                  std::string("!400")}));

INSTANTIATE_TEST_SUITE_P(
    Framing, Refused,
    testing::Values(
        length("-5"), length("+5"), length("0x5"), length("5Z"), length("1 0"),
        length(""), length("5, 6"), length("5, 5"),
        length("18446744073709551621"), length("9223372036854775808"),
        length("\x0b"
               "5"),
        length("5\r\nContent-Length: 5"), coding("identity", "!501"),
        coding("gzip, chunked", "!501"), coding("chunked, gzip", "!400"),
        coding("chunked, chunked", "!400"),
        coding("chunked\r\nTransfer-Encoding: identity", "!400"),
        coding(", chunked", "!400"), coding("xchunked", "!501"),
        coding("chunked;q=1", "!501"), coding("\"chunked\"", "!501"),
        coding("", "!400"), coding("chunked\r\nContent-Length: 5", "!400"),
        std::pair{std::string("POST / HTTP/1.0\r\nTransfer-Encoding: chunked"
                              "\r\n\r\n0\r\n\r\n"),
                  std::string("!400")}));

INSTANTIATE_TEST_SUITE_P(
    Chunks, Refused,
    testing::Values(
        chunk("5\nhello\r\n0\r\n\r\n"), chunk("5\r\nhello\r\n0\n\r\n"),
        chunk("5\rhello\r\n0\r\n\r\n"), chunk("0x5\r\nhello"),
        chunk("-5\r\nhello"), chunk(" 5\r\nhello"), chunk("5 \r\nhello"),
        chunk("hax\r\n"), chunk("\r\n"), chunk("8000000000000000\r\n"),
        chunk("10000000000000000\r\n"), chunk("5\r\nhello0\r\n"),
        chunk("5;a\nhello\r\n"), chunk("5\r\r;a\r\nhello"),
        chunk("5;\r\nhello"), chunk("5;a \r\nhello"), chunk("5;a=b\t\r\nhello"),
        chunk("5;a=\"b\r\nhello"), chunk("5;a=\x01\r\nhello"),
        chunk("5\r\nhello\r\n\r\n0\r\n\r\n"),
        chunk("5\r\nhello\r\n0\r\nXX"
              "GET / HTTP/1.1\r\nHost: t\r\n\r\n"),
        chunk("0\r\nbad trailer\r\n\r\n"), chunk("0\r\nX-A: 1\nX-B: 2\r\n\r\n"),
        chunk("0\r\nX-A: 1\r\n 2\r\n\r\n"),
        chunk("5;x=" + std::string(65536, 'a') + "\r\nhello")));

TEST(Limits, EachHasItsStatus) {
  const std::string x(100'000, 'x');
  const auto status = [](const std::string& octets) {
    const auto story = read(Role::Server, octets, false, 1000);
    return story.substr(story.size() - 4);
  };
  EXPECT_EQ(status("GET /" + x + " HTTP/1.1\r\nHost: t\r\n\r\n"), "!414");
  EXPECT_EQ(status(x), "!414");
  EXPECT_EQ(status("GET / HTTP/1.1\r\nHost: t\r\nX: " + x + "\r\n\r\n"),
            "!431");
  std::string many = "GET / HTTP/1.1\r\nHost: t\r\n";
  for (int i = 0; i < 200; ++i) many += "X: v\r\n";
  EXPECT_EQ(status(many + "\r\n"), "!431");
  std::string trailers = kChunked + "0\r\n";
  for (int i = 0; i < 200; ++i) trailers += "X: v\r\n";
  EXPECT_EQ(status(trailers + "\r\n"), "!431");
  EXPECT_EQ(
      status("GET /" + std::string(7990, 'x') + " HTTP/1.1\r\nHost: t\r\n\r\n"),
      "end;");
}

/// Found by fuzz_connection: the CR counted when the line was cut behind it,
/// and only an incomplete status line counted at all.
TEST(Limits, OfTheFirstLineDoNotDependOnTheCut) {
  constexpr std::size_t kWhole = 1000;
  const Limits limits{.requestLine = 16};
  for (const std::size_t step : {std::size_t{1}, std::size_t{17}, kWhole}) {
    const auto target = [&](const std::string& text) {
      return read(Role::Server, "GET /" + text + " HTTP/1.1\r\nHost: t\r\n\r\n",
                  true, step, "GET", limits);
    };
    EXPECT_TRUE(target("xx").ends_with("|end;")) << step;
    EXPECT_EQ(target("xxx"), "!414") << step;
    EXPECT_EQ(read(Role::Client, "HTTP/1.1 204 NoBody\r\n", true, step, "GET",
                   limits),
              "!414")
        << step;
  }
}

/// Responses that are no answer.
TEST(Responses, AreRefused) {
  for (const std::string octets :
       {"HTTP/1.1 1000 X\r\n\r\n", "HTTP/1.1 abc X\r\n\r\n",
        "HTTP/1.1 099 X\r\n\r\n", "<html>hello</html>\r\n\r\n",
        "HTTP/2 200 OK\r\n\r\n", "HTTP/1.1 200 OK\r\nX A: 1\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 3\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n"
        "Transfer-Encoding: chunked\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked, chunked\r\n\r\n",
        "HTTP/1.1 200 OK\r\nX-A: 1\r\n 2\r\n\r\n"}) {
    const auto story = read(Role::Client, octets, true, octets.size());
    EXPECT_NE(story.find('!'), std::string::npos) << octets << story;
  }
}

TEST(MessageReader, OctetsBehindTheMessageWait) {
  MessageReader reader(Role::Client);
  reader.expectResponseTo("GET");
  reader.feed("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokHTTP/1.1 200");
  Story story;
  while (const auto event = reader.next()) {
    story.add(*event);
    if (reader.complete()) break;
  }
  EXPECT_TRUE(story.text().ends_with("|data ok|end;"));
  EXPECT_EQ(reader.unread(), "HTTP/1.1 200");
  EXPECT_FALSE(reader.idle());
}

}  // namespace
}  // namespace hop::http1
