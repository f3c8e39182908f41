// SPDX-License-Identifier: MIT
// Who may use the lab: not a page of somebody else, whatever it tries.
#include "tests/lab/LabServer.h"

#include <gtest/gtest.h>

namespace hop::lab::test {
namespace {

constexpr const char* kOrder = R"({"scenario": "plain", "steps": [1]})";

class LabGuard : public ::testing::Test {
 protected:
  LabServer server;

  /// The page's own request, one field of it changed.
  int statusWith(const std::string& name, const std::string& value) {
    auto fields = server.ownFields();
    fields[name] = value;
    return server.send("POST", "/api/run", fields, kOrder).status;
  }
};

TEST_F(LabGuard, LetsItsOwnPageRunSomething) {
  EXPECT_EQ(server.run(kOrder).status, 200);
}

TEST_F(LabGuard, RefusesAnotherOrigin) {
  EXPECT_EQ(statusWith("Origin", "http://evil.example"), 403);
  EXPECT_EQ(statusWith("Origin", "null"), 403);
  EXPECT_EQ(statusWith("Origin", ""), 403);
  // The same machine, another port: another program's page.
  EXPECT_EQ(statusWith("Origin", "http://127.0.0.1:1"), 403);
  EXPECT_EQ(statusWith("Origin", "https://" + server.host()), 403);
}

TEST_F(LabGuard, RefusesAnotherHost) {
  EXPECT_EQ(statusWith("Host", "evil.example"), 421);
  EXPECT_EQ(statusWith("Host", "127.0.0.1"), 421);
  EXPECT_EQ(statusWith("Host", "127.0.0.1:1"), 421);
  EXPECT_EQ(statusWith("Host", "localhost.evil.example"), 421);
  // The page itself, too: it would hand out the cookie.
  EXPECT_EQ(server.send("GET", "/", {{"Host", "evil.example"}}).status, 421);
  EXPECT_EQ(
      server.send("GET", "/catalogue.json", {{"Host", "evil.example"}}).status,
      421);
}

TEST_F(LabGuard, RefusesWithoutTheToken) {
  EXPECT_EQ(statusWith("Cookie", ""), 403);
  EXPECT_EQ(statusWith("Cookie", server.cookie() + "0"), 403);
  std::string wrong = server.cookie();
  wrong.back() = wrong.back() == '0' ? '1' : '0';
  EXPECT_EQ(statusWith("Cookie", wrong), 403);
  const auto reply = server.send("POST", "/api/run",
                                 {{"Host", server.host()},
                                  {"Origin", "http://" + server.host()},
                                  {"Content-Type", "application/json"}},
                                 kOrder);
  EXPECT_NE(reply.body.find("The token is missing"), std::string::npos);
}

TEST_F(LabGuard, RefusesWhatAFormCanSend) {
  EXPECT_EQ(statusWith("Content-Type", "text/plain"), 415);
  EXPECT_EQ(statusWith("Content-Type", "application/x-www-form-urlencoded"),
            415);
  EXPECT_EQ(statusWith("Content-Type", ""), 415);
  EXPECT_EQ(statusWith("Content-Type", "application/json; charset=utf-8"), 200);
}

TEST_F(LabGuard, RefusesACrossSiteFetch) {
  EXPECT_EQ(statusWith("Sec-Fetch-Site", "cross-site"), 403);
  EXPECT_EQ(statusWith("Sec-Fetch-Site", "same-site"), 403);
  EXPECT_EQ(statusWith("Sec-Fetch-Site", "same-origin"), 200);
}

TEST_F(LabGuard, GivesNobodyElseLeaveToRead) {
  const auto preflight =
      server.send("OPTIONS", "/api/run",
                  {{"Host", server.host()},
                   {"Origin", "http://evil.example"},
                   {"Access-Control-Request-Method", "POST"}});
  EXPECT_EQ(preflight.status, 405);
  EXPECT_EQ(preflight.head.get("Allow", ""), "POST");
  EXPECT_FALSE(preflight.head.has("Access-Control-Allow-Origin"));
  EXPECT_FALSE(
      server.get("/catalogue.json").head.has("Access-Control-Allow-Origin"));
}

TEST_F(LabGuard, LetsNobodyFrameThePage) {
  const auto page = server.get("/");
  EXPECT_EQ(page.status, 200);
  const std::string policy = page.head.get("Content-Security-Policy", "");
  EXPECT_NE(policy.find("frame-ancestors 'self'"), std::string::npos);
  EXPECT_NE(policy.find("default-src 'none'"), std::string::npos);
  EXPECT_EQ(page.head.get("X-Content-Type-Options", ""), "nosniff");
}

TEST_F(LabGuard, TurnsTheTokenIntoACookieAndHidesIt) {
  const auto reply =
      server.get("/?scenario=plain&token=" + server.lab().token() + "&step=5");
  EXPECT_EQ(reply.status, 303);
  EXPECT_EQ(reply.head.get("Location", ""), "/?scenario=plain&step=5");
  const std::string cookie = reply.head.get("Set-Cookie", "");
  EXPECT_NE(cookie.find(server.cookie()), std::string::npos);
  EXPECT_NE(cookie.find("HttpOnly"), std::string::npos);
  EXPECT_NE(cookie.find("SameSite=Strict"), std::string::npos);
}

TEST_F(LabGuard, GivesNoCookieForAWrongToken) {
  for (const char* target : {"/?token=", "/?token=0", "/", "/?tok%en=1"}) {
    const auto reply = server.get(target);
    EXPECT_EQ(reply.status, 200) << target;
    EXPECT_FALSE(reply.head.has("Set-Cookie")) << target;
  }
}

TEST_F(LabGuard, SendsNobodyToAnotherHost) {
  const auto reply =
      server.get("//evil.example/?token=" + server.lab().token());
  EXPECT_NE(reply.status, 303);
  EXPECT_FALSE(reply.head.has("Location"));
}

TEST_F(LabGuard, MakesANewTokenEachTime) {
  EXPECT_EQ(server.lab().token().size(), 32U);
  EXPECT_NE(Guard().token(), Guard().token());
}

}  // namespace
}  // namespace hop::lab::test
