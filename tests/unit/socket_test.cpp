// SPDX-License-Identifier: MIT
#include "common/io/Socket.h"
#include "tests/support/Eventually.h"
#include "tests/unit/tls_peers.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <exception>
#include <string>
#include <thread>

namespace hop::io {
namespace {

using namespace std::chrono_literals;

/// Longer than any test takes: reaching it is a failure.
constexpr auto kEnough = 30s;

/// Both kinds of socket must behave alike.
class SocketTest : public ::testing::TestWithParam<bool> {
 protected:
  SocketTest() : client_(channel(true)), server_(channel(false)) {
    std::thread other([this] { client_.handshake(kEnough); });
    server_.handshake(kEnough);
    other.join();
  }

  std::shared_ptr<Channel> channel(bool client) {
    const auto& socket = client ? ends_.client : ends_.server;
    const int descriptor = socket.impl()->sockfd();
    if (!GetParam()) return std::make_shared<Channel>(socket);
    auto tls = client ? TlsContext::forClient({"", false}, {"http/1.1"})
                            ->connect(descriptor, "h")
                      : TlsContext::forServer({"", "", true}, {"http/1.1"})
                            ->accept(descriptor);
    return std::make_shared<Channel>(socket, std::move(tls));
  }

  static std::string readOf(Socket& socket) {
    std::array<char, 100> buffer{};
    return {buffer.data(), socket.read(buffer.data(), buffer.size(), kEnough)};
  }

