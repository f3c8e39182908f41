// SPDX-License-Identifier: MIT
#include "common/io/TlsContext.h"
#include "tests/unit/tls_peers.h"

#include <gtest/gtest.h>

#include <string>

namespace hop::io {
namespace {

const Protocols kBoth{"h2", "http/1.1"};

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != text.npos;
}

/// What TlsContext::forServer() has against these files.
std::string refusal(const std::string& file, const std::string& keyFile) {
  try {
    TlsContext::forServer({file, keyFile}, kBoth);
  } catch (const TlsException& error) {
    return error.message();
  }
  return "accepted";
}

class TlsFilesTest : public ::testing::Test {
 protected:
  TestCertificate one_{{}};
  std::string file_ = one_.files().certificateFile;
  std::string keyFile_ = one_.files().keyFile;
};

TEST_F(TlsFilesTest, AGoodPairIsAccepted) {
  EXPECT_EQ(refusal(file_, keyFile_), "accepted");
}

TEST_F(TlsFilesTest, AMissingFileIsNamed) {
  EXPECT_EQ(refusal("/no/such.pem", keyFile_),
            "cannot read '/no/such.pem': No such file or directory");
  EXPECT_EQ(refusal(file_, "/no/such.key"),
            "cannot read '/no/such.key': No such file or directory");
  EXPECT_EQ(refusal("/", keyFile_), "'/' holds no certificate in PEM form");
}

TEST_F(TlsFilesTest, WhatIsNoPemIsNamed) {
  const Poco::TemporaryFile text;
  std::ofstream(text.path()) << "hello\n";
  EXPECT_EQ(refusal(text.path(), keyFile_),
            "'" + text.path() + "' holds no certificate in PEM form");
  EXPECT_EQ(refusal(file_, text.path()),
            "'" + text.path() + "' holds no key in PEM form");
  EXPECT_EQ(refusal(keyFile_, keyFile_),
            "'" + keyFile_ + "' holds no certificate in PEM form");
  EXPECT_EQ(refusal(file_, file_), "'" + file_ + "' holds no key in PEM form");
}

TEST_F(TlsFilesTest, ADamagedFileIsNamed) {
  const Poco::TemporaryFile damaged;
  std::ofstream(damaged.path()) << "-----BEGIN CERTIFICATE-----\nAAAA\n"
                                   "-----END CERTIFICATE-----\n";
  const std::string text = refusal(damaged.path(), keyFile_);
  EXPECT_TRUE(contains(
      text, "cannot use the certificate in '" + damaged.path() + "': "))
      << text;
}

TEST_F(TlsFilesTest, AnotherKeyIsRefused) {
  const TestCertificate two{{}};
  const std::string other = two.files().keyFile;
  EXPECT_EQ(refusal(file_, other), "the key in '" + other +
                                       "' does not belong to the certificate "
                                       "in '" +
                                       file_ + "'");
}

TEST_F(TlsFilesTest, AKeyOfAnotherKindIsRefused) {
  const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> rsa(
      EVP_RSA_gen(2048), EVP_PKEY_free);
  const Poco::TemporaryFile other;
  TestCertificate::save(other.path(), [&](BIO* out) {
    PEM_write_bio_PrivateKey(out, rsa.get(), nullptr, nullptr, 0, nullptr,
                             nullptr);
  });
  EXPECT_TRUE(contains(refusal(file_, other.path()), "does not belong"))
      << refusal(file_, other.path());
}

TEST_F(TlsFilesTest, AnEncryptedKeyIsRefusedWithoutAsking) {
  const Poco::TemporaryFile locked;
  std::string password = "secret";
  TestCertificate::save(locked.path(), [&](BIO* out) {
    PEM_write_bio_PrivateKey(out, one_.key(), EVP_aes_128_cbc(), nullptr, 0,
                             nullptr, password.data());
  });
  EXPECT_EQ(
      refusal(file_, locked.path()),
      "the key in '" + locked.path() + "' is encrypted: decrypt it first");
}

TEST_F(TlsFilesTest, AuthoritiesAreReadAsStrictly) {
  const auto refusalOf = [](const std::string& file) {
    try {
      TlsContext::forClient({file}, kBoth);
    } catch (const TlsException& error) {
      return error.message();
    }
    return std::string("accepted");
  };
  EXPECT_EQ(refusalOf(file_), "accepted");
  EXPECT_EQ(refusalOf("/no/such.pem"),
            "cannot read '/no/such.pem': No such file or directory");
  EXPECT_EQ(refusalOf(keyFile_),
            "'" + keyFile_ + "' holds no certificate in PEM form");
}

}  // namespace
}  // namespace hop::io
