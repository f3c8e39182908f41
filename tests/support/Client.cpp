// SPDX-License-Identifier: MIT
#include "tests/support/Client.h"

#include "tests/support/Errors.h"
#include "tests/support/Octets.h"

namespace hop::test {

Client::Client(Connection connection, Lanes& lanes)
    : connection_(std::move(connection)) {
  connection_.observe(
      [&lanes](std::string_view octets) {
        lanes.add(Lane::ClientSent, octets);
      },
      [&lanes](std::string_view octets) {
        lanes.add(Lane::ClientReceived, octets);
      });
}

Message Client::response(std::string_view method) {
  const auto message = connection_.readMessage(kPatience, method);
  if (!message) fail("no-response", "no response head arrived in time");
  if (message->status() == 0) {
    fail("malformed-response",
         "not a status line: " + readable(message->startLine));
  }
  return *message;
}

Message Client::completeResponse(std::string_view method) {
  const Message message = response(method);
  require(message.complete, "stalled",
          "the response body did not end as its framing says");
  return message;
}

Message Client::ask(std::string_view request) {
  send(request);
  const auto space = request.find(' ');
  return completeResponse(request.substr(0, space));
}

void Client::requireClosed() {
  require(connection_.closedWithin(kPatience), "connection-kept",
          "the proxy keeps the connection open; it should close it");
  requireSilence();
}

void Client::requireOpen() {
  require(!connection_.closedWithin(kMoment), "connection-lost",
          "the proxy closed the connection; it should stay open");
  requireSilence();
}

void Client::requireSilence() {
  require(connection_.unread().empty(), "body-parsed-as-request",
          "octets that nobody asked for: " + readable(connection_.unread()));
}

}  // namespace hop::test
