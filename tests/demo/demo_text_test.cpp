// SPDX-License-Identifier: MIT
#include "tools/hop/DemoText.h"

#include <gtest/gtest.h>

#include <array>
#include <cstdlib>

namespace hop::tool {
namespace {

/// The proxy variables of this machine are out of the way, and as they were
/// afterwards.
class DemoText : public testing::Test {
 protected:
  DemoText() {
    for (const char* name : kNames) {
      const char* const value = std::getenv(name);
      before_.emplace_back(value == nullptr ? "" : value);
      ::unsetenv(name);
    }
  }
  ~DemoText() override {
    for (std::size_t i = 0; i < kNames.size(); ++i) {
      ::unsetenv(kNames[i]);
      if (!before_[i].empty()) ::setenv(kNames[i], before_[i].c_str(), 1);
    }
  }
  DemoText(const DemoText&) = delete;
  DemoText& operator=(const DemoText&) = delete;

 private:
  static constexpr std::array<const char*, 6> kNames{
      "http_proxy",  "HTTP_PROXY", "https_proxy",
      "HTTPS_PROXY", "all_proxy",  "ALL_PROXY"};
  std::vector<std::string> before_;
};

TEST_F(DemoText, LinesAreForTheRealPortsAndThePrefix) {
  manifest::Step step;
  step.tries = {"curl -i http://127.0.0.1:8080/a",
                "curl -k https://127.0.0.1:8443/b"};
  const DemoUrls urls{"http://127.0.0.1:1", "https://127.0.0.1:2", "", {}};
  const auto lines = tryLines(step, urls, "/shop");
  EXPECT_EQ(lines,
            (std::vector<std::string>{"curl -i http://127.0.0.1:1/shop/a",
                                      "curl -k https://127.0.0.1:2/shop/b"}));
}

TEST_F(DemoText, CurlMustNotAskACompanysProxy) {
  EXPECT_EQ(forThisMachine("curl -i a"), "curl -i a");
  ::setenv("https_proxy", "http://proxy.example:3128", 1);
  EXPECT_EQ(forThisMachine("curl -i a"), "curl --noproxy '*' -i a");
  EXPECT_EQ(forThisMachine("printf x | curl -i a | od"),
            "printf x | curl --noproxy '*' -i a | od");
  EXPECT_EQ(forThisMachine("nc a 80"), "nc a 80");
}

}  // namespace
}  // namespace hop::tool
