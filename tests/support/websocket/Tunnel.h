// SPDX-License-Identifier: MIT
#pragma once

#include "tests/support/ByHand.h"
#include "tests/support/Checks.h"
#include "tests/support/HopByHop.h"
#include "tests/support/websocket/WebSocket.h"

#include <string>
#include <utility>

namespace hop::test {

/// These octets come next, and soon. @throws CaseFailed("connection-lost") when
///   the end comes instead, CaseFailed("event-delayed"),
///   CaseFailed("body-altered").
inline void requireArrives(Connection& to, const std::string& octets,
                           std::chrono::milliseconds timeout = kPromptly) {
  const std::string came = to.readOctets(octets.size(), timeout);
  require(came == octets || came.size() == octets.size(),
          to.ended() ? "connection-lost" : "event-delayed",
          "of " + std::to_string(octets.size()) + " octets (" +
              readable(octets, 60) + ") came " + std::to_string(came.size()));
  require(came == octets, "body-altered",
          readable(octets, 60) + " arrived as " + readable(came, 60));
}

/// What one end says arrives at the other one. For octets that fit into the
/// socket buffers.
inline void requireCarried(Connection& from, Connection& to,
                           const std::string& octets) {
  from.send(octets);
  requireArrives(to, octets);
}

/// Nothing more comes but the end. @throws CaseFailed("connection-kept"),
///   CaseFailed("body-altered").
inline void requireEnd(Connection& end,
                       std::chrono::milliseconds timeout = kGone) {
  require(end.closedWithin(timeout), "connection-kept", "it stays open");
  require(end.unread().empty(), "body-altered",
          "octets from where: " + readable(end.unread(), 200));
}

/// The same, by a proper end. @throws CaseFailed("connection-lost") for RST.
inline void requireFin(Connection& end) {
  requireEnd(end);
  require(!end.wasReset(), "connection-lost", "RST instead of FIN");
}

/// The same, by RST. @throws CaseFailed("truncation-hidden") for FIN.
inline void requireReset(Connection& end) {
  requireEnd(end);
  require(end.wasReset(), "truncation-hidden",
          "a FIN: what broke off looks complete");
}

/// The upstream is asked for that protocol, on this connection.
/// @throws CaseFailed("not-upgraded").
inline void requireAsked(const Message& request,
                         const std::string& protocols = "websocket") {
  require(connectionNames(request, "Upgrade") &&
              request.value("Upgrade") == protocols,
          "not-upgraded",
          "the upstream is not asked for " + protocols + ": " +
              readable(request.rawHead));
}

/// Connection says Upgrade and nothing else. Its options have no case
/// (RFC 9110 section 7.6.1).
/// @throws CaseFailed("field-lost"), CaseFailed("field-duplicated") or
///   CaseFailed("field-altered").
inline void requireUpgradeOnly(const Message& message) {
  require(message.has("Connection"), "field-lost", "Connection did not arrive");
  require(message.all("Connection").size() == 1, "field-duplicated",
          readable(message.rawHead));
  require(sameName(message.value("Connection"), "Upgrade"), "field-altered",
          "Connection should be Upgrade: " + readable(message.rawHead));
}

/// A handshake that has reached the upstream and is not answered yet.
struct Asking {
  Client client;
  Connection upstream;
  Message request;
};

/// @param octets a handshake, and what the client sends with it.
/// @throws CaseFailed("not-forwarded").
inline Asking ask(ByHand& hand, Client client, const std::string& octets) {
  client.send(octets);
  Connection upstream = hand.accept(client);
  const auto request = upstream.readMessage(kPatience);
  require(request.has_value(), "not-forwarded", "no request has arrived");
  return {std::move(client), std::move(upstream), *request};
}

/// Both ends of a tunnel, in the hands of the case.
struct Tunnel {
  Connection& down() { return client.connection(); }
  Connection& up() { return upstream; }
  /// Both directions carry. Different octets every time.
  void requireOpen() {
    const std::string word = "word " + std::to_string(++words);
    requireCarried(down(), up(), word);
    requireCarried(up(), down(), word + " back");
  }

  Client client;
  Connection upstream;
  Message request;
  Message response{};
  int words = 0;
};

/// The upstream says 101 to what was asked.
/// @param octets its head, and what it sends with it.
/// @throws CaseFailed("not-upgraded") when the client does not get it.
inline Tunnel switchedWith(Asking asking, const std::string& octets) {
  Tunnel tunnel{std::move(asking.client), std::move(asking.upstream),
                std::move(asking.request)};
  tunnel.upstream.send(octets);
  const auto head = tunnel.down().readHead(kPatience);
  require(head.has_value(), "no-response", "no head arrived");
  require(head->status() == 101, "not-upgraded",
          "instead of 101 the client gets " + head->startLine);
  tunnel.response = *head;
  return tunnel;
}

/// A WebSocket tunnel of this client.
/// @throws CaseFailed("not-upgraded") when the proxy does not ask for one.
inline Tunnel openTunnel(ByHand& hand, Client client) {
  Asking asking = ask(hand, std::move(client), handshake());
  requireAsked(asking.request);
  const std::string answer = switchFor(asking.request);
  return switchedWith(std::move(asking), answer);
}

}  // namespace hop::test
