// SPDX-License-Identifier: MIT
#pragma once

#include <openssl/evp.h>
#include <openssl/x509.h>

#include <memory>

namespace hop::io {

/// A certificate for this machine that nobody vouches for, and its key, made
/// in memory: for localhost, 127.0.0.1 and ::1, from yesterday on (clocks
/// differ) for 30 days. Browsers and curl ask for consent (curl -k).
class SelfSigned final {
 public:
  /// @throws TlsException if OpenSSL cannot.
  SelfSigned();

  [[nodiscard]] X509* certificate() const { return certificate_.get(); }
  [[nodiscard]] EVP_PKEY* key() const { return key_.get(); }

 private:
  struct Free {
    void operator()(X509* certificate) const { X509_free(certificate); }
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
  };

  void name();
  void describe();

  std::unique_ptr<EVP_PKEY, Free> key_;
  std::unique_ptr<X509, Free> certificate_;
};

}  // namespace hop::io
