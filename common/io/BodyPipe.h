// SPDX-License-Identifier: MIT
#pragma once

#include "common/http2/Session.h"

#include <Poco/Net/MessageHeader.h>

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <exception>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>

namespace hop::io {

/// A body on its way between two threads: one of them waits (a handler), the
/// other one must not (the owner of a connection). It ends in one of two ways:
/// finish() says that it is complete, abort() that it never will be.
///
///     handler ── write() ──▶ pipe ── read() ───────▶ connection
///     handler ◀── pull() ─── pipe ◀── append() ───── connection
class BodyPipe final : public http2::BodySource {
 public:
  using Milliseconds = std::chrono::milliseconds;

  /// @param capacity octets that write() puts in before it waits. append() does
  ///   not look at it: what arrives is bounded by the window that we gave.
  explicit BodyPipe(std::size_t capacity) : capacity_(capacity) {}

  /// Is called, in the thread of the handler, when there is something to do for
  /// the connection: octets to read, an end, octets that were consumed. Set it
  /// before the pipe is used.
  void onProgress(std::function<void()> callback) {
    onProgress_ = std::move(callback);
  }

  // The side that waits.

  /// Waits while the pipe is full. @throws Poco::TimeoutException when nothing
  /// is taken for so long, what abort() was given.
  void write(std::string_view octets, Milliseconds patience);
  /// Waits for octets; empty at the end. What was given before is consumed.
  /// @throws Poco::TimeoutException, what abort() was given.
  std::string_view pull(Milliseconds patience);
  /// As pull() and write(), for somebody who must not wait either (a tunnel):
  /// what can be done now. Not to be mixed with them.
  Piece tryPull(char* buffer, std::size_t size);
  std::size_t tryWrite(std::string_view octets);
  /// Is called, in the thread of the connection, when there is something to do
  /// for such a somebody: octets to pull, an end, room to write.
  void onArrival(std::function<void()> callback) {
    onArrival_ = std::move(callback);
  }
  /// The last octet has been pulled and it is known to be the last.
  [[nodiscard]] bool ended() const;

  // The side that does not.

  void append(std::string_view octets);
  Piece read(char* buffer, std::size_t size) override;
  /// Octets that wait to be read.
  [[nodiscard]] std::size_t held() const;
  /// Octets that were pulled and used since the last call.
  std::size_t takeConsumed();
  /// Keeps what is read until forgetRead(), if it is not more than @p most.
  void keepRead(std::size_t most);
  void forgetRead();
  /// Puts back what was read and kept. @return false when that is not all.
  [[nodiscard]] bool rewind();

  // Both.

  void finish(const Poco::Net::MessageHeader& trailers = {});
  /// Octets that are in the pipe already may still be taken; behind them is the
  /// failure. After finish() nothing can fail any more; only the first call
  /// counts.
  void abort(std::exception_ptr reason);
  [[nodiscard]] Poco::Net::MessageHeader trailers() override;

 private:
  [[nodiscard]] Piece::Then whatFollows() const;
  Piece take(char* buffer, std::size_t size);
  void arrived() const {
    if (onArrival_) onArrival_();
  }
  void progressed() const {
    if (onProgress_) onProgress_();
  }

  const std::size_t capacity_;
  std::function<void()> onProgress_;
  std::function<void()> onArrival_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::string octets_;
  std::size_t taken_ = 0;  ///< octets at the front that were read already
  std::string pulled_;     ///< what the last pull() gave
  std::size_t consumed_ = 0;
  std::string kept_;
  std::size_t mostKept_ = 0;
  bool lost_ = false;  ///< what was read is not kept, or not all of it
  bool finished_ = false;
  std::exception_ptr failure_;
  Poco::Net::MessageHeader trailers_;
};

}  // namespace hop::io
