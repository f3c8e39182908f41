// SPDX-License-Identifier: MIT
#include "common/io/TlsContext.h"
#include "tests/unit/tls_peers.h"

#include <gtest/gtest.h>

#include <array>
#include <string>

namespace hop::io {
namespace {

const Protocols kBoth{"h2", "http/1.1"};
const Protocols kOld{"http/1.1"};
const Protocols kNone;
const Certificate kSelfSigned{"", "", true};
const Trust kInsecure{"", false};

Outcome fine() {
  return {};
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != text.npos;
}

// ---------------------------------------------------------------- ALPN

TEST(TlsAlpn, TheServersPreferenceDecides) {
  const TlsEnds ends(TlsContext::forServer(kSelfSigned, kBoth),
                     TlsContext::forClient(kInsecure, {"http/1.1", "h2"}));
  EXPECT_EQ(ends.outcome, fine());
  EXPECT_EQ(ends.client->protocol(), "h2");
  EXPECT_EQ(ends.server->protocol(), "h2");
}

TEST(TlsAlpn, OneInCommonIsTaken) {
  const TlsEnds ends(TlsContext::forServer(kSelfSigned, kBoth),
                     TlsContext::forClient(kInsecure, {"foo", "http/1.1"}));
  EXPECT_EQ(ends.outcome, fine());
  EXPECT_EQ(ends.client->protocol(), "http/1.1");
  EXPECT_EQ(ends.server->protocol(), "http/1.1");
}

TEST(TlsAlpn, NoneInCommonIsRefused) {
  const TlsEnds ends(TlsContext::forServer(kSelfSigned, kBoth),
                     TlsContext::forClient(kInsecure, {"foo"}));
  EXPECT_TRUE(contains(ends.outcome.client, "no application protocol"))
      << ends.outcome;
  EXPECT_NE(ends.outcome.server, "");
}

TEST(TlsAlpn, NothingOfferedGoesOnWithout) {
  const TlsEnds ends(TlsContext::forServer(kSelfSigned, kBoth),
                     TlsContext::forClient(kInsecure, kNone));
  EXPECT_EQ(ends.outcome, fine());
  EXPECT_EQ(ends.client->protocol(), "");
  EXPECT_EQ(ends.server->protocol(), "");
}

TEST(TlsAlpn, AServerThatDoesNotKnowItAnswersNothing) {
  const TlsEnds ends(TlsContext::forServer(kSelfSigned, kNone),
                     TlsContext::forClient(kInsecure, kBoth));
  EXPECT_EQ(ends.outcome, fine());
  EXPECT_EQ(ends.client->protocol(), "");
}

TEST(TlsAlpn, ANameMustFitIntoOneOctet) {
  EXPECT_THROW(TlsContext::forClient(kInsecure, {""}), TlsException);
  EXPECT_THROW(TlsContext::forClient(kInsecure, {std::string(256, 'x')}),
               TlsException);
}

// ----------------------------------------------------- versions and suites

/// How our server gets on with a client that knows nothing newer, and for TLS
/// 1.2 only these suites.
Outcome withOldClient(int newest, const char* suites) {
  const auto server = TlsContext::forServer(kSelfSigned, kBoth);
  const RawContext raw(newest);
  EXPECT_EQ(SSL_CTX_set_cipher_list(raw.get(), suites), 1);
  const Ends ends;
  Channel serverEnd(ends.server, server->accept(ends.server.impl()->sockfd()));
  Channel clientEnd(ends.client, raw.client(ends.client.impl()->sockfd()));
  return shakeHands(clientEnd, serverEnd);
}

TEST(TlsVersions, OneDotTwoIsTheOldest) {
  const char* const all = "ALL:@SECLEVEL=0";
  EXPECT_EQ(withOldClient(TLS1_2_VERSION, all), fine());
  for (const int version : {TLS1_VERSION, TLS1_1_VERSION}) {
    const Outcome outcome = withOldClient(version, all);
    EXPECT_TRUE(contains(outcome.server, "unsupported protocol")) << outcome;
    EXPECT_TRUE(contains(outcome.client, "protocol version")) << outcome;
  }
}

TEST(TlsVersions, OnlySuitesThatHttp2Allows) {
  for (const char* suite :
       {"ECDHE-ECDSA-AES128-GCM-SHA256", "ECDHE-ECDSA-CHACHA20-POLY1305"}) {
    EXPECT_EQ(withOldClient(TLS1_2_VERSION, suite), fine()) << suite;
  }
  for (const char* suite :
       {"ECDHE-ECDSA-AES128-SHA", "ECDHE-ECDSA-AES128-SHA256", "AES128-SHA",
        "AES128-GCM-SHA256", "ECDHE-ECDSA-NULL-SHA:@SECLEVEL=0",
        "DHE-RSA-AES128-GCM-SHA256", "AECDH-AES128-SHA:@SECLEVEL=0"}) {
    const Outcome outcome = withOldClient(TLS1_2_VERSION, suite);
    EXPECT_TRUE(contains(outcome.server, "no shared cipher")) << outcome;
  }
}

TEST(TlsVersions, OctetsThatAreNoTlsAreRefused) {
  const auto server = TlsContext::forServer(kSelfSigned, kBoth);
  Ends ends;
  Channel channel(ends.server, server->accept(ends.server.impl()->sockfd()));
  const std::string request = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";
  ends.client.sendBytes(request.data(), static_cast<int>(request.size()));
  const std::string error = [&] {
    std::string text;
    for (int i = 0; i < 5'000 && stepOf(channel, text); ++i) {
      ::poll(nullptr, 0, 1);
    }
    return text;
  }();
  EXPECT_TRUE(contains(error, "http request")) << error;
}

TEST(TlsVersions, AnEndInTheHandshakeIsAReset) {
  const auto server = TlsContext::forServer(kSelfSigned, kBoth);
  Ends ends;
  Channel channel(ends.server, server->accept(ends.server.impl()->sockfd()));
  EXPECT_EQ(channel.handshake(), Progress::NeedsRead);
  ends.client.close();
  Socket socket(std::make_shared<Channel>(
      ends.server, server->accept(ends.server.impl()->sockfd())));
  EXPECT_THROW(socket.handshake(std::chrono::seconds(5)),
               Poco::Net::ConnectionResetException);
}

// -------------------------------------------------------- verification

/// What the client says about this certificate.
std::string judge(const TestCertificate& shown, const Trust& trust,
                  const std::string& host = "localhost") {
  const TlsEnds ends(TlsContext::forServer(shown.files(), kBoth),
                     TlsContext::forClient(trust, kBoth), host);
  return ends.outcome.client;
}

class TlsVerification : public ::testing::Test {
 protected:
  [[nodiscard]] Trust trust() const {
    return {authority_.files().certificateFile};
  }

