// SPDX-License-Identifier: MIT
#include "tests/support/tls/Tls.h"

#include "tests/support/Errors.h"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <array>

namespace hop::test {

namespace {

void check(bool done) {
  if (!done) throw HarnessError("OpenSSL refuses what the test wants");
}

/// ALPN's list: each name behind its length (RFC 7301 section 3.1).
std::string lengthPrefixed(const std::vector<std::string>& names) {
  std::string list;
  for (const auto& name : names) list += static_cast<char>(name.size()) + name;
  return list;
}

void use(SSL_CTX* context, const Identity& identity) {
  BIO* text = BIO_new_mem_buf(identity.certificate.data(), -1);
  X509* certificate = PEM_read_bio_X509(text, nullptr, nullptr, nullptr);
  BIO_free(text);
  text = BIO_new_mem_buf(identity.key.data(), -1);
  EVP_PKEY* key = PEM_read_bio_PrivateKey(text, nullptr, nullptr, nullptr);
  BIO_free(text);
  const bool used = SSL_CTX_use_certificate(context, certificate) == 1 &&
                    SSL_CTX_use_PrivateKey(context, key) == 1;
  X509_free(certificate);
  EVP_PKEY_free(key);
  check(used);
}

}  // namespace

Tls::Tls(const Client& behaviour) : context_(SSL_CTX_new(TLS_client_method())) {
  // The oldest versions and suites must be possible to be refused.
  const std::string suites =
      behaviour.suites.empty() ? "ALL" : behaviour.suites;
  check(SSL_CTX_set_cipher_list(context_, (suites + ":@SECLEVEL=0").c_str()) ==
        1);
  SSL_CTX_set_min_proto_version(context_, behaviour.oldest);
  SSL_CTX_set_max_proto_version(context_, behaviour.newest);
  begin();
  const std::string offer = lengthPrefixed(behaviour.protocols);
  const auto* octets = reinterpret_cast<const unsigned char*>(offer.data());
  check(SSL_set_alpn_protos(session_, octets,
                            static_cast<unsigned>(offer.size())) == 0);
  if (!behaviour.serverName.empty()) {
    check(SSL_set_tlsext_host_name(session_, behaviour.serverName.c_str()) ==
          1);
  }
  SSL_set_connect_state(session_);
}

Tls::Tls(const Server& behaviour)
    : context_(SSL_CTX_new(TLS_server_method())),
      protocols_(behaviour.protocols) {
  use(context_, behaviour.identity);
  SSL_CTX_set_alpn_select_cb(context_, &Tls::select, this);
  begin();
  SSL_set_accept_state(session_);
}

void Tls::begin() {
  session_ = SSL_new(context_);
  check(session_ != nullptr);
  incoming_ = BIO_new(BIO_s_mem());
  outgoing_ = BIO_new(BIO_s_mem());
  SSL_set_bio(session_, incoming_, outgoing_);
}

Tls::~Tls() {
  SSL_free(session_);
  SSL_CTX_free(context_);
}

int Tls::select(SSL*, const unsigned char** chosen, unsigned char* size,
                const unsigned char* offer, unsigned int offerSize,
                void* self) {
  auto& tls = *static_cast<Tls*>(self);
  tls.offered_.clear();
  const unsigned char* best = nullptr;
  auto rank = tls.protocols_.end();
  for (unsigned at = 0; at < offerSize; at += 1U + offer[at]) {
    const std::string name(reinterpret_cast<const char*>(offer + at + 1),
                           offer[at]);
    tls.offered_.push_back(name);
    const auto found =
        std::find(tls.protocols_.begin(), tls.protocols_.end(), name);
    if (found >= rank) continue;
    rank = found;
    best = offer + at;
  }
  if (best == nullptr) return SSL_TLSEXT_ERR_NOACK;
  *chosen = best + 1;
  *size = *best;
  return SSL_TLSEXT_ERR_OK;
}

void Tls::judge(int result) {
  const int error = SSL_get_error(session_, result);
  if (error == SSL_ERROR_WANT_READ || error == SSL_ERROR_WANT_WRITE) return;
  ended_ = true;
  if (error == SSL_ERROR_ZERO_RETURN) return;  // close_notify
  std::array<char, 256> text{};
  ERR_error_string_n(ERR_get_error(), text.data(), text.size());
  failure_ = text.data();
}

bool Tls::handshake() {
  ERR_clear_error();
  const int result = SSL_do_handshake(session_);
  if (result != 1) judge(result);
  return result == 1;
}

void Tls::feed(std::string_view octets) {
  BIO_write(incoming_, octets.data(), static_cast<int>(octets.size()));
}

std::string Tls::drain() {
  std::string octets(BIO_ctrl_pending(outgoing_), '\0');
  if (!octets.empty()) {
    BIO_read(outgoing_, octets.data(), static_cast<int>(octets.size()));
  }
  return octets;
}

void Tls::write(std::string_view plain) {
  ERR_clear_error();
  const int result =
      SSL_write(session_, plain.data(), static_cast<int>(plain.size()));
  if (result <= 0) judge(result);
}

std::string Tls::read() {
  ERR_clear_error();
  std::string plain;
  std::array<char, 16'384> piece{};
  int size = 0;
  while ((size = SSL_read(session_, piece.data(),
                          static_cast<int>(piece.size()))) > 0) {
    plain.append(piece.data(), static_cast<std::size_t>(size));
  }
  judge(size);
  return plain;
}

void Tls::finish() {
  SSL_shutdown(session_);
}

std::string Tls::protocol() const {
  const unsigned char* name = nullptr;
  unsigned size = 0;
  SSL_get0_alpn_selected(session_, &name, &size);
  return {reinterpret_cast<const char*>(name), size};
}

std::string Tls::serverName() const {
  const char* name = SSL_get_servername(session_, TLSEXT_NAMETYPE_host_name);
  return name == nullptr ? "" : name;
}

bool Tls::certificateFits(const std::string& host) const {
  X509* certificate = SSL_get1_peer_certificate(session_);
  if (certificate == nullptr) return false;
  const bool fits =
      X509_check_host(certificate, host.c_str(), 0, 0, nullptr) == 1 ||
      X509_check_ip_asc(certificate, host.c_str(), 0) == 1;
  X509_free(certificate);
  return fits;
}

}  // namespace hop::test
