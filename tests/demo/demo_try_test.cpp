// SPDX-License-Identifier: MIT
/// @file
/// Every line that the demo of a step prints is typed into a shell, and works.
#include "tools/hop/DemoServers.h"
#include "tools/hop/DemoText.h"

#include <gtest/gtest.h>

namespace hop::tool {
namespace {

using namespace std::chrono_literals;

constexpr auto kPatience = 20s;

/// What a line has printed on the terminal: its output, then its messages.
std::string typed(const std::string& line) {
  process::ChildProcess bash({{"bash", "-c", "set -o pipefail; " + line}});
  const auto status = bash.wait(kPatience);
  EXPECT_TRUE(status && status->ok()) << line << "\n" << bash.standardError();
  return bash.standardOutput() + bash.standardError();
}

/// The programs of one step's demo, on any free ports.
class Demo final {
 public:
  explicit Demo(const manifest::Step& step) : servers_(HOP_BIN_DIR) {
    servers_.startUpstream(
        0, speaksHttp2(step) ? std::optional<Port>(0) : std::nullopt);
    urls_.proxy = servers_.startStep(step, 0, {"--quiet"}).url();
    if (speaksHttp2(step)) {
      urls_.secureProxy =
          servers_.startStep(step, 0, {"--quiet", "--self-signed"}).url();
    }
    lines_ = tryLines(step, urls_, "");
  }

  [[nodiscard]] const DemoServers& servers() const { return servers_; }
  [[nodiscard]] const std::vector<std::string>& lines() const { return lines_; }

  /// What the first line with this in it prints.
  [[nodiscard]] std::string line(const std::string& part) const {
    for (const std::string& line : lines_) {
      if (line.find(part) != line.npos) return typed(line);
    }
    ADD_FAILURE() << "no line to try has " << part;
    return {};
  }

 private:
  DemoServers servers_;
  DemoUrls urls_;
  std::vector<std::string> lines_;
};

class DemoTry : public testing::TestWithParam<manifest::Step> {};

TEST_P(DemoTry, EveryLineWorks) {
  const Demo demo(GetParam());
  for (const std::string& line : demo.lines()) {
    EXPECT_NE(typed(line), "") << line;
  }
}

INSTANTIATE_TEST_SUITE_P(
    Steps, DemoTry,
    testing::ValuesIn(manifest::Manifest(HOP_ROOT_DIR).written()),
    [](const auto& each) {
      return "step" + std::to_string(each.param.number);
    });

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != text.npos;
}

TEST(DemoTry10, BothVersionsOnBothListeners) {
  const Demo demo(manifest::Manifest(HOP_ROOT_DIR).find("10"));
  const auto old = demo.line("curl -i http://");
  EXPECT_TRUE(old.starts_with("HTTP/1.1 200")) << old;
  EXPECT_TRUE(has(old, "\nHTTP/2\n:method: GET\n")) << "the upstream's side";
  EXPECT_TRUE(demo.line("curl -i --http2-prior").starts_with("HTTP/2 200"));
  const auto secure = demo.line("curl -ik --http2 https://");
  EXPECT_TRUE(secure.starts_with("HTTP/2 200")) << secure;
  EXPECT_TRUE(has(secure, "x-forwarded-proto: https\n")) << secure;
}

TEST(DemoTry10, AGrpcCallOfPrintfAndCurl) {
  const Demo demo(manifest::Manifest(HOP_ROOT_DIR).find("10"));
  const auto seen = demo.line("/hop.Echo/Say");
  EXPECT_TRUE(has(seen, "h   i   ,       h   o   p")) << seen;
  EXPECT_TRUE(has(seen, "< grpc-status: 0")) << seen;
}

TEST(DemoTry10, TheUpstreamListensWithTlsToo) {
  const Demo demo(manifest::Manifest(HOP_ROOT_DIR).find("10"));
  const auto& places = demo.servers().upstream();
  ASSERT_EQ(places.size(), 2U);
  EXPECT_EQ(places.front().scheme, "http");
  EXPECT_EQ(places.back().scheme, "https");
  const auto seen =
      typed(forThisMachine("curl -sk " + places.back().url() + "/httpversion"));
  EXPECT_EQ(seen, "HTTP/2\n");
}

}  // namespace
}  // namespace hop::tool
