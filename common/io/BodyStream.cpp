// SPDX-License-Identifier: MIT
#include "common/io/BodyStream.h"

#include <algorithm>
#include <utility>

namespace hop::io {

namespace {

/// A push per this many octets when nobody flushes.
constexpr std::size_t kCollected = std::size_t{16} * 1024;

}  // namespace

PullBuffer::PullBuffer(PullBody pull, bool ended, ReadyBody ready)
    : pull_(std::move(pull)), ready_(std::move(ready)), ended_(ended) {}

bool PullBuffer::use(std::string_view piece) {
  char* const first = const_cast<char*>(piece.data());  // only read from
  setg(first, first, first + piece.size());
  ended_ = piece.empty();
  return !ended_;
}

/// What goes wrong is told by the next read: this is only a question.
std::streamsize PullBuffer::showmanyc() {
  if (ended_) return -1;
  if (!ready_ || failure_) return 0;
  try {
    const auto piece = ready_();
    if (piece) return use(*piece) ? egptr() - gptr() : -1;
  } catch (...) {
    failure_ = std::current_exception();
  }
  return 0;
}

std::streamsize PullBuffer::xsgetn(char* text, std::streamsize count) {
  std::streamsize done = 0;
  try {
    while (done < count) {
      if (gptr() == egptr() &&
          traits_type::eq_int_type(underflow(), traits_type::eof())) {
        break;
      }
      const auto n = std::min<std::streamsize>(count - done, egptr() - gptr());
      std::copy_n(gptr(), n, text + done);
      gbump(static_cast<int>(n));
      done += n;
    }
  } catch (...) {
    if (done == 0) throw;
  }
  return done;
}

PullBuffer::int_type PullBuffer::underflow() {
  rethrowFailure();
  std::string_view piece;
  try {
    piece = pull_();
  } catch (...) {
    failure_ = std::current_exception();
    throw;
  }
  if (!use(piece)) return traits_type::eof();
  return traits_type::to_int_type(*gptr());
}

PushBuffer::PushBuffer(PushBody push) : push_(std::move(push)) {}

PushBuffer::int_type PushBuffer::overflow(int_type c) {
  if (traits_type::eq_int_type(c, traits_type::eof())) return 0;
  const char octet = traits_type::to_char_type(c);
  xsputn(&octet, 1);
  return c;
}

std::streamsize PushBuffer::xsputn(const char* text, std::streamsize count) {
  const std::string_view more(text, static_cast<std::size_t>(count));
  if (octets_.empty() && more.size() >= kCollected) {
    push_(more);  // nothing to be gained by one more copy
    return count;
  }
  octets_ += more;
  if (octets_.size() >= kCollected) sync();
  return count;
}

int PushBuffer::sync() {
  push_(octets_);
  octets_.clear();
  return 0;
}

BodyInput::BodyInput(PullBody pull, bool empty, ReadyBody ready)
    : std::istream(nullptr), buffer_(std::move(pull), empty, std::move(ready)) {
  rdbuf(&buffer_);               // also clears the state
  exceptions(std::ios::badbit);  // rethrows what comes out of the buffer
}

BodyOutput::BodyOutput(PushBody push)
    : std::ostream(nullptr), buffer_(std::move(push)) {
  rdbuf(&buffer_);
  exceptions(std::ios::badbit);
}

}  // namespace hop::io
