// SPDX-License-Identifier: MIT
#pragma once

#include <exception>
#include <functional>
#include <istream>
#include <optional>
#include <ostream>
#include <streambuf>
#include <string>
#include <string_view>

namespace hop::io {

/// Where a body's octets come from: the next piece, which stays valid until
/// the next call; an empty one is the end. May throw.
using PullBody = std::function<std::string_view()>;

/// What is there without waiting: the next piece, an empty one at the end, or
/// nothing yet. May throw.
using ReadyBody = std::function<std::optional<std::string_view>()>;

/// Where they go. Called with no octets by a flush() that has none: what
/// waits below should go out. May throw.
using PushBody = std::function<void(std::string_view octets)>;

/// The buffer of a BodyInput: it is whatever piece was pulled last.
class PullBuffer final : public std::streambuf {
 public:
  PullBuffer(PullBody pull, bool ended, ReadyBody ready);

  void rethrowFailure() const {
    if (failure_) std::rethrow_exception(failure_);
  }

 private:
  int_type underflow() override;
  std::streamsize showmanyc() override;
  std::streamsize xsgetn(char* text, std::streamsize count) override;

  /// @return false when it is the end.
  bool use(std::string_view piece);

  PullBody pull_;
  ReadyBody ready_;
  bool ended_;
  std::exception_ptr failure_;
};

/// The buffer of a BodyOutput.
class PushBuffer final : public std::streambuf {
 public:
  explicit PushBuffer(PushBody push);

  /// As sync(), but nothing happens when there are no octets.
  void pushRest() {
    if (!octets_.empty()) sync();
  }

 private:
  int_type overflow(int_type c) override;
  int sync() override;
  std::streamsize xsputn(const char* text, std::streamsize count) override;

  PushBody push_;
  std::string octets_;
};

/// A body as std::istream, as POCO's interfaces want it. Unlike POCO's own
/// streams it does not swallow what goes wrong below: the exception comes out
/// of the reading function. Only read() with octets in hand returns them
/// first, so that what did arrive is not lost; whoever then takes the stream's
/// end for the body's must ask rethrowFailure().
class BodyInput final : public std::istream {
 public:
  /// @param empty the head has said that no octet will come.
  /// @param ready what in_avail() asks; without it nothing is ever ready.
  ///   in_avail() is -1, as the standard has it, when the end is known.
  explicit BodyInput(PullBody pull, bool empty = false, ReadyBody ready = {});

  /// @throws what ended the body, if it was not its end.
  void rethrowFailure() const { buffer_.rethrowFailure(); }

 private:
  PullBuffer buffer_;
};

/// A body as std::ostream. Octets are collected until flush() or until the
/// buffer is full, then pushed in one piece. The destructor pushes nothing: a
/// message is ended by whoever knows that it is complete.
class BodyOutput final : public std::ostream {
 public:
  explicit BodyOutput(PushBody push);

  /// Pushes what was collected, if anything was: for whoever ends the message
  /// next and can say both in one.
  void pushRest() { buffer_.pushRest(); }

 private:
  PushBuffer buffer_;
};

}  // namespace hop::io
