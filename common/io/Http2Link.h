// SPDX-License-Identifier: MIT
#pragma once

#include "common/http2/Session.h"
#include "common/io/Channel.h"
#include "common/io/Looped.h"

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace hop::io {

/// A channel and an HTTP/2 session on it, in a loop: reads, has the events
/// handled, does what other threads have asked for, writes. What the events
/// mean is for the server's and the client's connection to say.
class Http2Link : public Looped {
 public:
  using Milliseconds = std::chrono::milliseconds;

  /// How long what may take.
  struct Patience {
    Milliseconds head{10'000};   ///< a preface or a header block
    Milliseconds write{30'000};  ///< octets that nobody takes
  };

  /// @param early octets that were read before the protocol was known.
  Http2Link(std::shared_ptr<Channel> channel, std::string early,
            http2::Role role, const http2::Limits& limits);

  [[nodiscard]] int descriptor() const final { return channel_->descriptor(); }
  Next run() noexcept final;
  Next tick(Clock::time_point now) noexcept final;

  void leave() noexcept override { channel_->close(); }

  /// Has something done in the loop's thread, soon. From any thread; after the
  /// connection has gone it is never done.
  void post(std::function<void()> work);

 protected:
  virtual void onEvent(http2::StreamEvent event) = 0;
  /// The connection has gone, whoever ended it: nothing will arrive any more.
  virtual void onLost() = 0;
  /// The time for what depends on it: idle connections, streams that stall.
  virtual void onTick(Clock::time_point now) = 0;

  /// Ends the connection after what is written now.
  void close() { closing_ = true; }
  /// Ends it at once.
  void abort() { lost_ = true; }
  void setPatience(const Patience& patience) { patience_ = patience; }

  [[nodiscard]] http2::Session& session() { return session_; }
  [[nodiscard]] const Channel& channel() const { return *channel_; }

 private:
  void feed(std::string_view octets);
  void readAll();
  void runPosted();
  void writeAll();
  void collect();
  Next settle();
  Next linger();
  void lose();

  std::shared_ptr<Channel> channel_;
  http2::Session session_;
  Patience patience_;
  std::string early_;
  std::string out_;  ///< drained; empty only when there is nothing to say
  std::size_t written_ = 0;
  bool unended_ = false;  ///< close_notify found no room yet
  bool ended_ = false;    ///< the other side sends no more
  bool closing_ = false;
  bool lost_ = false;
  std::optional<Clock::time_point> lingerUntil_;
  std::optional<Clock::time_point> headSince_;
  std::optional<Clock::time_point> blockedSince_;
  Clock::time_point nextSecond_;

  std::mutex mutex_;  ///< guards what follows
  std::vector<std::function<void()>> posted_;
  bool gone_ = false;  ///< onLost() was called: nothing is taken any more
};

}  // namespace hop::io
