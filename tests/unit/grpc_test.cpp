// SPDX-License-Identifier: MIT
// The octets of the demo upstream's one gRPC method.
#include "tools/demo-upstream/Grpc.h"
#include "tools/demo-upstream/EchoMessage.h"

#include <gtest/gtest.h>

#include <functional>
#include <string>

namespace hop::upstream {
namespace {

using namespace std::string_literals;

/// The status that a call ends with; Ok when nothing is thrown.
GrpcStatus statusOf(const std::function<void()>& call) {
  try {
    call();
    return GrpcStatus::Ok;
  } catch (const GrpcError& error) {
    return error.status();
  }
}

GrpcStatus statusOfMessage(const std::string& message) {
  return statusOf([&] { static_cast<void>(decodeEcho(message)); });
}

GrpcStatus statusOfBody(const std::string& body) {
  return statusOf([&] { static_cast<void>(grpcMessageIn(body)); });
}

TEST(Grpc, KnowsItsContentType) {
  EXPECT_TRUE(isGrpcType("application/grpc"));
  EXPECT_TRUE(isGrpcType("application/grpc+proto"));
  EXPECT_TRUE(isGrpcType("Application/gRPC ; charset=utf-8"));
  EXPECT_FALSE(isGrpcType("application/grpc-web"));
  EXPECT_FALSE(isGrpcType("application/grpc+json"));
  EXPECT_FALSE(isGrpcType("application/json"));
  EXPECT_FALSE(isGrpcType(""));
}

TEST(Grpc, AFrameIsAFlagALengthAndTheMessage) {
  EXPECT_EQ(grpcFrame("hop"), "\0\0\0\0\3hop"s);
  EXPECT_EQ(grpcFrame(""), "\0\0\0\0\0"s);
  EXPECT_EQ(grpcFrame(std::string(0x010203, 'x')).substr(0, 6), "\0\0\1\2\3x"s);
  EXPECT_EQ(grpcMessageIn(grpcFrame("hop")), "hop");
  EXPECT_EQ(grpcMessageIn(grpcFrame("")), "");
}

TEST(Grpc, AUnaryCallHasExactlyOneWholeMessage) {
  EXPECT_EQ(statusOfBody(""), GrpcStatus::InvalidArgument);
  EXPECT_EQ(statusOfBody("\0\0\0\0"s), GrpcStatus::InvalidArgument);
  EXPECT_EQ(statusOfBody("\0\0\0\0\4hop"s), GrpcStatus::InvalidArgument);
  EXPECT_EQ(statusOfBody("\0\0\0\0\2hop"s), GrpcStatus::InvalidArgument);
  EXPECT_EQ(statusOfBody("\0\xff\xff\xff\xffhop"s),
            GrpcStatus::InvalidArgument);
  EXPECT_EQ(statusOfBody("\2\0\0\0\3hop"s), GrpcStatus::InvalidArgument);
  EXPECT_EQ(statusOfBody("\1\0\0\0\3hop"s), GrpcStatus::Unimplemented);
}

TEST(Grpc, ASentenceBecomesAField) {
  EXPECT_EQ(grpcMessageText("no method /a.B/C"), "no method /a.B/C");
  EXPECT_EQ(grpcMessageText("100 %\r\n"), "100 %25%0D%0A");
  EXPECT_EQ(grpcMessageText("caf\xc3\xa9"), "caf%C3%A9");
}

TEST(EchoMessage, IsAKeyALengthAndTheText) {
  EXPECT_EQ(encodeEcho("hop"), "\x0a\x03hop");
  EXPECT_EQ(encodeEcho(std::string(300, 'x')).substr(0, 4), "\x0a\xac\x02x");
  for (const std::size_t size :
       {0U, 1U, 127U, 128U, 16'383U, 16'384U, 3'000'000U}) {
    const std::string text(size, 'x');
    EXPECT_EQ(decodeEcho(encodeEcho(text)), text) << size;
  }
}

TEST(EchoMessage, ReadsWhatProtobufAllows) {
  EXPECT_EQ(decodeEcho(""), "") << "a string that is not there is empty";
  EXPECT_EQ(decodeEcho("\x0a\x01"
                       "a\x0a\x01"
                       "b"),
            "b")
      << "the last one counts";
  EXPECT_EQ(decodeEcho("\x10\x96\x01\x0a\x01z"), "z") << "a number before";
  EXPECT_EQ(decodeEcho("\x11"
                       "12345678\x0a\x01z\x1d"
                       "1234\x22\x02no"),
            "z")
      << "fields of the other kinds around it";
  EXPECT_EQ(decodeEcho("\x0a\x83\x80\x00hop"s), "hop") << "a longer length";
}

TEST(EchoMessage, RefusesWhatIsNoMessage) {
  const auto malformed = {
      "\x0a"s,         // a key alone
      "\x0a\x04hop"s,  // longer than it is
      "hop"s,          // 'p' is the key of a number that is missing
      "\x0a\xff"s,     // a length that does not end
      "\x0a"s + std::string(9, '\xff') + "\x01",  // a huge one
      "\x10"s + std::string(10, '\xff'),          // a number of eleven octets
      "\x0b\x0c"s,   // groups: protobuf gave them up
      "\x0f"s,       // a kind that there is not
      "\x02\x01x"s,  // field number 0
      "\x11"
      "1234567"s,  // seven of eight octets
  };
  for (const std::string& message : malformed) {
    EXPECT_EQ(statusOfMessage(message), GrpcStatus::InvalidArgument)
        << testing::PrintToString(message);
  }
}

TEST(EchoMessage, ATextIsUtf8) {
  EXPECT_EQ(decodeEcho("\x0a\x02\xc3\xa9"), "\xc3\xa9");
  EXPECT_EQ(decodeEcho("\x0a\x04\xf0\x9f\x90\x87"), "\xf0\x9f\x90\x87");
  for (const auto* text : {"\xc3", "\xa9", "\xc0\x80", "\xed\xa0\x80", "\xff",
                           "\xf4\x90\x80\x80", "a\xe2\x82"}) {
    EXPECT_EQ(statusOfMessage(encodeEcho(text)), GrpcStatus::InvalidArgument)
        << testing::PrintToString(text);
  }
}

}  // namespace
}  // namespace hop::upstream