  Ends ends_;
  Socket client_;
  Socket server_;
};

INSTANTIATE_TEST_SUITE_P(PlainAndTls, SocketTest, ::testing::Bool(),
                         [](const auto& kind) {
                           return std::string(kind.param ? "Tls" : "Plain");
                         });

TEST_P(SocketTest, SaysWhatItIs) {
  EXPECT_EQ(client_.secure(), GetParam());
  EXPECT_EQ(client_.protocol(), GetParam() ? "http/1.1" : "");
  EXPECT_EQ(server_.protocol(), GetParam() ? "http/1.1" : "");
  EXPECT_EQ(server_.poco().peerAddress(), client_.poco().address());
}

TEST_P(SocketTest, OctetsArrive) {
  client_.write("hello", kEnough);
  EXPECT_EQ(readOf(server_), "hello");
}

TEST_P(SocketTest, PatienceChangesNothingButTheCalls) {
  server_.makePatient();
  EXPECT_EQ(server_.channel()->patient(), !GetParam());
  std::array<char, 10> buffer{};
  const auto start = std::chrono::steady_clock::now();
  EXPECT_EQ(server_.tryRead(buffer.data(), buffer.size(), 250ms), std::nullopt);
  EXPECT_GE(std::chrono::steady_clock::now() - start, 250ms);
  EXPECT_EQ(server_.tryRead(buffer.data(), buffer.size(), 0ms), std::nullopt);
  client_.write("hello", kEnough);
  EXPECT_EQ(readOf(server_), "hello");
  server_.cancelReads();
  EXPECT_THROW((void)readOf(server_), Poco::Net::ConnectionAbortedException);
  server_.resumeReads();
  client_.write("again", kEnough);
  EXPECT_EQ(readOf(server_), "again");
}

TEST_P(SocketTest, AnIdleConnectionIsSilent) {
  EXPECT_TRUE(server_.silent());
  client_.write("octets", kEnough);
  const auto heard = [this] { return !server_.silent(); };
  EXPECT_TRUE(test::eventually(heard));
}

TEST_P(SocketTest, TheEndIsNotSilent) {
  client_.finishWriting();
  const auto heard = [this] { return !server_.silent(); };
  EXPECT_TRUE(test::eventually(heard));
}

TEST_P(SocketTest, ResetIsNotSilent) {
  client_.resetOnClose();
  client_.close();
  const auto heard = [this] { return !server_.silent(); };
  EXPECT_TRUE(test::eventually(heard));
}

TEST_P(SocketTest, AReadThatGetsNothingTimesOut) {
  std::array<char, 10> buffer{};
  EXPECT_THROW((void)server_.read(buffer.data(), buffer.size(), 20ms),
               Poco::TimeoutException);
  EXPECT_EQ(server_.tryRead(buffer.data(), buffer.size(), 20ms), std::nullopt);
}

TEST_P(SocketTest, AWriteThatNobodyTakesTimesOut) {
  const std::string much(64'000'000, 'x');
  EXPECT_THROW(client_.write(much, 20ms), Poco::TimeoutException);
}

TEST_P(SocketTest, FinishWritingIsTheEnd) {
  client_.finishWriting();
  EXPECT_EQ(readOf(server_), "");
  server_.write("answer", kEnough);
  EXPECT_EQ(readOf(client_), "answer");
}

TEST_P(SocketTest, CancelledReadsEndAndWritesGoOn) {
  std::thread canceller([this] { server_.cancelReads(); });
  EXPECT_THROW(readOf(server_), Poco::Net::ConnectionAbortedException);
  canceller.join();
  server_.write("still", kEnough);
  EXPECT_EQ(readOf(client_), "still");
}

TEST_P(SocketTest, AbortWakesAReader) {
  std::thread aborter([this] { server_.abort(); });
  try {
    EXPECT_EQ(readOf(server_), "") << "plain: the end of the stream";
  } catch (const Poco::Net::NetException& error) {
    EXPECT_NE(error.displayText(), "");  // reset or aborted
  }
  aborter.join();
}

TEST_P(SocketTest, AbortWakesAWriter) {
  const std::string much(64'000'000, 'x');
  std::thread aborter([this] { client_.abort(); });
  EXPECT_THROW(client_.write(much, kEnough),
               Poco::Net::ConnectionResetException);
  aborter.join();
}

/// Octet number n of the stream: no period that a buffer's size divides.
char octet(std::size_t n) {
  return static_cast<char>(n * 2654435761U >> 13U);
}

constexpr std::size_t kMuch = std::size_t{4} * 1024 * 1024;

void writeMuch(Socket& socket) {
  std::string much(kMuch, '\0');
  for (std::size_t n = 0; n < kMuch; ++n) much[n] = octet(n);
  socket.write(much, kEnough);
  socket.finishWriting(kEnough);
}

/// @return how many octets came, all of them right.
std::size_t readMuch(Socket& socket) {
  std::array<char, 777> buffer{};
  std::size_t total = 0;
  while (true) {
    const auto n = socket.read(buffer.data(), buffer.size(), kEnough);
    if (n == 0) return total;
    for (std::size_t i = 0; i < n; ++i) {
      if (buffer[i] != octet(total + i)) return total + i;
    }
    total += n;
  }
}

TEST_P(SocketTest, MuchInBothDirectionsAtOnceFromTwoThreads) {
  for (const int end : {client_.descriptor(), server_.descriptor()}) {
    const int little = 16'384;  // many partial writes
    ::setsockopt(end, SOL_SOCKET, SO_SNDBUF, &little, sizeof little);
  }
  std::size_t atClient = 0;
  std::thread one([this] { writeMuch(client_); });
  std::thread two([this] { writeMuch(server_); });
  std::thread three([&] { atClient = readMuch(client_); });
  const std::size_t atServer = readMuch(server_);
  one.join();
  two.join();
  three.join();
  EXPECT_EQ(atClient, kMuch);
  EXPECT_EQ(atServer, kMuch);
}

TEST(SocketHandshake, AClientThatSaysNothingTimesOut) {
  const Ends ends;
  const auto context = TlsContext::forServer({"", "", true}, {"h2"});
  Socket server(std::make_shared<Channel>(
      ends.server, context->accept(ends.server.impl()->sockfd())));
  EXPECT_THROW(server.handshake(20ms), Poco::TimeoutException);
}

TEST(SocketHandshake, IsAbortedFromAnotherThread) {
  const Ends ends;
  const auto context = TlsContext::forServer({"", "", true}, {"h2"});
  Socket server(std::make_shared<Channel>(
      ends.server, context->accept(ends.server.impl()->sockfd())));
  std::thread aborter([&server] { server.abort(); });
  EXPECT_THROW(server.handshake(kEnough), Poco::Net::NetException);
  aborter.join();
}

}  // namespace
}  // namespace hop::io
