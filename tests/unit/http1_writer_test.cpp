// SPDX-License-Identifier: MIT
#include "common/http1/MessageWriter.h"
#include "tests/unit/http1_events.h"

#include <gtest/gtest.h>

#include <stdexcept>

namespace hop::http1 {
namespace {

using Kind = http::Framing::Kind;

http::ResponseHead response(const http::Framing& framing) {
  http::ResponseHead head;
  head.message.setStatusAndReason(Poco::Net::HTTPResponse::HTTP_OK, "Fine");
  head.message.add("x-a", "1");
  head.message.add("X-A", "2");
  head.framing = framing;
  return head;
}

TEST(MessageWriter, WritesWhatTheReaderReads) {
  MessageWriter writer;
  std::string octets = writer.write(response({Kind::Chunked}));
  octets += writer.write(http::Data{"hello"});
  octets += writer.write(http::Data{""});
  octets += writer.write(http::Data{std::string_view("0123456789abcdef+")});
  http::Trailers trailers;
  trailers.fields.add("X-T", "1");
  octets += writer.write(trailers);
  EXPECT_TRUE(writer.complete());
  EXPECT_EQ(read(Role::Client, octets, false, octets.size()),
            "200 Fine|x-a: 1|X-A: 2|Transfer-Encoding: chunked|chunked"
            "|data hello0123456789abcdef+|trailers|X-T: 1|end;");
}

TEST(MessageWriter, TheFramingIsItsOwn) {
  MessageWriter writer;
  auto head = response({Kind::Length, 2});
  head.message.add("Content-Length", "77");
  head.message.add("Transfer-Encoding", "chunked");
  EXPECT_EQ(writer.write(head),
            "HTTP/1.1 200 Fine\r\nx-a: 1\r\nX-A: 2\r\nContent-Length: 2\r\n"
            "\r\n");
}

TEST(MessageWriter, ABodilessResponseKeepsItsLength) {
  MessageWriter writer;
  auto head = response({Kind::None});
  head.message.setContentLength(99);
  EXPECT_NE(writer.write(head).find("Content-Length: 99"), std::string::npos);
  EXPECT_EQ(writer.write(http::End{}), "");
}

TEST(MessageWriter, KeepsThePromiseOfTheHead) {
  MessageWriter more;
  (void)more.write(response({Kind::Length, 2}));
  EXPECT_THROW((void)more.write(http::Data{"abc"}), std::logic_error);
  MessageWriter fewer;
  (void)fewer.write(response({Kind::Length, 2}));
  (void)fewer.write(http::Data{"a"});
  EXPECT_THROW((void)fewer.write(http::End{}), std::logic_error);
  MessageWriter none;
  (void)none.write(response({Kind::None}));
  EXPECT_THROW((void)none.write(http::Data{"a"}), std::logic_error);
  EXPECT_THROW((void)none.write(http::Trailers{}), std::logic_error);
  (void)none.write(http::End{});
  EXPECT_THROW((void)none.write(http::End{}), std::logic_error);
  EXPECT_THROW((void)none.write(http::Data{"a"}), std::logic_error);
}

TEST(MessageWriter, AnInterimHeadIsFollowedByAnother) {
  MessageWriter writer;
  http::ResponseHead hints;
  hints.message.setStatusAndReason(
      static_cast<Poco::Net::HTTPResponse::HTTPStatus>(103), "Early Hints");
  EXPECT_EQ(writer.write(hints), "HTTP/1.1 103 Early Hints\r\n\r\n");
  EXPECT_NO_THROW((void)writer.write(response({Kind::Length, 0})));
}

}  // namespace
}  // namespace hop::http1
