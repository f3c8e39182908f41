// SPDX-License-Identifier: MIT
#include "common/cli/Setup.h"
#include "common/cli/Serve.h"
#include "common/cli/UsageError.h"
#include "common/server/ServerParams.h"
#include "tests/unit/tls_peers.h"

#include <gtest/gtest.h>

#include <array>
#include <cstdlib>
#include <iostream>
#include <sstream>

namespace hop::cli {
namespace {

const io::Protocols kBoth{"h2", "http/1.1"};

Options parse(const std::vector<std::string>& words) {
  return parseOptions("10-http2", words);
}

TEST(Setup, NoTlsUnlessAskedFor) {
  EXPECT_EQ(listenerTls(parse({}), kBoth), nullptr);
  EXPECT_EQ(upstreamTls(parse({}), kBoth), nullptr);
  EXPECT_EQ(upstreamTls(parse({"--upstream", "h2c://h"}), kBoth), nullptr);
}

TEST(Setup, ListenerAndUpstreamSpeakWithOneAnother) {
  const io::TestCertificate shown{{}};
  const auto [file, keyFile, selfSigned] = shown.files();
  const auto server =
      listenerTls(parse({"--cert", file, "--key", keyFile}), kBoth);
  const auto client = upstreamTls(
      parse({"--upstream", "https://localhost", "--upstream-ca", file}), kBoth);
  ASSERT_NE(server, nullptr);
  ASSERT_NE(client, nullptr);
  const io::TlsEnds ends(server, client);
  EXPECT_EQ(ends.outcome, io::Outcome());
  EXPECT_EQ(ends.client->protocol(), "h2");
}

TEST(Setup, VerifiesUnlessToldOtherwise) {
  const auto server = listenerTls(parse({"--self-signed"}), kBoth);
  const io::TlsEnds strict(
      server, upstreamTls(parse({"--upstream", "https://localhost"}), kBoth));
  EXPECT_EQ(strict.outcome.client, "TLS: self-signed certificate");
  const io::TlsEnds careless(
      server, upstreamTls(parse({"--upstream", "https://localhost",
                                 "--upstream-insecure"}),
                          kBoth));
  EXPECT_EQ(careless.outcome, io::Outcome());
}

TEST(Setup, AFileThatCannotBeReadIsAUsageError) {
  const auto listener = parse({"--cert", "/no/c.pem", "--key", "/no/k.pem"});
  EXPECT_THROW((void)listenerTls(listener, kBoth), UsageError);
  const auto upstream =
      parse({"--upstream", "https://h", "--upstream-ca", "/no/ca.pem"});
  EXPECT_THROW((void)upstreamTls(upstream, kBoth), UsageError);
}

TEST(Setup, LimitsReachTheServer) {
  const auto params = withLimits(new Poco::Net::HTTPServerParams,
                                 parse({"--limit", "streams=7"}));
  const auto* own = dynamic_cast<const server::ServerParams*>(params.get());
  ASSERT_NE(own, nullptr);
  EXPECT_EQ(own->maxStreams, 7);
}

/// Ends the process as a step's main() does.
[[noreturn]] void runAsStep() {
  std::string program = "10-http2";
  std::string option = "--cert=/no/c.pem";
  std::string key = "--key=/no/k.pem";
  std::array<char*, 3> arguments{program.data(), option.data(), key.data()};
  std::exit(runStep(
      "10-http2", 3, arguments.data(),
      [](const Options& options) { (void)listenerTls(options, kBoth); }));
}

TEST(SetupDeathTest, AnUnusableFileEndsWithTwoAndTheUsage) {
  EXPECT_EXIT(runAsStep(), ::testing::ExitedWithCode(2),
              "10-http2: cannot read '/no/c.pem': No such file or directory\n"
              "usage: 10-http2");
}

/// What announce() prints.
std::string announced(const std::vector<std::string>& words) {
  const Poco::Net::ServerSocket socket(
      Poco::Net::SocketAddress("127.0.0.1", 0));
  std::ostringstream text;
  auto* const before = std::cout.rdbuf(text.rdbuf());
  announce(parse(words), socket);
  std::cout.rdbuf(before);
  const std::string port = std::to_string(socket.address().port());
  std::string line = text.str();
  line.replace(line.find(port), port.size(), "PORT");
  return line;
}

TEST(Setup, TheReadinessLineNamesTheScheme) {
  EXPECT_EQ(announced({"--upstream", "https://h/p"}),
            "10-http2 listening on http://127.0.0.1:PORT, upstream "
            "https://h/p\n");
  EXPECT_EQ(announced({"--self-signed"}),
            "10-http2 listening on https://127.0.0.1:PORT, upstream "
            "http://127.0.0.1:9000\n");
}

}  // namespace
}  // namespace hop::cli
