// SPDX-License-Identifier: MIT
#pragma once

#include "common/io/Channel.h"

#include <Poco/Net/StreamSocket.h>

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace hop::io {

/// A connected socket, plain or inside TLS, whose every wait has an end. One
/// thread may read while another one writes; abort() and cancelReads() may be
/// called from any.
class Socket final {
 public:
  using Milliseconds = std::chrono::milliseconds;

  /// How long close_notify may wait for a reader that takes nothing.
  static constexpr Milliseconds kFarewell{2'000};

  /// A plain one.
  explicit Socket(const Poco::Net::StreamSocket& socket);
  /// On a channel that others may know too.
  explicit Socket(std::shared_ptr<Channel> channel);

  /// The TLS handshake; nothing without TLS, or when it is done already.
  /// @param timeout in total, however slowly it drips.
  /// @throws as read(), and TlsException.
  void handshake(Milliseconds timeout);

  /// Reads what is there, at most @p size octets; waits for the first one.
  /// @return 0 when the other side has ended its direction (FIN).
  /// @throws Poco::TimeoutException, Poco::Net::ConnectionResetException,
  ///   Poco::Net::ConnectionAbortedException after abort() or cancelReads().
  std::size_t read(char* buffer, std::size_t size, Milliseconds timeout);

  /// The same, but an empty optional when nothing comes in time.
  std::optional<std::size_t> tryRead(char* buffer, std::size_t size,
                                     Milliseconds timeout);

  /// Writes everything. The time is for progress: it starts again whenever
  /// the other side takes some octets.
  /// @throws as read().
  void write(std::string_view octets, Milliseconds timeout);

  /// As Channel has it.
  void makePatient() { channel_->makePatient(); }

  /// True when nothing has arrived and nothing has ended: so an idle connection
  /// should be. Takes the octet that should not be there. With TLS it reads
  /// what is only for TLS itself.
  [[nodiscard]] bool silent() const;
  /// How many octets were handed to the system, or to TLS, since it was made.
  [[nodiscard]] std::uint64_t written() const { return written_; }

  /// Nothing more will be written: FIN, and close_notify before it with TLS.
  /// Without TLS this never waits.
  void finishWriting(Milliseconds timeout = kFarewell) const;
  /// Ends both directions at once; a thread that waits here wakes up.
  void abort();
  /// Ends with RST instead of FIN when it is closed: the other side must not
  /// take what it has got for the whole.
  void resetOnClose() const { channel_->resetOnClose(); }
  /// Reads that wait now, and later ones, end with an exception; writing goes
  /// on.
  void cancelReads() { cancelled_ = true; }
  /// Whoever cancelled has been heard, or came too late.
  void resumeReads() { cancelled_ = false; }

  /// Inside TLS.
  [[nodiscard]] bool secure() const { return channel_->secure(); }
  /// What ALPN agreed on, or nothing.
  [[nodiscard]] std::string protocol() const { return channel_->protocol(); }
  [[nodiscard]] const std::shared_ptr<Channel>& channel() const {
    return channel_;
  }
  [[nodiscard]] int descriptor() const { return channel_->descriptor(); }
  [[nodiscard]] const Poco::Net::StreamSocket& poco() const {
    return channel_->poco();
  }
  /// Without close_notify.
  void close() { channel_->close(); }

 private:
  void throwIfCancelled() const;
  [[nodiscard]] bool waitToRead(Progress what, Milliseconds timeout) const;

  std::shared_ptr<Channel> channel_;
  std::atomic<bool> cancelled_{false};
  std::atomic<std::uint64_t> written_{0};
};

}  // namespace hop::io
