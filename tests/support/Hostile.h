// SPDX-License-Identifier: MIT
#pragma once

#include "tests/support/Checks.h"
#include "tests/support/Errors.h"
#include "tests/support/HopByHop.h"
#include "tests/support/Octets.h"
#include "tests/support/Stage.h"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

namespace hop::test {

/// Heads without their empty line, and a request that must never get through:
/// what the hostile rows are made of.
inline const std::string kGet = "GET / HTTP/1.1\r\nHost: t\r\n";
inline const std::string kPost = "POST /p HTTP/1.1\r\nHost: t\r\n";
inline const std::string kChunkedPost =
    kPost + "Transfer-Encoding: chunked\r\n\r\n";
inline const std::string kSmuggled =
    "GET /smuggled HTTP/1.1\r\nHost: t\r\n\r\n";

/// A request that asks for /smuggled, /secret or /evil.
[[nodiscard]] inline bool isStolen(const Message& request) {
  const std::string target = request.target();
  return target == "/smuggled" || target == "/secret" || target == "/evil";
}

/// Runs a check of one input, and puts that input into its failure.
template <class Check>
void forInput(const std::string& input, Check check) {
  try {
    check();
  } catch (const CaseFailed& failure) {
    fail(failure.reason(), std::string(failure.what()) +
                               "\n  for the input:\n    " +
                               readable(input, 300));
  }
}

/// The answer has one of these statuses, says that the connection will close,
/// and then it closes without another octet.
/// @throws CaseFailed("wrong-blame") when the upstream is accused,
///   "status-wrong", "connection-kept" or "body-parsed-as-request".
inline void requireLastAnswer(Client& client, const Message& response,
                              const std::vector<int>& statuses) {
  const bool fits = std::find(statuses.begin(), statuses.end(),
                              response.status()) != statuses.end();
  const bool blamesUpstream =
      response.status() == 502 || response.status() == 504;
  require(!blamesUpstream, "wrong-blame", response.startLine);
  require(fits, "status-wrong", response.startLine);
  require(connectionNames(response, "close"), "connection-kept",
          "the answer does not say close: " + readable(response.rawHead));
  client.requireClosed();
}

/// The proxy serves others, and from all that came before nothing has become
/// a request. (Only of octets that were refused with their head.)
/// @throws CaseFailed("not-refused") and those of Stage::requireServing().
inline void requireServingOnly(Stage& stage) {
  stage.requireServing();
  const std::string seen = stage.lanes().text(Lane::UpstreamReceived);
  require(seen.starts_with("GET /still-serving "), "not-refused",
          "the upstream received: " + readable(seen));
}

/// Each of these is answered once, with one of these statuses, and not an
/// octet of it reaches the upstream; neither does a request behind it in the
/// same segment, nor one that is sent after the refusal.
inline void requireRefused(Stage& stage, const std::vector<std::string>& inputs,
                           const std::vector<int>& statuses = {400}) {
  for (const auto& input : inputs) {
    for (const auto& octets : {input, input + kSmuggled}) {
      forInput(octets, [&] {
        Client client = stage.connect();
        client.send(octets);
        const Message response = client.completeResponse();
        stage.requireNothingForwarded();
        requireLastAnswer(client, response, statuses);
        client.send(kSmuggled);
      });
    }
  }
  requireServingOnly(stage);
}

/// The requests that the upstream has got to their end.
inline std::vector<Message> completeRequests(Stage& stage) {
  auto requests = stage.upstream().requests();
  requests.erase(
      std::remove_if(requests.begin(), requests.end(),
                     [](const Message& one) { return !one.complete; }),
      requests.end());
  return requests;
}

/// Each of these is a request with a proper head and a body that is none: the
/// upstream may have seen the beginning of it, never its end. The client gets
/// one of these statuses or just the end of the connection.
/// @param atEnd FIN after the octets.
inline void requireNotCompleted(Stage& stage,
                                const std::vector<std::string>& inputs,
                                const std::vector<int>& statuses = {400},
                                bool atEnd = false) {
  for (const auto& input : inputs) {
    forInput(input, [&] {
      Client client = stage.connect();
      client.send(input);
      if (atEnd) client.connection().finish();
      const auto response = client.connection().readMessage(kPatience, "POST");
      require(response || client.connection().closedWithin(kMoment),
              "no-response", "neither a response nor the end");
      require(!response || response->status() / 100 != 2, "not-refused",
              "answered with success");
      if (response) requireLastAnswer(client, *response, statuses);
    });
  }
  stage.requireServing();
  for (const Message& request : stage.upstream().requests()) {
    require(!isStolen(request), "body-parsed-as-request", request.startLine);
  }
  require(completeRequests(stage).size() == 1, "not-refused",
          "the upstream got the end of a request that has none");
}

/// For what may be refused or understood in one way.
/// @return the request that the upstream got, answered with 200; or nothing
///   when the input was properly refused.
inline std::optional<Message> forwardedUnlessRefused(
    Stage& stage, const std::string& input, const std::vector<int>& statuses) {
  std::optional<Message> request;
  forInput(input, [&] {
    const std::size_t before = completeRequests(stage).size();
    Client client = stage.connect();
    const Message response = client.ask(input);
    const auto requests = completeRequests(stage);
    if (response.status() != 200) {
      require(requests.size() == before, "not-refused",
              "forwarded, and answered with " + response.startLine);
      return requireLastAnswer(client, response, statuses);
    }
    require(requests.size() > before, "not-forwarded",
            "answered with 200 by the proxy itself");
    request = requests[before];
    client.requireSilence();
  });
  return request;
}

}  // namespace hop::test
