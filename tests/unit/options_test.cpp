// SPDX-License-Identifier: MIT
#include "common/cli/Options.h"
#include "common/cli/Duration.h"
#include "common/cli/UsageError.h"

#include <gtest/gtest.h>

namespace hop::cli {
namespace {

using std::chrono::milliseconds;

Options parse(const std::vector<std::string>& words,
              const std::string& step = "07-path") {
  return parseOptions(step, words);
}

/// The message of the UsageError, or "accepted".
std::string refusal(const std::vector<std::string>& words,
                    const std::string& step = "07-path") {
  try {
    (void)parseOptions(step, words);
  } catch (const UsageError& error) {
    return error.what();
  }
  return "accepted";
}

TEST(Options, Defaults) {
  const Options options = parse({});
  EXPECT_EQ(options.listen.text(), "127.0.0.1:8080");
  EXPECT_EQ(options.upstream.host, "127.0.0.1");
  EXPECT_EQ(options.upstream.port, 9000);
  EXPECT_EQ(options.number(), 7);
  EXPECT_EQ(options.verbosity, Verbosity::Normal);
}

TEST(Options, BothSpellingsOfAValue) {
  EXPECT_EQ(parse({"--listen", "[::1]:81"}).listen.text(), "[::1]:81");
  EXPECT_EQ(parse({"--listen=localhost:0"}).listen.port, 0);
}

TEST(Options, UpstreamKeepsItsOctets) {
  const auto upstream =
      parse({"--upstream", "http://[::1]:8/a%2Fb/?k=%20v"}).upstream;
  EXPECT_EQ(upstream.host, "::1");
  EXPECT_EQ(upstream.port, 8);
  EXPECT_EQ(upstream.path, "/a%2Fb/");
  EXPECT_EQ(upstream.query, "k=%20v");
}

TEST(Options, TimeoutsMayBeRepeated) {
  const Options options =
      parse({"--timeout", "connect=200ms", "--timeout", "response-head=2m"});
  EXPECT_EQ(options.timeouts.connect, milliseconds(200));
  EXPECT_EQ(options.timeouts.responseHead, milliseconds(120'000));
}

TEST(Options, StripPrefixLosesItsLastSlash) {
  EXPECT_EQ(parse({"--strip-prefix", "/p/"}).stripPrefix, "/p");
  EXPECT_EQ(parse({"--strip-prefix", "/"}).stripPrefix, "");
}

TEST(Options, AnOptionOfALaterStepIsNamedAsSuch) {
  EXPECT_EQ(refusal({"--strip-prefix", "/p"}, "06-x-forwarded"),
            "--strip-prefix comes with step 07");
  EXPECT_EQ(refusal({"--cert", "x"}), "--cert comes with step 10");
  EXPECT_EQ(refusal({"--timeout", "connect=1s"}, "01-listen"),
            "--timeout comes with step 02");
  EXPECT_EQ(refusal({"--timeout", "request-body=1s"}),
            "--timeout request-body comes with step 09");
}

TEST(Options, RefusalsSayWhatIsWrong) {
  const std::vector<std::pair<std::vector<std::string>, std::string>> table{
      {{"--nonsense"}, "unknown option"},
      {{"--l", "127.0.0.1:0"}, "unknown option"},
      {{"--upstream", "http://::1:80/"}, "in brackets"},
      {{"--upstream", "HTTPS://h"}, "comes with step 10"},
      {{"--strip-prefix", "/a\r\nEvil:1"}, "begins with /"},
      {{"stray"}, "unexpected argument"},
      {{"--listen"}, "needs a value"},
      {{"--quiet=yes"}, "takes no value"},
      {{"--listen", "a:1", "--listen", "a:2"}, "given twice"},
      {{"--listen", "8080"}, "write HOST:PORT"},
      {{"--listen", "::1:80"}, "in brackets"},
      {{"--listen", "a:65536"}, "not a port"},
      {{"--upstream", "ftp://h"}, "unknown scheme"},
      {{"--upstream", "https://h"}, "comes with step 10"},
      {{"--upstream", "http://u@h"}, "user information"},
      {{"--upstream", "http://h/#f"}, "fragment"},
      {{"--upstream", "http://"}, "host is missing"},
      {{"--upstream", "http://:80"}, "host is missing"},
      {{"--upstream", "http://h:x"}, "not a port"},
      {{"--upstream", "http://h:0"}, "port 0"},
      {{"--upstream", "http://[::1/"}, "malformed"},
      {{"--upstream", "http://h/a b"}, "visible ASCII"},
      {{"--upstream", "h:80"}, "not a URL"},
      {{"--timeout", "connect"}, "NAME=VALUE"},
      {{"--timeout", "lunch=1s"}, "no such name"},
      {{"--timeout", "connect=soon"}, "not a duration"},
      {{"--strip-prefix", "p"}, "begins with /"},
  };
  for (const auto& [words, expected] : table) {
    EXPECT_NE(refusal(words).find(expected), std::string::npos)
        << words.back() << ": " << refusal(words);
  }
}

// ------------------------------------------------------ what 10 brings

const std::string kTen = "10-http2";

TEST(OptionsOf10, Defaults) {
  const Options options = parse({}, kTen);
  EXPECT_EQ(options.upstream.scheme, "http");
  EXPECT_EQ(options.limits.streams, 100U);
  EXPECT_FALSE(options.certificate.given());
  EXPECT_TRUE(options.trust.verify);
  EXPECT_EQ(options.trust.authorityFile, "");
}

TEST(OptionsOf10, SchemesOfTheUpstream) {
  const auto upstreamOf = [](const std::string& url) {
    return parse({"--upstream", url}, kTen).upstream;
  };
  EXPECT_EQ(upstreamOf("https://h/p").scheme, "https");
  EXPECT_EQ(upstreamOf("https://h/p").port, 443);
  EXPECT_EQ(upstreamOf("HTTPS://h:8443").scheme, "https");
  EXPECT_EQ(upstreamOf("HTTPS://h:8443").port, 8443);
  EXPECT_EQ(upstreamOf("h2c://[::1]").scheme, "h2c");
  EXPECT_EQ(upstreamOf("h2c://[::1]").port, 80);
  EXPECT_EQ(upstreamOf("H2C://h:81/a?b").url, "H2C://h:81/a?b");
  EXPECT_EQ(upstreamOf("http://h:443").port, 443);
}

TEST(OptionsOf10, CertificateOfTheListener) {
  const auto files =
      parse({"--cert", "a.pem", "--key=b.pem"}, kTen).certificate;
  EXPECT_TRUE(files.given());
  EXPECT_EQ(files.file, "a.pem");
  EXPECT_EQ(files.keyFile, "b.pem");
  EXPECT_FALSE(files.selfSigned);
  const auto made = parse({"--self-signed"}, kTen).certificate;
  EXPECT_TRUE(made.given());
  EXPECT_TRUE(made.selfSigned);
}

TEST(OptionsOf10, TrustInTheUpstream) {
  const auto authority =
      parse({"--upstream-ca", "ca.pem", "--upstream", "https://h"}, kTen).trust;
  EXPECT_EQ(authority.authorityFile, "ca.pem");
  EXPECT_TRUE(authority.verify);
  const auto none =
      parse({"--upstream", "https://h", "--upstream-insecure"}, kTen).trust;
  EXPECT_FALSE(none.verify);
}

TEST(OptionsOf10, LimitOfStreams) {
  EXPECT_EQ(parse({"--limit", "streams=7"}, kTen).limits.streams, 7U);
  EXPECT_EQ(refusal({"--limit", "streams=7"}, "09-streaming"),
            "--limit streams comes with step 10");
}

TEST(OptionsOf10, RefusalsSayWhatIsWrong) {
  const std::vector<std::pair<std::vector<std::string>, std::string>> table{
      {{"--cert", "a"}, "given together"},
      {{"--key", "a"}, "given together"},
      {{"--self-signed", "--cert", "a"}, "its own"},
      {{"--key", "b", "--cert", "a", "--self-signed"}, "its own"},
      {{"--cert=", "--key", "b"}, "name of a file"},
      {{"--cert"}, "needs a value"},
      {{"--cert", "a", "--cert", "b"}, "given twice"},
      {{"--self-signed=yes"}, "takes no value"},
      {{"--upstream-ca", "a"}, "--upstream-ca needs an --upstream https://"},
      {{"--upstream-ca", "a", "--upstream", "h2c://h"}, "https://"},
      {{"--upstream-ca", ""}, "name of a file"},
      {{"--upstream-insecure"}, "--upstream-insecure needs"},
      {{"--upstream-insecure", "--upstream", "http://h"}, "https://"},
      {{"--upstream-insecure=1"}, "takes no value"},
      {{"--upstream=https://h", "--upstream-ca=a", "--upstream-insecure"},
       "not both"},
      {{"--limit", "streams=0"}, "not a number"},
      {{"--limit", "streams=many"}, "not a number"},
      {{"--limit", "streams"}, "NAME=VALUE"},
      {{"--upstream", "h2://h"}, "unknown scheme 'h2'"},
      {{"--upstream", "https://"}, "host is missing"},
      {{"--upstream", "https://u@h"}, "user information"},
      {{"--upstream", "h2c://h:0"}, "port 0"},
  };
  for (const auto& [words, expected] : table) {
    EXPECT_NE(refusal(words, kTen).find(expected), std::string::npos)
        << words.front() << ": " << refusal(words, kTen);
  }
}

TEST(OptionsOf10, AreNamedAsSuchBefore) {
  for (const auto* name :
       {"cert", "key", "self-signed", "upstream-ca", "upstream-insecure"}) {
    EXPECT_EQ(refusal({"--" + std::string(name)}, "09-streaming"),
              "--" + std::string(name) + " comes with step 10");
  }
  for (const auto* scheme : {"https", "h2c", "HTTPS"}) {
    const std::string url = std::string(scheme) + "://h";
    EXPECT_NE(
        refusal({"--upstream", url}, "09-streaming").find("comes with step 10"),
        std::string::npos);
  }
}

TEST(OptionsOf10, HelpIsGivenWhateverElseIsWrong) {
  EXPECT_TRUE(parse({"--cert", "a", "--help"}, kTen).help);
  const std::string text = usage(kTen);
  for (const auto* name : {"--cert FILE", "--key FILE", "--self-signed",
                           "--upstream-ca FILE", "--upstream-insecure"}) {
    EXPECT_NE(text.find(name), std::string::npos) << name;
    EXPECT_EQ(usage("09-streaming").find(name), std::string::npos) << name;
  }
}

TEST(Duration, ReadsThreeUnitsAndNothingElse) {
  EXPECT_EQ(parseDuration("200ms"), milliseconds(200));
  EXPECT_EQ(parseDuration("5s"), milliseconds(5'000));
  EXPECT_EQ(parseDuration("2m"), milliseconds(120'000));
  for (const auto* text : {"", "5", "s", "-5s", "0s", "5h", "5 s", "1.5s",
                           "99999999999m", "9223372036854775807ms"}) {
    EXPECT_THROW((void)parseDuration(text), UsageError) << text;
  }
}

TEST(Usage, NamesWhatThisStepHas) {
  const auto has = [](const std::string& step, const std::string& words) {
    return usage(step).find(words) != std::string::npos;
  };
  EXPECT_TRUE(has("02-round-trip", ": connect, response-head, shutdown\n"));
  EXPECT_FALSE(has("07-path", "--limit"));
  EXPECT_FALSE(has("11-websocket", "upstream-idle"));
  EXPECT_TRUE(has("12-connection-pool", "tunnel-idle, upstream-idle,"));
  EXPECT_TRUE(has("12-connection-pool", "streams, upstream-connections,"));
}

}  // namespace
}  // namespace hop::cli
