// SPDX-License-Identifier: MIT
#pragma once

#include "tests/support/Checks.h"
#include "tests/support/Hostile.h"
#include "tests/support/http2/Http2Upstream.h"

#include <functional>
#include <list>
#include <string>
#include <vector>

namespace hop::test {

/// What RFC 9113 section 8.1.1 lets a server do about a malformed request.
inline const Refusal kMalformed{{kProtocolError}, {400}};

/// @throws CaseFailed("status-wrong").
inline void requireStatus(const Message& response, int status) {
  require(response.status() == status, "status-wrong", response.startLine);
}

/// The connection still serves a request.
/// @throws CaseFailed("connection-lost") and those of Http2Client::ask().
inline void requireStillServing(Http2Client& client) {
  require(!client.rejected(), "connection-lost", "the connection is over");
  requireStatus(client.ask(h2Get("/still-serving")), 200);
}

/// Other clients are served, and from all that came before nothing has become
/// a request to the upstream, which speaks HTTP/1.
/// @throws CaseFailed("not-refused") and those of requireServingBoth().
inline void requireBothServedOnly(Stage& stage) {
  requireServingBoth(stage);
  const std::string seen = stage.lanes().text(Lane::UpstreamReceived);
  require(seen.starts_with("GET /still-serving "), "not-refused",
          "the upstream received: " + readable(seen));
}

/// What a hostile client does with its connection. @return the stream that
/// has to be refused.
using Attack = std::function<std::uint32_t(Http2Client& client)>;

/// The same, unless the refusal has ended the connection as well: an endpoint
/// may treat the error of a stream as one of the connection, and say so right
/// behind the reset (RFC 9113 section 5.4.1).
inline void requireServingUnlessOver(Http2Client& client,
                                     const Refusal& refusal) {
  try {
    requireStillServing(client);
  } catch (const CaseFailed&) {
    if (!client.rejected()) throw;
    requireConnectionError(client, refusal.codes);
  }
}

/// Each of these is refused on its stream or with its connection, and not an
/// octet of it reaches the upstream. A connection that lives on serves the next
/// request, and so does the proxy.
inline void requireAttacksRefused(Stage& stage,
                                  const std::vector<Attack>& attacks,
                                  const Refusal& refusal = kMalformed) {
  std::list<Http2Client> alive;
  for (const Attack& attack : attacks) {
    alive.push_back(stage.http2Client());
    Http2Client& client = alive.back();
    const auto stream = attack(client);
    const bool over = requireRefusal(client, stream, refusal);
    stage.requireNothingForwarded();
    if (over) alive.pop_back();
  }
  for (auto& client : alive) requireServingUnlessOver(client, refusal);
  requireBothServedOnly(stage);
}

/// The same for heads, each sent alone and with a body behind it.
inline void requireHeadsRefused(Stage& stage,
                                const std::vector<FieldList>& heads,
                                const Refusal& refusal = kMalformed) {
  std::vector<Attack> attacks;
  for (const FieldList& head : heads) {
    for (const std::string& body : {std::string(), kSmuggled}) {
      attacks.emplace_back([head, body](Http2Client& client) {
        const auto id = client.requestBlock(hpackLiterals(head), body.empty());
        if (!body.empty()) client.sendData(id, body, true);
        return id;
      });
    }
  }
  requireAttacksRefused(stage, attacks, refusal);
}

/// The request that the upstream got for these fields, answered with 200.
inline Message forwardedFor(Stage& stage, const FieldList& fields,
                            const std::string& body = "",
                            const FieldList& trailers = {}) {
  Http2Client client = stage.http2Client();
  requireStatus(client.response(client.request(fields, body, trailers)), 200);
  return stage.forwarded();
}

/// The response that the client gets when the upstream says these octets of
/// HTTP/1, and the events of its stream.
struct Seen {
  Message response;
  std::string events;
};
inline Seen seenFor(Stage& stage, const std::string& octets,
                    const FieldList& fields = h2Get()) {
  stage.upstream().respond(octets);
  Http2Client client = stage.http2Client();
  const auto id = client.request(fields);
  const Message response = client.response(id);
  return {response, client.stream(id).events};
}

/// @throws CaseFailed("frame-wrong") when the stream went another way.
inline void requireEvents(const std::string& events,
                          const std::string& wanted) {
  require(events == wanted, "frame-wrong",
          "the frames were " + events + " and not " + wanted +
              " (H fields, D data, . END_STREAM, R reset)");
}

/// Resident memory has not grown by more than @p kib since @p before.
/// @throws CaseFailed("memory-grown").
inline void requireMemory(Stage& stage, long before, long kib) {
  const long now = stage.proxy().residentKiB().value_or(0);
  require(now - before <= kib, "memory-grown",
          "resident: " + std::to_string(before) + " KiB, now " +
              std::to_string(now) + " KiB");
}

}  // namespace hop::test
