// SPDX-License-Identifier: MIT
#pragma once

#include "tests/support/tls/Certificates.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

using SSL = struct ssl_st;
using SSL_CTX = struct ssl_ctx_st;
using BIO = struct bio_st;

namespace hop::test {

/// Versions as they stand on the wire.
inline constexpr int kTls10 = 0x0301;
inline constexpr int kTls11 = 0x0302;
inline constexpr int kTls12 = 0x0303;

/// One end of a TLS session without a socket: octets in, octets out.
class Tls final {
 public:
  /// How a client behaves. It believes every certificate: the cases judge it.
  struct Client {
    std::vector<std::string> protocols{"h2",
                                       "http/1.1"};  ///< ALPN; may be none
    std::string serverName{};                        ///< SNI; empty: none
    int newest = 0;  ///< as TLS1_2_VERSION; 0: the newest there is
    int oldest = 0;
    std::string suites{};  ///< of TLS 1.2 and older, in OpenSSL's words
  };
  /// How a server behaves.
  struct Server {
    Identity identity;
    std::vector<std::string> protocols{"h2", "http/1.1"};  ///< first is best
  };

  explicit Tls(const Client& behaviour);
  explicit Tls(const Server& behaviour);
  ~Tls();
  Tls(const Tls&) = delete;
  Tls& operator=(const Tls&) = delete;

  /// Goes on with the handshake as far as the octets fed so far allow.
  /// @return true once it is done.
  bool handshake();
  /// What the other side has sent.
  void feed(std::string_view octets);
  /// What is to be sent to the other side.
  [[nodiscard]] std::string drain();

  void write(std::string_view plain);
  /// What has become readable; check ended() and failure() afterwards.
  [[nodiscard]] std::string read();
  /// No more octets from here: close_notify.
  void finish();

  [[nodiscard]] bool ended() const { return ended_; }
  /// What OpenSSL says is wrong, the other side's alert included; or empty.
  [[nodiscard]] const std::string& failure() const { return failure_; }
  /// What ALPN agreed on; empty when on nothing.
  [[nodiscard]] std::string protocol() const;
  /// All that the client offered by ALPN, as the server saw it.
  [[nodiscard]] const std::vector<std::string>& offered() const {
    return offered_;
  }
  /// The name that the client asked for (SNI), as the server saw it.
  [[nodiscard]] std::string serverName() const;
  /// The other side's certificate is for that host name.
  [[nodiscard]] bool certificateFits(const std::string& host) const;

 private:
  void begin();
  void judge(int result);
  static int select(SSL* session, const unsigned char** chosen,
                    unsigned char* size, const unsigned char* offer,
                    unsigned int offerSize, void* self);

  SSL_CTX* context_;
  SSL* session_ = nullptr;
  BIO* incoming_ = nullptr;
  BIO* outgoing_ = nullptr;
  std::vector<std::string> protocols_;
  std::vector<std::string> offered_;
  std::string failure_;
  bool ended_ = false;
};

}  // namespace hop::test
