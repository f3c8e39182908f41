// SPDX-License-Identifier: MIT
#pragma once

#include "tests/support/Checks.h"
#include "tests/support/Client.h"
#include "tests/support/Errors.h"
#include "tests/support/Stage.h"

#include <atomic>
#include <functional>
#include <memory>
#include <string>

namespace hop::test {

/// What an upstream does instead of answering as usual. @param usual the octets
///   of the usual answer. @return false to close the connection.
using Instead = std::function<bool(
    Connection& connection, const Message& request, const std::string& usual)>;

/// What comes before the first request on a connection: TLS, perhaps. @return
///   false to close it.
using Prepare = std::function<bool(Connection& connection)>;

/// Nothing.
inline bool asItIs(Connection& /*connection*/) {
  return true;
}

/// Answers as usual.
inline bool asUsual(Connection& connection, const Message& /*request*/,
                    const std::string& usual) {
  return connection.send(usual);
}

/// An upstream whose answers tell which of its connections they come from, and
/// how many that has given before: "2.1" is the first one of the second.
inline void numberConnections(Stage& stage, const Instead& instead = asUsual,
                              const Prepare& prepare = asItIs) {
  const auto count = std::make_shared<std::atomic<int>>(0);
  stage.upstream().script([=, &stage](Connection& connection) {
    if (!prepare(connection)) return;
    int number = 0;  // the first one to ask is the first to count
    for (int n = 1;; ++n) {
      const auto request = stage.upstream().take(connection);
      if (!request) return;
      if (number == 0) number = ++*count;
      const auto usual =
          reply("", std::to_string(number) + "." + std::to_string(n));
      if (!instead(connection, *request, usual)) return;
    }
  });
}

/// This request is answered over that connection.
/// @throws CaseFailed("not-reused") when it should be an old one and is not,
///   CaseFailed("connection-kept") the other way round.
inline void requireVia(Client& client, const std::string& request,
                       const std::string& expected) {
  const Message response = client.ask(request);
  if (response.body == expected) return;
  const bool fresh = expected.ends_with(".1");
  fail(fresh && response.status() == 200 ? "connection-kept" : "not-reused",
       "expected the answer " + expected + ", not " + response.startLine +
           " with " + readable(response.body, 40));
}

/// Two requests go over the first connection. To begin with, and as a control:
/// whoever keeps none cannot fail to keep one.
/// @throws CaseFailed("not-reused").
inline void requirePooling(Client& client) {
  for (const std::string expected : {"1.1", "1.2"}) {
    const Message response = client.ask(get("/control"));
    require(response.body == expected, "not-reused",
            "expected the answer " + expected + ", not " +
                readable(response.body, 40));
  }
}

}  // namespace hop::test
