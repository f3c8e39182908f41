// SPDX-License-Identifier: MIT
#include "tests/support/tls/Certificates.h"

#include "tests/support/Errors.h"

#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace hop::test {

namespace {

struct Free {
  void operator()(X509* certificate) const { X509_free(certificate); }
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
  void operator()(BIO* bio) const { BIO_free(bio); }
};
template <class Type>
using Owned = std::unique_ptr<Type, Free>;

void check(bool done) {
  if (!done) throw HarnessError("OpenSSL cannot make a certificate");
}

template <class Write>
std::string asPem(Write write) {
  const Owned<BIO> bio(BIO_new(BIO_s_mem()));
  check(write(bio.get()) == 1);
  char* text = nullptr;
  const auto size = BIO_get_mem_data(bio.get(), &text);
  return {text, static_cast<std::size_t>(size)};
}

std::string pem(X509* certificate) {
  return asPem([&](BIO* bio) { return PEM_write_bio_X509(bio, certificate); });
}

std::string pem(EVP_PKEY* key) {
  return asPem([&](BIO* bio) {
    return PEM_write_bio_PrivateKey(bio, key, nullptr, nullptr, 0, nullptr,
                                    nullptr);
  });
}

void addExtension(X509* certificate, int kind, const std::string& value) {
  X509_EXTENSION* extension =
      X509V3_EXT_conf_nid(nullptr, nullptr, kind, value.c_str());
  check(extension != nullptr);
  check(X509_add_ext(certificate, extension, -1) == 1);
  X509_EXTENSION_free(extension);
}

/// A certificate with everything but its extensions and signature.
Owned<X509> blank(EVP_PKEY* key, const std::string& subject,
                  const CertificateFor& what) {
  static std::atomic<long> serial{::getpid() * 1000L};
  Owned<X509> made(X509_new());
  X509_set_version(made.get(), 2);
  ASN1_INTEGER_set(X509_get_serialNumber(made.get()), ++serial);
  X509_gmtime_adj(X509_getm_notBefore(made.get()), what.from.count());
  X509_gmtime_adj(X509_getm_notAfter(made.get()), what.until.count());
  check(X509_set_pubkey(made.get(), key) == 1);
  const auto* text = reinterpret_cast<const unsigned char*>(subject.c_str());
  check(X509_NAME_add_entry_by_txt(X509_get_subject_name(made.get()), "CN",
                                   MBSTRING_ASC, text, -1, -1, 0) == 1);
  return made;
}

std::string alternativeNames(const CertificateFor& what) {
  std::string list;
  for (const auto& name : what.names) {
    list += (list.empty() ? "DNS:" : ",DNS:") + name;
  }
  for (const auto& address : what.addresses) {
    list += (list.empty() ? "IP:" : ",IP:") + address;
  }
  return list;
}

}  // namespace

Authority::Authority() : key_(EVP_EC_gen("P-256")), certificate_(nullptr) {
  check(key_ != nullptr);
  Owned<X509> made = blank(key_, "an authority of one test case", {});
  X509_set_issuer_name(made.get(), X509_get_subject_name(made.get()));
  addExtension(made.get(), NID_basic_constraints, "critical,CA:TRUE");
  addExtension(made.get(), NID_key_usage, "critical,keyCertSign");
  check(X509_sign(made.get(), key_, EVP_sha256()) != 0);
  certificate_ = made.release();
}

Authority::~Authority() {
  X509_free(certificate_);
  EVP_PKEY_free(key_);
}

std::string Authority::certificate() const {
  return pem(certificate_);
}

Identity Authority::issue(const CertificateFor& what) const {
  const Owned<EVP_PKEY> key(EVP_EC_gen("P-256"));
  check(key != nullptr);
  const Owned<X509> made = blank(key.get(), "a peer of one test case", what);
  X509_set_issuer_name(made.get(), X509_get_subject_name(certificate_));
  addExtension(made.get(), NID_subject_alt_name, alternativeNames(what));
  check(X509_sign(made.get(), key_, EVP_sha256()) != 0);
  return {pem(made.get()), pem(key.get())};
}

TemporaryFile::TemporaryFile(const std::string& text)
    : path_((std::filesystem::temp_directory_path() / "hop-test-XXXXXX")
                .string()) {
  const int descriptor = ::mkstemp(path_.data());
  if (descriptor < 0) throw HarnessError("cannot write " + path_);
  ::close(descriptor);
  std::ofstream(path_) << text;
}

TemporaryFile::~TemporaryFile() {
  std::error_code ignored;
  std::filesystem::remove(path_, ignored);
}

}  // namespace hop::test
