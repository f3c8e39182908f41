// SPDX-License-Identifier: MIT
#pragma once

#include "tests/support/Errors.h"
#include "tests/support/Octets.h"
#include "tests/support/Stage.h"

#include <atomic>
#include <memory>
#include <optional>
#include <string>

namespace hop::test {

/// Within this time a proxy has noticed what is wrong with a response. Half of
/// the usual patience, because a proxy that never notices costs all of it.
inline constexpr std::chrono::milliseconds kNoticed{2'000};

/// What the upstream does after its hostile octets.
enum class Then { GoesOn, Closes };

/// Set when a request came on a connection that had carried hostile octets.
/// The upstream's thread may outlive the case.
using Reused = std::shared_ptr<std::atomic<bool>>;

/// Answers /hostile with these octets, and every other target by its name.
inline Reused respondHostile(Stage& stage, const std::string& octets,
                             Then then = Then::GoesOn) {
  const auto reused = std::make_shared<std::atomic<bool>>(false);
  stage.upstream().script([&stage, octets, then, reused](Connection& one) {
    bool spoilt = false;
    while (const auto request = stage.upstream().take(one)) {
      if (spoilt) *reused = true;
      const bool hostile = request->target() == "/hostile";
      one.send(hostile ? octets : reply("", "answer for " + request->target()));
      if (hostile && then == Then::Closes) return;
      spoilt = spoilt || hostile;
    }
  });
  return reused;
}

/// Asks for /hostile and reads what comes, which need not be complete.
/// @throws CaseFailed("no-response"), CaseFailed("malformed-response"),
///   CaseFailed("not-forwarded") or CaseFailed("retried").
inline Message askHostile(Stage& stage, Client& client,
                          const std::string& request = get("/hostile")) {
  client.send(request);
  const std::string method = request.substr(0, request.find(' '));
  const auto response = client.connection().readMessage(kNoticed, method);
  require(response.has_value(), "no-response", "no head arrived");
  require(response->status() != 0, "malformed-response",
          "not a status line: " + readable(response->startLine));
  stage.forwarded();
  return *response;
}

/// @throws CaseFailed("status-wrong") or CaseFailed("mixed-up").
inline void requireOwnAnswer(Client& client, const std::string& target) {
  const Message response = client.ask(get(target));
  require(response.status() == 200, "status-wrong", response.startLine);
  require(response.body == "answer for " + target, "mixed-up",
          target + " was answered with: " + readable(response.body));
}

/// Another client, on a new connection, is not harmed by what happened.
inline void requireOthersServed(Stage& stage) {
  Client other = stage.connect();
  requireOwnAnswer(other, "/other");
}

/// The next request on this connection and one on a new connection get their
/// own answers.
inline void requireOwnAnswers(Stage& stage, Client& client) {
  requireOwnAnswer(client, "/same");
  requireOthersServed(stage);
}

/// @throws CaseFailed("connection-kept").
inline void requireNotReused(const Reused& reused) {
  require(!*reused, "connection-kept",
          "the upstream connection with octets too many was used again");
}

/// These octets are no response: the client gets 502 and the upstream's
/// connection is not used again. The client's connection goes on.
/// @throws CaseFailed("not-refused") and all that the above throw.
inline void requireBadGateway(Stage& stage, const std::string& octets,
                              Then then = Then::GoesOn) {
  const auto reused = respondHostile(stage, octets, then);
  Client client = stage.connect();
  const Message response = askHostile(stage, client);
  require(
      response.status() == 502, "not-refused",
      "not 502 but " + response.startLine + " for " + readable(octets, 200));
  require(response.complete, "stalled", "the 502 does not end");
  requireOwnAnswers(stage, client);
  requireNotReused(reused);
}

/// The response cannot be complete, and the client can tell: it ends before
/// its framing says so, together with the connection.
/// @param sent the octets of the body that the upstream had sent.
/// @throws CaseFailed("truncation-hidden") when it looks complete, and
///   CaseFailed("connection-kept") when its end never comes.
inline void requireAborted(Client& client, const Message& response,
                           const std::string& sent) {
  require(!response.complete, "truncation-hidden",
          "looks complete: " + readable(response.rawHead + response.body, 400));
  require(client.connection().closedWithin(kMoment), "connection-kept",
          "the client waits for the rest on an open connection");
  client.requireSilence();
  require(response.status() == 200, "status-wrong", response.startLine);
  require(sent.starts_with(response.body), "body-altered",
          "the body was " + readable(sent) + " and arrived as " +
              readable(response.body));
}

/// The client can tell that this is not the whole. Who has seen the fault
/// before the first octet went out may also say 502, or nothing and close.
inline void requireVisible(Client& client,
                           const std::optional<Message>& response) {
  if (!response) {
    require(client.connection().closedWithin(kMoment) &&
                client.connection().unread().empty(),
            "no-response", "neither a head nor an end");
    return;
  }
  require(response->status() != 0, "malformed-response", response->startLine);
  if (response->status() == 502 && response->complete) return;
  requireAborted(client, *response, "hello");
}

/// The upstream sends these octets, whose body is "hello" and then an end that
/// is none; the client can tell, and others are served.
inline void requireCut(Stage& stage, const std::string& octets, Then then) {
  respondHostile(stage, octets, then);
  Client client = stage.connect();
  client.send(get("/hostile"));
  const auto response = client.connection().readMessage(kNoticed, "GET");
  stage.forwarded();
  requireVisible(client, response);
  requireOthersServed(stage);
}

}  // namespace hop::test
