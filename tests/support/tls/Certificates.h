// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <vector>

using EVP_PKEY = struct evp_pkey_st;
using X509 = struct x509_st;

namespace hop::test {

/// A certificate and its private key, both as PEM.
struct Identity {
  std::string certificate;
  std::string key;
};

/// What a certificate says.
struct CertificateFor {
  std::vector<std::string> names{"localhost"};
  std::vector<std::string> addresses{"127.0.0.1"};
  std::chrono::seconds from{-3600};  ///< counted from now
  std::chrono::seconds until{3600};
};

/// Signs certificates for one case. Nobody knows it unless the case says so.
class Authority final {
 public:
  Authority();
  ~Authority();
  Authority(const Authority&) = delete;
  Authority& operator=(const Authority&) = delete;

  /// Its own certificate, as PEM: what --upstream-ca wants.
  [[nodiscard]] std::string certificate() const;
  /// @throws HarnessError when OpenSSL does not want to.
  [[nodiscard]] Identity issue(const CertificateFor& what = {}) const;

 private:
  EVP_PKEY* key_;
  X509* certificate_;
};

/// A file with that text, for as long as the object lives.
class TemporaryFile final {
 public:
  explicit TemporaryFile(const std::string& text);
  ~TemporaryFile();
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;

  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
};

}  // namespace hop::test
