// SPDX-License-Identifier: MIT
#pragma once

#include "common/io/Tls.h"

#include <openssl/ssl.h>

#include <memory>
#include <string>
#include <vector>

namespace hop::io {

/// Names of ALPN (RFC 7301), the preferred one first: "h2", "http/1.1".
using Protocols = std::vector<std::string>;

/// What a listener shows to its clients.
struct Certificate {
  std::string certificateFile;  ///< PEM, with its chain
  std::string keyFile;          ///< PEM, not encrypted
  bool selfSigned = false;      ///< made in memory; the files do not matter
};

/// How a client judges its upstream.
struct Trust {
  std::string authorityFile;  ///< PEM; empty: the system's authorities
  bool verify = true;
};

/// What all TLS connections of one listener, or to one upstream, have in
/// common. TLS 1.2 or newer; for TLS 1.2 only suites with ECDHE and AEAD,
/// which HTTP/2 asks for (RFC 9113 section 9.2.2). May be used by any thread.
///
/// OpenSSL writes with write(): the process must ignore SIGPIPE.
class TlsContext final : public std::enable_shared_from_this<TlsContext> {
 public:
  /// A client that offers ALPN, and none of @p protocols, is refused with the
  /// alert no_application_protocol (RFC 7301 section 3.2); one that offers
  /// nothing goes on without.
  /// @throws TlsException with one sentence when a file cannot be read, is no
  ///   PEM, or key and certificate do not belong together.
  static std::shared_ptr<TlsContext> forServer(const Certificate& certificate,
                                               const Protocols& protocols);
  /// @throws TlsException with one sentence when the file of authorities
  ///   cannot be read or holds none.
  static std::shared_ptr<TlsContext> forClient(const Trust& trust,
                                               const Protocols& protocols);
  ~TlsContext();
  TlsContext(const TlsContext&) = delete;
  TlsContext& operator=(const TlsContext&) = delete;

  /// The server's end of a connection. The descriptor must not block: Channel
  /// sees to that.
  [[nodiscard]] std::unique_ptr<Tls> accept(int descriptor) const;
  /// The client's end. @param host what the certificate must be for; a name
  ///   is also sent as SNI, an address is not (RFC 6066 section 3).
  [[nodiscard]] std::unique_ptr<Tls> connect(int descriptor,
                                             const std::string& host) const;

 private:
  explicit TlsContext(const Protocols& protocols);

  void useCertificate(const Certificate& certificate);
  void useTrust(const Trust& trust);
  [[nodiscard]] SslPtr make(int descriptor) const;

  std::string protocols_;  ///< as ALPN writes them: length, name, length...
  SSL_CTX* context_;
};

}  // namespace hop::io
