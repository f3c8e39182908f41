// SPDX-License-Identifier: MIT
#include "common/io/Channel.h"
#include "tests/unit/tls_peers.h"

#include <gtest/gtest.h>
#include <sys/socket.h>

#include <array>
#include <string>
#include <thread>
#include <vector>

namespace hop::io {
namespace {

const Protocols kNone;

/// Both kinds of channel must behave alike.
class ChannelTest : public ::testing::TestWithParam<bool> {
 protected:
  ChannelTest() {
    if (GetParam()) {
      client_ = std::make_shared<Channel>(
          ends_.client, TlsContext::forClient({"", false}, kNone)
                            ->connect(ends_.client.impl()->sockfd(), "h"));
      server_ = std::make_shared<Channel>(
          ends_.server, TlsContext::forServer({"", "", true}, kNone)
                            ->accept(ends_.server.impl()->sockfd()));
    } else {
      client_ = std::make_shared<Channel>(ends_.client);
      server_ = std::make_shared<Channel>(ends_.server);
    }
    const Outcome outcome = shakeHands(*client_, *server_);
    EXPECT_EQ(outcome.client + outcome.server, "");
    // TLS 1.3: the tickets that come after the handshake.
    EXPECT_EQ(readNow(*client_).progress, Progress::NeedsRead);
  }

  Transfer readNow(Channel& channel) {
    return channel.read(buffer_.data(), buffer_.size());
  }

  /// What one read gives once it gives anything; at most 5 s.
  Transfer readSoon(Channel& channel) {
    for (int i = 0; i < 5'000; ++i) {
      const Transfer transfer = readNow(channel);
      if (transfer.progress != Progress::NeedsRead) return transfer;
      ::poll(nullptr, 0, 1);
    }
    return {Progress::NeedsRead, 0};
  }

  [[nodiscard]] std::string text(const Transfer& transfer) const {
    return {buffer_.data(), transfer.octets};
  }

