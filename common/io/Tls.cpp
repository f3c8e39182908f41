// SPDX-License-Identifier: MIT
#include "common/io/Tls.h"

#include <openssl/err.h>
#include <openssl/x509.h>

#include <cerrno>
#include <utility>

namespace hop::io {

namespace {

/// OpenSSL looks at old errors of the thread when it judges a new result.
void forgetOldErrors() {
  ERR_clear_error();
  errno = 0;
}

bool isReason(unsigned long code, int reason) {
  return ERR_GET_LIB(code) == ERR_LIB_SSL && ERR_GET_REASON(code) == reason;
}

/// @param error errno, right after the call.
[[noreturn]] void throwSystemError(int error) {
  if (error == ECONNRESET || error == EPIPE || error == 0) {
    throw Poco::Net::ConnectionResetException();
  }
  throw Poco::Net::NetException("socket", error);
}

[[noreturn]] void throwTlsError(const SSL* ssl) {
  const unsigned long code = ERR_peek_error();
  if (isReason(code, SSL_R_UNEXPECTED_EOF_WHILE_READING)) {
    ERR_clear_error();
    throw Poco::Net::ConnectionResetException("ended without close_notify");
  }
  if (isReason(code, SSL_R_CERTIFICATE_VERIFY_FAILED)) {
    ERR_clear_error();
    throw TlsException(
        X509_verify_cert_error_string(SSL_get_verify_result(ssl)));
  }
  throw TlsException(takeTlsError());
}

}  // namespace

Tls::Tls(SslPtr ssl, std::shared_ptr<const void> context)
    : context_(std::move(context)), ssl_(std::move(ssl)) {}

Progress Tls::outcome(int result) {
  const int error = errno;
  switch (SSL_get_error(ssl_.get(), result)) {
    case SSL_ERROR_NONE:
      return Progress::Done;
    case SSL_ERROR_WANT_READ:
      return Progress::NeedsRead;
    case SSL_ERROR_WANT_WRITE:
      return Progress::NeedsWrite;
    case SSL_ERROR_ZERO_RETURN:
      return Progress::Ended;
    case SSL_ERROR_SYSCALL:
      failed_ = true;
      throwSystemError(error);
    default:
      failed_ = true;
      throwTlsError(ssl_.get());
  }
}

Progress Tls::handshake() {
  forgetOldErrors();
  return outcome(SSL_do_handshake(ssl_.get()));
}

Transfer Tls::read(char* buffer, std::size_t size) {
  forgetOldErrors();
  std::size_t octets = 0;
  const int result = SSL_read_ex(ssl_.get(), buffer, size, &octets);
  return {outcome(result), octets};
}

Transfer Tls::write(std::string_view octets) {
  if (octets.empty()) return {};
  forgetOldErrors();
  std::size_t taken = 0;
  const int result =
      SSL_write_ex(ssl_.get(), octets.data(), octets.size(), &taken);
  halfSent_ = result != 1;
  return {outcome(result), taken};
}

Progress Tls::shutdown() {
  const bool ready = SSL_is_init_finished(ssl_.get()) == 1 && !failed_;
  // Asked once more than needed, OpenSSL would wait for the other side's.
  if (!ready || halfSent_ || finished_) return Progress::Done;
  forgetOldErrors();
  const int result = SSL_shutdown(ssl_.get());
  const bool full =
      result < 0 && SSL_get_error(ssl_.get(), result) == SSL_ERROR_WANT_WRITE;
  ERR_clear_error();
  finished_ = !full;
  return full ? Progress::NeedsWrite : Progress::Done;
}

bool Tls::pending() const {
  return SSL_pending(ssl_.get()) > 0;
}

std::string Tls::protocol() const {
  const unsigned char* name = nullptr;
  unsigned size = 0;
  SSL_get0_alpn_selected(ssl_.get(), &name, &size);
  return {name, name + size};
}

}  // namespace hop::io
