// SPDX-License-Identifier: MIT
// 07-path: what is not below the prefix or the base is refused, and the
// client's word for the prefix is not believed.
#include "tests/support/Case.h"
#include "tests/support/Checks.h"

#include "tools/process/ChildProcess.h"

namespace hop::test {
namespace {

const std::string kPrefixField = "X-Forwarded-Prefix";

/// Each of these is answered with this status, and none reaches the upstream.
void requireRefused(Stage& stage, const std::vector<std::string>& targets,
                    int status) {
  for (const auto& target : targets) {
    const Message response = stage.ask(get(target));
    const std::string seen = stage.lanes().text(Lane::UpstreamReceived);
    require(seen.empty(), "not-refused",
            target + " reached the upstream: " + readable(seen));
    require(response.status() == status, "status-wrong",
            target + ": " + response.startLine);
  }
}

CASE(Step07, R07_10, PrefixIsAWholeSegment) {
  stage.options({"--strip-prefix", "/p"});
  requireRefused(stage, {"/px", "/P/x", "/q", "/", "/px/p/x"}, 404);
  // A body that nobody wants is no request either.
  const std::string body = get("/p/smuggled");
  Client client = stage.connect();
  client.ask("POST /q HTTP/1.1\r\nHost: t\r\nContent-Length: " +
             std::to_string(body.size()) + "\r\n\r\n" + body);
  client.connection().closedWithin(kMoment);
  client.requireSilence();
  stage.requireNothingForwarded();
}

CASE(Step07, R07_11, PrefixIsComparedAsOctets) {
  stage.options({"--strip-prefix", "/p"});
  requireRefused(stage, {"/%70/x", "/p%2Fx", "/p%2fx", "//p/x"}, 404);
}

CASE(Step07, R07_12, NoWayOutOfThePrefix) {
  stage.options({"--strip-prefix", "/p"});
  requireRefused(stage,
                 {"/p/../admin", "/p/%2e%2e/admin", "/p/a/../../admin",
                  "/p/..%2fadmin", "/p/..\\admin", "/p/..", "/p/.%2E/admin",
                  "/p/%2E./admin", "/p/..%5Cadmin", "/p/%2e%2e%2Fadmin",
                  "/p/./../admin?x=/a/b", "http://t/p/../admin"},
                 400);
  // Dots that stay inside are octets like others.
  const std::vector<std::string> inside{"/a/../b", "/a/%2e%2e/b", "/..a/b",
                                        "/x?/../../y"};
  for (std::size_t i = 0; i < inside.size(); ++i) {
    stage.ask(get("/p" + inside[i]));
    require(forwardedAt(stage, i).target() == inside[i], "target-wrong",
            "/p" + inside[i] + " became " + forwardedAt(stage, i).target());
  }
}

CASE(Step07, R07_13, NoWayOutOfTheBase) {
  stage.upstreamPath("/base");
  requireRefused(stage, {"/../x", "/a/../../x", "/%2e%2e/x"}, 400);
  const auto [response, request] = stage.exchange(get("/a/../x"));
  require(request.target() == "/base/a/../x", "target-wrong",
          request.startLine);
}

CASE(Step07, R07_21, PrefixOfTheClientIsNotBelieved) {
  const std::string fields =
      "X-Keep: 1\r\nX-Forwarded-Prefix: /evil\r\nx-forwarded-prefix: "
      "/worse\r\n";
  const auto [response, request] = stage.exchange(get("/p/x", fields));
  requireField(request, "X-Keep", "1");
  require(!request.has(kPrefixField), "spoofed-field-passed",
          kPrefixField + ": " + request.value(kPrefixField));

  onFreshStage([&](Stage& stripping) {
    stripping.options({"--strip-prefix", "/p"});
    const auto prefix =
        stripping.exchange(get("/p/x", fields)).request.value(kPrefixField);
    require(prefix.empty() || prefix == "/p", "spoofed-field-passed",
            kPrefixField + ": " + prefix);
  });
}

CASE(Step07, R07_22, UpstreamUrlThatIsNone) {
  const auto wrong = {"http://u:p@127.0.0.1:9000",
                      "http://u@127.0.0.1:9000/",
                      "http://127.0.0.1:9000/#f",
                      "ftp://127.0.0.1:9000/",
                      "http:///base",
                      "http://:9000/",
                      "127.0.0.1:9000"};
  for (const std::string url : wrong) {
    process::ChildProcess child(
        process::Command{proxyCommand({"127.0.0.1:0", url, {}})});
    require(!child.firstLine(kPatience), "exit-wrong", url + " was accepted");
    const auto status = child.wait(kPatience);
    require(status && status->signal == 0 && status->code == 2, "exit-wrong",
            url + ": " + (status ? status->text() : "it hangs"));
    const std::string error = child.standardError();
    require(error.find("--upstream") != std::string::npos &&
                error.find("usage:") != std::string::npos,
            "exit-wrong", url + " gives the message: " + error);
  }
}

CASE(Step07, R07_24, UpstreamIsToldThePrefix) {
  stage.options({"--strip-prefix", "/p"});
  const auto [response, request] =
      stage.exchange(get("/p/x",
                         "Connection: X-Forwarded-Prefix\r\n"
                         "X-Forwarded-Prefix: /evil\r\n"));
  require(request.has(kPrefixField), "forwarded-field-lost",
          kPrefixField + " is missing");
  require(request.all(kPrefixField) == std::vector<std::string>{"/p"},
          "spoofed-field-passed",
          kPrefixField + ": " + request.value(kPrefixField));
}

}  // namespace
}  // namespace hop::test
