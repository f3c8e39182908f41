// SPDX-License-Identifier: MIT
#include "common/io/SelfSigned.h"

#include "common/io/TlsException.h"

#include <openssl/ec.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

#include <array>
#include <cstdint>
#include <utility>

namespace hop::io {

namespace {

constexpr long kDay = 24L * 60 * 60;

/// What a server's certificate may be used for, and for which names (RFC 5280
/// section 4.2): the subject's own name counts for nobody any more.
constexpr std::array<std::pair<int, const char*>, 5> kExtensions{{
    {NID_basic_constraints, "critical,CA:FALSE"},
    {NID_key_usage, "critical,digitalSignature"},
    {NID_ext_key_usage, "serverAuth"},
    {NID_subject_alt_name, "DNS:localhost,IP:127.0.0.1,IP:::1"},
    {NID_subject_key_identifier, "hash"},
}};

}  // namespace

SelfSigned::SelfSigned() : key_(EVP_EC_gen("P-256")), certificate_(X509_new()) {
  checkTls(key_ && certificate_);
  X509* const made = certificate_.get();
  checkTls(X509_set_version(made, X509_VERSION_3) == 1);
  checkTls(X509_set_pubkey(made, key_.get()) == 1);
  checkTls(X509_gmtime_adj(X509_getm_notBefore(made), -kDay) != nullptr);
  checkTls(X509_gmtime_adj(X509_getm_notAfter(made), 29 * kDay) != nullptr);
  name();
  describe();
  checkTls(X509_sign(made, key_.get(), EVP_sha256()) > 0);
}

/// The number is by chance: browsers refuse two certificates with one name
/// and one number.
void SelfSigned::name() {
  std::uint64_t serial = 0;
  checkTls(RAND_bytes(reinterpret_cast<unsigned char*>(&serial),
                      sizeof serial) == 1);
  checkTls(ASN1_INTEGER_set_uint64(X509_get_serialNumber(certificate_.get()),
                                   serial) == 1);
  X509_NAME* const subject = X509_get_subject_name(certificate_.get());
  checkTls(X509_NAME_add_entry_by_txt(
               subject, "CN", MBSTRING_ASC,
               reinterpret_cast<const unsigned char*>("localhost"), -1, -1,
               0) == 1);
  checkTls(X509_set_issuer_name(certificate_.get(), subject) == 1);
}

void SelfSigned::describe() {
  X509V3_CTX context{};
  X509V3_set_ctx(&context, certificate_.get(), certificate_.get(), nullptr,
                 nullptr, 0);
  for (const auto& [nid, value] : kExtensions) {
    X509_EXTENSION* const extension =
        X509V3_EXT_conf_nid(nullptr, &context, nid, value);
    checkTls(extension != nullptr);
    const int added = X509_add_ext(certificate_.get(), extension, -1);
    X509_EXTENSION_free(extension);
    checkTls(added == 1);
  }
}

}  // namespace hop::io
