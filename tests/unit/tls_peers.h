// SPDX-License-Identifier: MIT
#pragma once

#include "common/io/Socket.h"
#include "common/io/TlsContext.h"

#include <Poco/Exception.h>
#include <Poco/Net/ServerSocket.h>
#include <Poco/Net/SocketAddress.h>
#include <Poco/TemporaryFile.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <poll.h>

#include <csignal>
#include <fstream>
#include <memory>
#include <ostream>
#include <string>
#include <utility>

namespace hop::io {

/// Two ends of one connection on the loopback interface.
struct Ends {
  Ends() {
    std::signal(SIGPIPE, SIG_IGN);  // as the step programs do
    const Poco::Net::ServerSocket listener(
        Poco::Net::SocketAddress("127.0.0.1", 0));
    client.connect(listener.address());
    server = Poco::Net::ServerSocket(listener).acceptConnection();
  }

  Poco::Net::StreamSocket client;
  Poco::Net::StreamSocket server;
};

/// How a handshake went at each end: "" or the exception's text.
struct Outcome {
  std::string client;
  std::string server;

  bool operator==(const Outcome& other) const = default;
};

inline std::ostream& operator<<(std::ostream& out, const Outcome& outcome) {
  return out << "client: '" << outcome.client << "', server: '"
             << outcome.server << "'";
}

/// One call of handshake().
/// @return false when there is nothing more to do.
inline bool stepOf(Channel& channel, std::string& error) {
  try {
    return channel.handshake() != Progress::Done;
  } catch (const Poco::Exception& caught) {
    error = caught.displayText();
    channel.abort();
    return false;
  }
}

/// Both ends take turns until both are through; one that fails hangs up.
inline Outcome shakeHands(Channel& client, Channel& server) {
  Outcome outcome;
  bool clientGoes = true;
  bool serverGoes = true;
  for (int turn = 0; turn < 5'000 && (clientGoes || serverGoes); ++turn) {
    if (clientGoes) clientGoes = stepOf(client, outcome.client);
    if (serverGoes) serverGoes = stepOf(server, outcome.server);
    ::poll(nullptr, 0, 1);
  }
  if (clientGoes) outcome.client = "did not end";
  if (serverGoes) outcome.server = "did not end";
  return outcome;
}

/// A certificate that a test needs, as PEM files that go with the object.
class TestCertificate {
 public:
  struct Wish {
    std::string names = "DNS:localhost,IP:127.0.0.1";  ///< or none
    std::string usage = "CA:FALSE";
    long fromDays = -1;
    long untilDays = 1;
    const TestCertificate* issuer = nullptr;  ///< null: itself
    const char* commonName = "test";
  };

  explicit TestCertificate(const Wish& wish)
      : key_(EVP_EC_gen("P-256"), EVP_PKEY_free),
        certificate_(X509_new(), X509_free) {
    X509* const made = certificate_.get();
    X509_set_version(made, X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(made), ++serial());
    X509_set_pubkey(made, key_.get());
    X509_gmtime_adj(X509_getm_notBefore(made), wish.fromDays * kDay);
    X509_gmtime_adj(X509_getm_notAfter(made), wish.untilDays * kDay);
    X509_NAME* const name = X509_get_subject_name(made);
    X509_NAME_add_entry_by_txt(
        name, "CN", MBSTRING_ASC,
        reinterpret_cast<const unsigned char*>(wish.commonName), -1, -1, 0);
    const TestCertificate& issuer = wish.issuer ? *wish.issuer : *this;
    X509_set_issuer_name(made,
                         X509_get_subject_name(issuer.certificate_.get()));
    add(NID_basic_constraints, wish.usage);
    if (!wish.names.empty()) add(NID_subject_alt_name, wish.names);
    X509_sign(made, issuer.key_.get(), EVP_sha256());
    save(certificateFile_.path(),
         [made](BIO* out) { PEM_write_bio_X509(out, made); });
    save(keyFile_.path(), [this](BIO* out) {
      PEM_write_bio_PrivateKey(out, key_.get(), nullptr, nullptr, 0, nullptr,
                               nullptr);
    });
  }

  /// For TlsContext::forServer().
  [[nodiscard]] Certificate files() const {
    return {certificateFile_.path(), keyFile_.path()};
  }
  [[nodiscard]] EVP_PKEY* key() const { return key_.get(); }

  /// Writes what @p write gives into a file.
  template <class Write>
  static void save(const std::string& path, const Write& write) {
    BIO* const out = BIO_new_file(path.c_str(), "w");
    write(out);
    BIO_free(out);
  }

 private:
  static constexpr long kDay = 24L * 60 * 60;

  static long& serial() {
    static long last = 0;
    return last;
  }

  void add(int nid, const std::string& value) {
    X509V3_CTX context{};
    X509V3_set_ctx(&context, certificate_.get(), certificate_.get(), nullptr,
                   nullptr, 0);
    X509_EXTENSION* const extension =
        X509V3_EXT_conf_nid(nullptr, &context, nid, value.c_str());
    X509_add_ext(certificate_.get(), extension, -1);
    X509_EXTENSION_free(extension);
  }

  std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key_;
  std::unique_ptr<X509, decltype(&X509_free)> certificate_;
  Poco::TemporaryFile certificateFile_;
  Poco::TemporaryFile keyFile_;
};

/// An end that OpenSSL is asked for directly, so that a test can make it
/// behave as ours never does.
class RawContext {
 public:
  explicit RawContext(int newest)
      : context_(SSL_CTX_new(TLS_method()), SSL_CTX_free) {
    SSL_CTX_set_cipher_list(context_.get(), "ALL:@SECLEVEL=0");
    SSL_CTX_set_min_proto_version(context_.get(), TLS1_VERSION);
    SSL_CTX_set_max_proto_version(context_.get(), newest);
    SSL_CTX_set_mode(context_.get(), SSL_MODE_ENABLE_PARTIAL_WRITE);
  }

  [[nodiscard]] SSL_CTX* get() const { return context_.get(); }
  [[nodiscard]] std::unique_ptr<Tls> client(int descriptor) const {
    SslPtr ssl(SSL_new(context_.get()));
    SSL_set_fd(ssl.get(), descriptor);
    SSL_set_connect_state(ssl.get());
    return std::make_unique<Tls>(std::move(ssl), nullptr);
  }

 private:
  std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> context_;
};

/// A connection between a server of ours and a client of ours.
struct TlsEnds {
  TlsEnds(const std::shared_ptr<TlsContext>& accepting,
          const std::shared_ptr<TlsContext>& connecting,
          const std::string& host = "localhost")
      : server(std::make_shared<Channel>(
            ends.server, accepting->accept(ends.server.impl()->sockfd()))),
        client(std::make_shared<Channel>(
            ends.client,
            connecting->connect(ends.client.impl()->sockfd(), host))),
        outcome(shakeHands(*client, *server)) {}

  Ends ends;
  std::shared_ptr<Channel> server;
  std::shared_ptr<Channel> client;
  Outcome outcome;
};

}  // namespace hop::io