  /// Vouched for by our authority.
  [[nodiscard]] TestCertificate issue(TestCertificate::Wish wish) const {
    wish.issuer = &authority_;
    return TestCertificate(wish);
  }

  TestCertificate authority_{
      {"", "critical,CA:TRUE", -2, 2, nullptr, "authority"}};
};

TEST_F(TlsVerification, TheAuthorityIsBelieved) {
  const TestCertificate good = issue({});
  EXPECT_EQ(judge(good, trust()), "");
  EXPECT_EQ(judge(good, trust(), "127.0.0.1"), "");
  EXPECT_EQ(judge(good, trust(), "localhost."), "") << "a dot ends the name";
  EXPECT_EQ(judge(good, trust(), "LOCALHOST"), "");
}

TEST_F(TlsVerification, AnIpv6AddressIsLookedUpAsSuch) {
  const TestCertificate good = issue({"IP:::1,IP:fe80::1"});
  EXPECT_EQ(judge(good, trust(), "::1"), "");
  EXPECT_EQ(judge(good, trust(), "fe80::1%lo"), "");
  EXPECT_EQ(judge(good, trust(), "::2"), "TLS: IP address mismatch");
}

TEST_F(TlsVerification, AnUnknownAuthorityIsNot) {
  const TestCertificate good = issue({});
  EXPECT_EQ(judge(good, {}), "TLS: unable to get local issuer certificate");
  const TestCertificate other(
      {"", "critical,CA:TRUE", -2, 2, nullptr, "another"});
  EXPECT_EQ(judge(good, {other.files().certificateFile}),
            "TLS: unable to get local issuer certificate");
}

TEST_F(TlsVerification, TheNameMustFit) {
  const TestCertificate good = issue({});
  EXPECT_EQ(judge(good, trust(), "other.test"), "TLS: hostname mismatch");
  EXPECT_EQ(judge(good, trust(), "127.0.0.2"), "TLS: IP address mismatch");
  EXPECT_EQ(judge(issue({"DNS:127.0.0.1"}), trust(), "127.0.0.1"),
            "TLS: IP address mismatch");
}

TEST_F(TlsVerification, TheCommonNameDoesNotCount) {
  const TestCertificate old =
      issue({"", "CA:FALSE", -1, 1, nullptr, "localhost"});
  EXPECT_EQ(judge(old, trust()), "TLS: hostname mismatch");
}

TEST_F(TlsVerification, WildcardsStandForOneWholeLabel) {
  const TestCertificate wild = issue({"DNS:*.example.test,DNS:f*.other.test"});
  EXPECT_EQ(judge(wild, trust(), "a.example.test"), "");
  for (const char* name :
       {"example.test", "a.b.example.test", "foo.other.test"}) {
    EXPECT_EQ(judge(wild, trust(), name), "TLS: hostname mismatch") << name;
  }
}

TEST_F(TlsVerification, TheTimeMustFit) {
  EXPECT_EQ(judge(issue({"DNS:localhost", "CA:FALSE", -3, -1}), trust()),
            "TLS: certificate has expired");
  EXPECT_EQ(judge(issue({"DNS:localhost", "CA:FALSE", 1, 3}), trust()),
            "TLS: certificate is not yet valid");
}

TEST_F(TlsVerification, SelfSigned) {
  const TestCertificate own{{}};
  EXPECT_EQ(judge(own, trust()), "TLS: self-signed certificate");
  EXPECT_EQ(judge(own, {own.files().certificateFile}), "");
}

TEST_F(TlsVerification, TheServerHearsWhyItWasRefused) {
  const TlsEnds ends(TlsContext::forServer(kSelfSigned, kBoth),
                     TlsContext::forClient(trust(), kBoth));
  EXPECT_EQ(ends.outcome.client, "TLS: self-signed certificate");
  // With TLS 1.3 it is through before the client has judged: then it hears it
  // from its first read.
  std::string heard = ends.outcome.server;
  std::array<char, 10> buffer{};
  try {
    (void)ends.server->read(buffer.data(), buffer.size());
  } catch (const Poco::Exception& error) {
    heard = error.displayText();
  }
  EXPECT_TRUE(contains(heard, "the other side refused")) << heard;
}

TEST_F(TlsVerification, InsecureTakesEverything) {
  EXPECT_EQ(judge(TestCertificate({"DNS:x", "CA:FALSE", -3, -1}), kInsecure,
                  "other.test"),
            "");
}

/// The certificate that our own server makes, seen by a client.
TEST(TlsSelfSigned, IsForThisMachineAndAMonth) {
  const TlsEnds ends(TlsContext::forServer(kSelfSigned, kBoth),
                     TlsContext::forClient(kInsecure, kBoth));
  const auto raw = RawContext(TLS1_3_VERSION);
  const Ends more;
  Channel server(more.server, TlsContext::forServer(kSelfSigned, kNone)
                                  ->accept(more.server.impl()->sockfd()));
  SSL* seen = SSL_new(raw.get());
  SSL_set_fd(seen, more.client.impl()->sockfd());
  SSL_set_connect_state(seen);
  Channel client(more.client, std::make_unique<Tls>(SslPtr(seen), nullptr));
  EXPECT_EQ(shakeHands(client, server), fine());
  X509* const shown = SSL_get0_peer_certificate(seen);
  ASSERT_NE(shown, nullptr);
  EXPECT_EQ(X509_check_host(shown, "localhost", 0, 0, nullptr), 1);
  EXPECT_EQ(X509_check_ip_asc(shown, "127.0.0.1", 0), 1);
  EXPECT_EQ(X509_check_ip_asc(shown, "::1", 0), 1);
  EXPECT_EQ(X509_check_ca(shown), 0);
  EXPECT_EQ(X509_check_purpose(shown, X509_PURPOSE_SSL_SERVER, 0), 1);
  EXPECT_EQ(X509_check_purpose(shown, X509_PURPOSE_SSL_CLIENT, 0), 0);
  int days = 0;
  int seconds = 0;
  ASN1_TIME_diff(&days, &seconds, X509_get0_notBefore(shown),
                 X509_get0_notAfter(shown));
  EXPECT_EQ(days, 30);
  EXPECT_EQ(seconds, 0);
  EXPECT_EQ(X509_cmp_current_time(X509_get0_notBefore(shown)), -1);
  EXPECT_EQ(X509_verify(shown, X509_get0_pubkey(shown)), 1);
}

// --------------------------------------------------------------------- SNI

/// The name that the server hears; "none" for no SNI.
std::string sniFor(const std::string& host) {
  std::string heard = "nobody asked";
  const RawContext raw(TLS1_3_VERSION);
  const TestCertificate shown{{}};
  SSL_CTX_use_certificate_chain_file(raw.get(),
                                     shown.files().certificateFile.c_str());
  SSL_CTX_use_PrivateKey(raw.get(), shown.key());
  const Ends ends;
  SSL* const ssl = SSL_new(raw.get());
  SSL_set_fd(ssl, ends.server.impl()->sockfd());
  SSL_set_accept_state(ssl);
  Channel server(ends.server, std::make_unique<Tls>(SslPtr(ssl), nullptr));
  Channel client(ends.client,
                 TlsContext::forClient(kInsecure, kBoth)
                     ->connect(ends.client.impl()->sockfd(), host));
  EXPECT_EQ(shakeHands(client, server), fine());
  const char* name = SSL_get_servername(ssl, TLSEXT_NAMETYPE_host_name);
  return name == nullptr ? "none" : name;
}

TEST(TlsSni, IsSentForNamesOnly) {
  EXPECT_EQ(sniFor("upstream.test"), "upstream.test");
  EXPECT_EQ(sniFor("upstream.test."), "upstream.test");
  EXPECT_EQ(sniFor("127.0.0.1"), "none");
  EXPECT_EQ(sniFor("::1"), "none");
  EXPECT_EQ(sniFor("fe80::1%lo"), "none");
}

}  // namespace
}  // namespace hop::io