  Ends ends_;
  std::shared_ptr<Channel> client_;
  std::shared_ptr<Channel> server_;
  std::array<char, 100> buffer_{};
};

INSTANTIATE_TEST_SUITE_P(PlainAndTls, ChannelTest, ::testing::Bool(),
                         [](const auto& kind) {
                           return std::string(kind.param ? "Tls" : "Plain");
                         });

TEST_P(ChannelTest, SaysWhatItIs) {
  EXPECT_EQ(client_->secure(), GetParam());
  EXPECT_EQ(client_->protocol(), "");
  EXPECT_EQ(client_->descriptor(), ends_.client.impl()->sockfd());
  EXPECT_EQ(client_->handshake(), Progress::Done) << "again";
}

TEST_P(ChannelTest, ReadingNothingDoesNotWait) {
  EXPECT_EQ(readNow(*server_).progress, Progress::NeedsRead);
  EXPECT_FALSE(server_->pending());
}

TEST_P(ChannelTest, OctetsArrive) {
  const Transfer sent = client_->write("hello");
  EXPECT_EQ(sent.progress, Progress::Done);
  EXPECT_EQ(sent.octets, 5U);
  EXPECT_EQ(text(readSoon(*server_)), "hello");
  EXPECT_EQ(client_->write("").progress, Progress::Done);
}

TEST_P(ChannelTest, WhatIsDecryptedAndNotReadIsPending) {
  (void)client_->write(std::string(150, 'x'));
  const Transfer first = readSoon(*server_);
  EXPECT_EQ(first.octets, 100U);
  EXPECT_EQ(server_->pending(), GetParam());
  EXPECT_EQ(readNow(*server_).octets, 50U);
  EXPECT_FALSE(server_->pending());
}

TEST_P(ChannelTest, AReaderThatTakesNothingStopsTheWriter) {
  const std::string piece(100'000, 'x');
  Transfer sent;
  std::size_t total = 0;
  for (int i = 0; i < 10'000 && sent.progress == Progress::Done; ++i) {
    sent = client_->write(piece);
    total += sent.octets;
  }
  EXPECT_EQ(sent.progress, Progress::NeedsWrite);
  EXPECT_GT(total, 0U);
}

TEST_P(ChannelTest, FinishWritingIsSeenAsTheEnd) {
  (void)client_->write("last");
  EXPECT_EQ(client_->finishWriting(), Progress::Done);
  EXPECT_EQ(text(readSoon(*server_)), "last");
  EXPECT_EQ(readSoon(*server_).progress, Progress::Ended);
  EXPECT_EQ(readNow(*server_).progress, Progress::Ended) << "and stays so";
  // The other direction goes on.
  (void)server_->write("answer");
  EXPECT_EQ(text(readSoon(*client_)), "answer");
}

TEST_P(ChannelTest, FinishWritingTwiceIsOnce) {
  EXPECT_EQ(client_->finishWriting(), Progress::Done);
  EXPECT_EQ(client_->finishWriting(), Progress::Done);
  EXPECT_EQ(readSoon(*server_).progress, Progress::Ended);
}

TEST_P(ChannelTest, CloseNotifyWaitsForRoom) {
  const std::string piece(100'000, 'x');
  const auto send = [&] {
    return ::send(client_->descriptor(), piece.data(), piece.size(),
                  MSG_DONTWAIT | MSG_NOSIGNAL);
  };
  std::size_t sent = 0;
  for (auto n = send(); n > 0; n = send()) sent += static_cast<std::size_t>(n);
  const auto full = GetParam() ? Progress::NeedsWrite : Progress::Done;
  EXPECT_EQ(client_->finishWriting(), full);
  // Read around TLS, which has never seen these octets.
  std::size_t received = 0;
  bool finished = !GetParam();
  std::vector<char> taken(piece.size());
  while (true) {
    pollfd wanted{server_->descriptor(), POLLIN, 0};
    if (::poll(&wanted, 1, 5'000) != 1) break;
    const auto n = ::recv(server_->descriptor(), taken.data(), taken.size(), 0);
    if (n <= 0) break;
    received += static_cast<std::size_t>(n);
    if (!finished) finished = client_->finishWriting() == Progress::Done;
  }
  EXPECT_TRUE(finished);
  EXPECT_EQ(received > sent, GetParam()) << received << " of " << sent;
}

TEST_P(ChannelTest, AWriteThatIsNotThroughIsNoCleanEnd) {
  const std::string piece(100'000, 'x');
  while (client_->write(piece).progress == Progress::Done) {
  }
  EXPECT_EQ(client_->finishWriting(), Progress::Done) << "FIN at least";
  const auto readToTheEnd = [&] {
    while (readSoon(*server_).progress == Progress::Done) {
    }
  };
  if (GetParam()) {
    EXPECT_THROW(readToTheEnd(), Poco::Net::ConnectionResetException);
  } else {
    EXPECT_NO_THROW(readToTheEnd());
  }
}

TEST_P(ChannelTest, AnEndWithoutCloseNotifyIsAnErrorInTls) {
  (void)client_->write("part");
  client_->close();
  EXPECT_EQ(text(readSoon(*server_)), "part");
  if (GetParam()) {
    EXPECT_THROW(readSoon(*server_), Poco::Net::ConnectionResetException);
  } else {
    EXPECT_EQ(readSoon(*server_).progress, Progress::Ended);
  }
}

TEST_P(ChannelTest, AResetIsAnException) {
  client_->resetOnClose();
  client_->close();
  EXPECT_THROW(readSoon(*server_), Poco::Net::ConnectionResetException);
}

TEST_P(ChannelTest, AbortWakesWhoeverPolls) {
  std::thread aborter([this] { server_->abort(); });
  pollfd wanted{server_->descriptor(), POLLIN, 0};
  EXPECT_EQ(::poll(&wanted, 1, 5'000), 1);
  aborter.join();
  EXPECT_THROW((void)server_->write("x"), Poco::Net::ConnectionResetException);
}

}  // namespace
}  // namespace hop::io
