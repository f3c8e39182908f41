// SPDX-License-Identifier: MIT
#pragma once

#include "common/io/Channel.h"
#include "common/io/TlsException.h"

#include <openssl/ssl.h>

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace hop::io {

/// Frees what OpenSSL made.
struct SslFree {
  void operator()(SSL* ssl) const { SSL_free(ssl); }
};
using SslPtr = std::unique_ptr<SSL, SslFree>;

/// One TLS connection on a non-blocking descriptor that belongs to somebody
/// else: an SSL of OpenSSL, and its results as Progress. For one thread at a
/// time; Channel sees to that. Errors are those of Channel.
class Tls final {
 public:
  /// @param ssl with its descriptor and its role.
  /// @param context what the callbacks of @p ssl point to.
  Tls(SslPtr ssl, std::shared_ptr<const void> context);
  ~Tls() = default;
  Tls(const Tls&) = delete;
  Tls& operator=(const Tls&) = delete;

  Progress handshake();
  Transfer read(char* buffer, std::size_t size);
  Transfer write(std::string_view octets);
  /// Sends close_notify, once. Not before the handshake is done, after a
  /// failure, or in the middle of a write(): such an end is none.
  Progress shutdown();

  /// Octets that are decrypted and not read yet.
  [[nodiscard]] bool pending() const;
  /// What ALPN agreed on, or nothing.
  [[nodiscard]] std::string protocol() const;

 private:
  Progress outcome(int result);

  std::shared_ptr<const void> context_;
  SslPtr ssl_;
  bool failed_ = false;    ///< OpenSSL must not be asked again
  bool halfSent_ = false;  ///< a record waits for the rest of a write()
  bool finished_ = false;  ///< close_notify is sent
};

}  // namespace hop::io
