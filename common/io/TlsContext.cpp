// SPDX-License-Identifier: MIT
#include "common/io/TlsContext.h"

#include "common/io/SelfSigned.h"
#include "common/io/TlsFiles.h"

#include <openssl/err.h>
#include <openssl/x509v3.h>

#include <utility>

namespace hop::io {

namespace {

/// Ephemeral keys, and encryption that also proves itself. TLS 1.3 has no
/// other suites (RFC 9113 section 9.2.2 and its appendix A).
constexpr const char* kSuites = "ECDHE+AESGCM:ECDHE+CHACHA20";

/// Names as ALPN writes them (RFC 7301 section 3.1).
std::string onTheWire(const Protocols& protocols) {
  std::string wire;
  for (const std::string& name : protocols) {
    if (name.empty() || name.size() > 255) {
      throw TlsException("'" + name + "' cannot be a protocol's name");
    }
    wire += static_cast<char>(name.size());
    wire += name;
  }
  return wire;
}

const unsigned char* octetsOf(const std::string& text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

int selectProtocol(SSL*, const unsigned char** out, unsigned char* outSize,
                   const unsigned char* offered, unsigned offeredSize,
                   void* wire) {
  const auto& ours = *static_cast<const std::string*>(wire);
  unsigned char* chosen = nullptr;
  const int result = SSL_select_next_proto(&chosen, outSize, octetsOf(ours),
                                           static_cast<unsigned>(ours.size()),
                                           offered, offeredSize);
  *out = chosen;
  return result == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK
                                          : SSL_TLSEXT_ERR_ALERT_FATAL;
}

/// The certificate must be for this address, or for this name. The subject's
/// CN does not count (RFC 9110 section 4.3.4), and the name goes into SNI
/// without the dot that may end it (RFC 6066 section 3).
void expectHost(SSL* ssl, std::string host) {
  X509_VERIFY_PARAM* const wanted = SSL_get0_param(ssl);
  const std::string address = host.substr(0, host.find('%'));  // of fe80::1%lo
  if (X509_VERIFY_PARAM_set1_ip_asc(wanted, address.c_str()) == 1) return;
  ERR_clear_error();
  if (host.ends_with('.')) host.pop_back();
  X509_VERIFY_PARAM_set_hostflags(wanted,
                                  X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS |
                                      X509_CHECK_FLAG_NEVER_CHECK_SUBJECT);
  checkTls(X509_VERIFY_PARAM_set1_host(wanted, host.c_str(), 0) == 1);
  checkTls(SSL_set_tlsext_host_name(ssl, host.c_str()) == 1);
}

}  // namespace

TlsContext::TlsContext(const Protocols& protocols)
    : protocols_(onTheWire(protocols)), context_(SSL_CTX_new(TLS_method())) {
  checkTls(context_ != nullptr);
  SSL_CTX_set_min_proto_version(context_, TLS1_2_VERSION);
  SSL_CTX_set_cipher_list(context_, kSuites);
  SSL_CTX_set_options(context_,
                      SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION);
  // Whoever was told to wait comes back with what is left, wherever it lies.
  SSL_CTX_set_mode(context_, SSL_MODE_ENABLE_PARTIAL_WRITE |
                                 SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER |
                                 SSL_MODE_RELEASE_BUFFERS);
  // Tickets need no memory here (RFC 8446 section 2.2); a cache would.
  SSL_CTX_set_session_cache_mode(context_, SSL_SESS_CACHE_OFF);
}

TlsContext::~TlsContext() {
  SSL_CTX_free(context_);
}

std::shared_ptr<TlsContext> TlsContext::forServer(
    const Certificate& certificate, const Protocols& protocols) {
  ERR_clear_error();
  std::shared_ptr<TlsContext> made(new TlsContext(protocols));
  made->useCertificate(certificate);
  if (!protocols.empty()) {
    SSL_CTX_set_alpn_select_cb(made->context_, selectProtocol,
                               &made->protocols_);
  }
  return made;
}

std::shared_ptr<TlsContext> TlsContext::forClient(const Trust& trust,
                                                  const Protocols& protocols) {
  ERR_clear_error();
  std::shared_ptr<TlsContext> made(new TlsContext(protocols));
  made->useTrust(trust);
  const std::string& wire = made->protocols_;
  // 0 is success, here alone.
  checkTls(wire.empty() ||
           SSL_CTX_set_alpn_protos(made->context_, octetsOf(wire),
                                   static_cast<unsigned>(wire.size())) == 0);
  return made;
}

void TlsContext::useCertificate(const Certificate& certificate) {
  if (certificate.selfSigned) {
    const SelfSigned made;
    checkTls(SSL_CTX_use_certificate(context_, made.certificate()) == 1);
    checkTls(SSL_CTX_use_PrivateKey(context_, made.key()) == 1);
  } else {
    useCertificateFiles(context_, certificate);
  }
}

void TlsContext::useTrust(const Trust& trust) {
  SSL_CTX_set_verify(context_, trust.verify ? SSL_VERIFY_PEER : SSL_VERIFY_NONE,
                     nullptr);
  if (trust.authorityFile.empty()) {
    checkTls(SSL_CTX_set_default_verify_paths(context_) == 1);
  } else {
    useAuthorityFile(context_, trust.authorityFile);
  }
}

SslPtr TlsContext::make(int descriptor) const {
  ERR_clear_error();
  SslPtr ssl(SSL_new(context_));
  checkTls(ssl != nullptr && SSL_set_fd(ssl.get(), descriptor) == 1);
  return ssl;
}

std::unique_ptr<Tls> TlsContext::accept(int descriptor) const {
  SslPtr ssl = make(descriptor);
  SSL_set_accept_state(ssl.get());
  return std::make_unique<Tls>(std::move(ssl), shared_from_this());
}

std::unique_ptr<Tls> TlsContext::connect(int descriptor,
                                         const std::string& host) const {
  SslPtr ssl = make(descriptor);
  SSL_set_connect_state(ssl.get());
  expectHost(ssl.get(), host);
  return std::make_unique<Tls>(std::move(ssl), shared_from_this());
}

}  // namespace hop::io
