// SPDX-License-Identifier: MIT
// 07-path: joining the base of --upstream and cutting off --strip-prefix.
#include "tests/support/Case.h"
#include "tests/support/Checks.h"

namespace hop::test {
namespace {

/// The request reached the upstream with exactly this target.
void requireTarget(const Message& request, const std::string& sent,
                   const std::string& expected) {
  require(request.target() == expected, "target-wrong",
          sent + " became " + request.target() + " instead of " + expected);
}

/// Sends GET for each target and compares what the upstream receives.
struct Rewrite {
  std::string sent;
  std::string expected;
};

void requireRewrites(Stage& stage, const std::vector<Rewrite>& table) {
  for (std::size_t i = 0; i < table.size(); ++i) {
    stage.ask(get(table[i].sent));
    requireTarget(forwardedAt(stage, i), table[i].sent, table[i].expected);
  }
}

/// The same with a proxy of its own, because the base is an option of it.
void requireJoined(const std::string& base, const Rewrite& row) {
  onFreshStage([&](Stage& stage) {
    stage.upstreamPath(base);
    requireTarget(stage.exchange(get(row.sent)).request,
                  "base '" + base + "', " + row.sent, row.expected);
  });
}

CASE(Step07, R07_01, BaseIsPutInFront) {
  stage.upstreamPath("/base");
  const auto [response, request] = stage.exchange(get("/x"));
  requireTarget(request, "/x", "/base/x");
}

CASE(Step07, R07_02, OneSlashAtTheSeam) {
  requireJoined("", {"/x", "/x"});
  requireJoined("/", {"/x", "/x"});
  requireJoined("/base", {"/x", "/base/x"});
  requireJoined("/base/", {"/x", "/base/x"});
  requireJoined("/base", {"/", "/base/"});
  requireJoined("/a%2Fb", {"/c", "/a%2Fb/c"});
  requireJoined("/a%2Fb/", {"/c%2Fd", "/a%2Fb/c%2Fd"});
}

CASE(Step07, R07_03, QueryOfTheUpstreamComesFirst) {
  requireJoined("/", {"/x", "/x"});
  requireJoined("/", {"/x?us=er", "/x?us=er"});
  requireJoined("/?sta=tic", {"/x", "/x?sta=tic"});
  requireJoined("/?sta=tic", {"/x?us=er", "/x?sta=tic&us=er"});
  requireJoined("/base?sta=tic", {"/x?us=er", "/base/x?sta=tic&us=er"});
}

CASE(Step07, R07_04, QueryIsNotRead) {
  stage.upstreamPath("/base");
  requireRewrites(stage, {{"/x?a=1&a=2;b=3", "/base/x?a=1&a=2;b=3"},
                          {"/x?a=%zz", "/base/x?a=%zz"},
                          {"/x?&&", "/base/x?&&"},
                          {"/x?q=a+b%20c", "/base/x?q=a+b%20c"}});
}

CASE(Step07, R07_05, EmptyQueryIsKept) {
  stage.upstreamPath("/base");
  requireRewrites(stage, {{"/x?", "/base/x?"}});
}

CASE(Step07, R07_06, PathIsNotDecoded) {
  stage.upstreamPath("/base");
  requireRewrites(stage, {{"/a%2Fb", "/base/a%2Fb"},
                          {"/caf%C3%A9", "/base/caf%C3%A9"},
                          {"/a//b", "/base/a//b"},
                          {"/a;v=1", "/base/a;v=1"}});
}

CASE(Step07, R07_07, PrefixIsCutOff) {
  stage.options({"--strip-prefix", "/p"});
  requireRewrites(stage, {{"/p/x?y", "/x?y"}});
}

CASE(Step07, R07_08, NothingLeftIsARoot) {
  stage.options({"--strip-prefix", "/p"});
  requireRewrites(stage, {{"/p", "/"}, {"/p?y", "/?y"}});
}

CASE(Step07, R07_09, PrefixWithASlash) {
  stage.options({"--strip-prefix", "/p"});
  requireRewrites(stage, {{"/p/", "/"}});
}

CASE(Step07, R07_14, SlashesAreNoAuthority) {
  stage.options({"--strip-prefix", "/p"});
  requireRewrites(stage, {{"/p//evil.test/x", "//evil.test/x"}});
}

CASE(Step07, R07_15, StripThenJoin) {
  stage.upstreamPath("/base");
  stage.options({"--strip-prefix", "/p"});
  requireRewrites(stage, {{"/p/x", "/base/x"}});
}

CASE(Step07, R07_23, LocationIsNotRewritten) {
  stage.upstreamPath("/base");
  const auto [response, request] =
      stage.exchange(get("/x"), reply("Location: /y\r\n", "", "302 Found"));
  requireField(response, "Location", "/y");
  requireTarget(request, "/x", "/base/x");
}

CASE(Step07, PN03, EncodedDotSegments) {
  stage.upstreamPath("/base");
  requireRewrites(stage, {{"/a/%2e%2e/b", "/base/a/%2e%2e/b"}});
  const Message response = stage.ask(get("/%2e%2e/b"));
  require(stage.upstream().requests().size() == 1, "not-refused",
          "/%2e%2e/b reached the upstream");
  require(response.status() == 400, "status-wrong", response.startLine);
}

}  // namespace
}  // namespace hop::test
