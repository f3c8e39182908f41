// SPDX-License-Identifier: MIT
// Orders are read strictly, and refused with a sentence.
#include "tools/lab/Order.h"
#include "tools/lab/Refusal.h"

#include <gtest/gtest.h>

namespace hop::lab {
namespace {

class LabOrder : public ::testing::Test {
 protected:
  manifest::Manifest manifest{HOP_ROOT_DIR};
  wire::Scenarios scenarios{HOP_ROOT_DIR};
  Choice choice{manifest, scenarios, HOP_BIN_DIR};

  Order read(const std::string& json) { return readOrder(json, choice); }

  /// 0 when it is taken.
  int statusOf(const std::string& json) {
    try {
      (void)read(json);
      return 0;
    } catch (const Refusal& refusal) {
      EXPECT_FALSE(refusal.sentence.empty());
      return refusal.status;
    }
  }
  static std::string withRequest(const std::string& request) {
    return R"({"scenario": "plain", "steps": [5], "request": )" + request + "}";
  }
};

TEST_F(LabOrder, FindsStepsAndScenario) {
  const Order order = read(R"({"scenario": "hop-by-hop", "steps": [4, 5]})");
  EXPECT_EQ(order.scenario.name, "hop-by-hop");
  ASSERT_EQ(order.steps.size(), 2U);
  EXPECT_EQ(order.steps[0].slug, "04-copy-headers");
  EXPECT_EQ(order.steps[1].number, 5);
}

TEST_F(LabOrder, KnowsNoProxyAsStepZero) {
  EXPECT_TRUE(
      read(R"({"scenario": "plain", "steps": [0]})").steps[0].program.empty());
}

TEST_F(LabOrder, TakesAnEditedRequest) {
  const Order order =
      read(withRequest(R"(["GET / HTTP/1.1\r\n", {"wait": 100}, "\u00e9"])"));
  ASSERT_EQ(order.scenario.request.size(), 2U);
  EXPECT_EQ(order.scenario.request[0].octets, "GET / HTTP/1.1\r\n");
  EXPECT_EQ(order.scenario.request[1].wait.count(), 100);
  EXPECT_EQ(order.scenario.request[1].octets, "\xe9");
}

TEST_F(LabOrder, RefusesUnknownNames) {
  EXPECT_EQ(statusOf(R"({"scenario": "nobody", "steps": [5]})"), 404);
  EXPECT_EQ(statusOf(R"({"scenario": "../plain", "steps": [5]})"), 404);
  EXPECT_EQ(statusOf(R"({"scenario": "plain", "steps": [99]})"), 404);
  EXPECT_EQ(statusOf(R"({"scenario": "plain", "steps": [-1]})"), 404);
  EXPECT_EQ(statusOf(R"({"scenario": "plain", "steps": [99999999999999]})"),
            404);
}

TEST_F(LabOrder, RefusesWhatIsMalformed) {
  for (const char* json :
       {"", "[]", "null", "7", "{", "\"plain\"", "{}",
        R"({"scenario": "plain"})", R"({"scenario": "plain", "steps": []})",
        R"({"scenario": "plain", "steps": [1, 2, 3]})",
        R"({"scenario": "plain", "steps": [5, 5]})",
        R"({"scenario": "plain", "steps": 5})",
        R"({"scenario": "plain", "steps": ["5"]})",
        R"({"scenario": "plain", "steps": [5.5]})",
        R"({"scenario": 5, "steps": [5]})",
        R"({"scenario": null, "steps": [5]})",
        R"({"scenario": "plain", "steps": [5], "options": ["--upstream=x"]})",
        R"({"scenario": "plain", "steps": [5], "script": ["HTTP/1.1 200"]})"}) {
    EXPECT_EQ(statusOf(json), 400) << json;
  }
}

TEST_F(LabOrder, RefusesAMalformedRequest) {
  for (const char* request :
       {"null", "5", "[]", "\"GET /\"", "[5]", "[[]]", "[{}]",
        R"([{"wait": -1}])", R"(["x", {"wait": "5"}])",
        R"(["x", {"wait": 100, "more": 1}])", R"([{"wait": 100}])",
        R"(["\u20ac"])", R"(["x", {"http2": "nothing"}])",
        R"(["x", {"websocket": "nothing"}])"}) {
    EXPECT_EQ(statusOf(withRequest(request)), 400) << request;
  }
}

TEST_F(LabOrder, BoundsAnEditedRequest) {
  const auto octets = [](std::size_t count) {
    return "[\"" + std::string(count, 'x') + "\"]";
  };
  EXPECT_EQ(statusOf(withRequest(octets(32'768))), 0);
  EXPECT_EQ(statusOf(withRequest(octets(32'769))), 400);
  EXPECT_EQ(statusOf(withRequest(R"(["x", {"wait": 5000}, "y"])")), 0);
  EXPECT_EQ(statusOf(withRequest(R"(["x", {"wait": 5001}, "y"])")), 400);
  EXPECT_EQ(
      statusOf(withRequest(R"(["x", {"wait": 3000}, "y", {"wait": 2001}])")),
      400);
  EXPECT_EQ(statusOf(withRequest(R"(["x", {"wait": 2147483647}, "y"])")), 400);
  std::string many = "[\"x\"";
  for (int i = 0; i < 65; ++i) many += R"(, {"wait": 1}, "y")";
  EXPECT_EQ(statusOf(withRequest(many + "]")), 400);
}

}  // namespace
}  // namespace hop::lab
