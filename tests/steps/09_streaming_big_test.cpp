// SPDX-License-Identifier: MIT
// 09-streaming: whoever reads slowly makes the other side write slowly. What
// is on the way lies in the socket buffers, not in the proxy.
#include "tests/support/ByHand.h"
#include "tests/support/Case.h"
#include "tests/support/Checks.h"

#include <sys/socket.h>

#include <future>
#include <memory>

namespace hop::test {
namespace {

constexpr std::size_t kPiece = 65'536;
/// 100 MiB: no chain of buffers holds it. Linux lets a socket buffer grow to 4
/// or 6 MiB, and there are four of them on the way.
constexpr std::size_t kHundredMiB = 100UL * 1'024 * 1'024;
/// An idle proxy takes about 10 MiB; with this it stays below 32.
constexpr long kBudgetKiB = 20L * 1'024;

/// Writes to somebody who does not read. @return how much went in.
std::size_t sendUntilBlocked(Connection& connection, const std::string& piece) {
  std::size_t sent = 0;
  pollfd room{connection.descriptor(), POLLOUT, 0};
  while (sent < kHundredMiB &&
         ::poll(&room, 1, static_cast<int>(2 * kMoment.count())) == 1) {
    const auto first = sent % piece.size();
    const auto n = ::send(connection.descriptor(), piece.data() + first,
                          piece.size() - first, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (n < 0) break;
    sent += static_cast<std::size_t>(n);
  }
  return sent;
}

void requireBounded(Stage& stage, long before) {
  const long now = stage.proxy().residentKiB().value_or(0);
  require(now - before <= kBudgetKiB, "memory-grown",
          "resident: " + std::to_string(before) + " KiB, now " +
              std::to_string(now) + " KiB");
}

/// The writer is stopped by a reader that sips.
void requireBackPressure(Stage& stage, long before, Connection& writer,
                         BodyReader& reader) {
  const std::string piece = pattern(kPiece, 7);
  const std::size_t sent = sendUntilBlocked(writer, piece);
  require(sent >= kPiece, "stalled", "nobody took the body");
  require(sent < kHundredMiB, "memory-grown",
          "the writer never had to wait: somebody holds it all");
  requireBounded(stage, before);
  for (std::size_t i = 0; i < kPiece; i += 1'024) {
    reader.expect(piece.substr(i, 1'024), kPatience);
  }
}

const std::string kLength =
    "Content-Length: " + std::to_string(kHundredMiB) + "\r\n\r\n";

CASE(Step09, R09_12, SlowClient) {
  ByHand hand(stage);
  Client client = stage.connect();
  const long before = stage.proxy().residentKiB().value_or(0);
  client.send(get());
  Connection upstream = hand.accept(client);
  promptHead(upstream);
  upstream.send("HTTP/1.1 200 OK\r\n" + kLength + "Begin");
  const Message head = promptHead(client.connection());
  BodyReader body(client.connection(), head);
  body.expect("Begin");
  requireBackPressure(stage, before, upstream, body);
}

CASE(Step09, R09_13, SlowUpstream) {
  ByHand hand(stage);
  Client client = stage.connect();
  const long before = stage.proxy().residentKiB().value_or(0);
  client.send("PUT /p HTTP/1.1\r\nHost: t\r\n" + kLength + "Begin");
  Connection upstream = hand.accept(client);
  const Message head = promptHead(upstream);
  BodyReader body(upstream, head);
  body.expect("Begin");
  requireBackPressure(stage, before, client.connection(), body);
}

/// 1 GiB.
constexpr std::size_t kManyPieces = 16'384;

/// Sends back what it reads, piece by piece.
void echo(Connection& connection) {
  const auto head = connection.readHead(kPatience);
  if (!head) return;
  connection.send("HTTP/1.1 200 OK\r\nContent-Length: " +
                  head->value("Content-Length") + "\r\n\r\n");
  for (std::size_t i = 0; i < kManyPieces; ++i) {
    const auto piece = connection.readOctets(kPiece, kPatience);
    if (piece.size() < kPiece || !connection.send(piece)) return;
  }
}

/// The same octets in every piece, beginning at another one each time.
std::string_view piece(const std::string& octets, std::size_t index) {
  return std::string_view(octets).substr(index % 251, kPiece);
}

CASE(Step09, R09_35, GibibyteEachWay) {
  stage.upstream().script(echo);
  Client client = stage.connect();
  auto& connection = client.connection();
  const std::string octets = pattern(kPiece + 251, 9);
  const long before = stage.proxy().residentKiB().value_or(0);
  client.send("PUT /p HTTP/1.1\r\nHost: t\r\nContent-Length: " +
              std::to_string(kManyPieces * kPiece) + "\r\n\r\n");
  client.send(piece(octets, 0));
  const Message head = promptHead(connection);
  require(connection.readOctets(kPiece, kPromptly) == piece(octets, 0),
          "event-delayed", "the answer waits for the end of the request");
  auto upload = std::async(std::launch::async, [&] {
    for (std::size_t i = 1; i < kManyPieces; ++i) {
      if (!connection.send(piece(octets, i))) return;
    }
  });
  std::size_t right = 1;
  while (right < kManyPieces &&
         connection.readOctets(kPiece, kPatience) == piece(octets, right)) {
    if (++right % 4'096 == 0) requireBounded(stage, before);
  }
  if (right < kManyPieces) ::shutdown(connection.descriptor(), SHUT_RDWR);
  upload.wait();
  require(right == kManyPieces, "body-altered",
          "piece " + std::to_string(right) + " did not arrive");
}

}  // namespace
}  // namespace hop::test
