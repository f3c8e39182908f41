// SPDX-License-Identifier: MIT
// 03-copy-body: bodies that no buffer holds. They are made, sent and compared
// piece by piece, so that the test does not hold them either.
#include "tests/support/Case.h"
#include "tests/support/Checks.h"

#include <sys/socket.h>

#include <atomic>
#include <future>
#include <memory>

namespace hop::test {
namespace {

constexpr std::size_t kPiece = 65'536;
/// 64 MiB: more than any buffer on the way.
constexpr unsigned kManyPieces = 1'024;
/// 4 MiB: more than the socket buffers of both connections.
constexpr unsigned kSomePieces = 64;
/// By so much may the proxy grow while a body passes: far more than it needs
/// to stream, a quarter of the body.
constexpr long kBudgetKiB = 16L * 1'024;

/// Each piece of each body is different.
std::string piece(unsigned body, unsigned index) {
  return pattern(kPiece, body * 8'192 + index);
}

void sendPieces(Connection& connection, unsigned body, unsigned count) {
  for (unsigned i = 0; i < count; ++i) {
    if (!connection.send(piece(body, i))) return;
  }
}

/// @return the first piece from @p first on that is not the right one; @p last
///   when all are.
unsigned receivePieces(Connection& connection, unsigned body, unsigned first,
                       unsigned last) {
  for (unsigned i = first; i < last; ++i) {
    if (connection.readOctets(kPiece, kPatience) != piece(body, i)) return i;
  }
  return last;
}

std::string lengthField(unsigned pieces) {
  return "Content-Length: " + std::to_string(pieces * kPiece) + "\r\n\r\n";
}

/// Reads a response head that announces so many pieces.
void requireHead(Client& client, unsigned pieces) {
  const auto head = client.connection().readHead(kPatience);
  require(head.has_value(), "no-response", "no head arrived");
  require(head->status() == 200, "status-wrong", head->startLine);
  require(head->value("Content-Length") == std::to_string(pieces * kPiece),
          "body-lost", "length " + head->value("Content-Length"));
}

void requireAll(unsigned right, unsigned count) {
  require(right == count, "body-altered",
          "piece " + std::to_string(right) + " of " + std::to_string(count) +
              " did not arrive as it was sent");
}

void requireBounded(long before, long now) {
  require(now - before <= kBudgetKiB, "memory-grown",
          "resident: " + std::to_string(before) + " KiB, in the middle of " +
              "the body " + std::to_string(now) + " KiB");
}

CASE(Step03, R03_06, BigResponseIsStreamed) {
  stage.upstream().script([&stage](Connection& connection) {
    if (!stage.upstream().take(connection)) return;
    connection.send("HTTP/1.1 200 OK\r\n" + lengthField(kManyPieces));
    sendPieces(connection, 1, kManyPieces);
  });
  Client client = stage.connect();
  const long before = stage.proxy().residentKiB().value_or(0);
  client.send(get());
  requireHead(client, kManyPieces);
  auto& connection = client.connection();
  requireAll(receivePieces(connection, 1, 0, kManyPieces / 2), kManyPieces / 2);
  // A proxy that collects has all of it now.
  requireBounded(before, stage.proxy().residentKiB().value_or(0));
  requireAll(receivePieces(connection, 1, kManyPieces / 2, kManyPieces),
             kManyPieces);
}

/// What the upstream saw of an upload. Its thread may outlive the case.
struct Upload {
  std::atomic<unsigned> right{0};
  std::atomic<long> resident{0};  ///< of the proxy, in KiB, half-way
};

void takeUpload(Connection& connection, Proxy& proxy, Upload& upload) {
  const auto head = connection.readHead(kPatience);
  if (head && head->has("Content-Length")) {
    upload.right = receivePieces(connection, 2, 0, kManyPieces / 2);
    upload.resident = proxy.residentKiB().value_or(0);
    if (upload.right == kManyPieces / 2) {
      upload.right = receivePieces(connection, 2, kManyPieces / 2, kManyPieces);
    }
  }
  connection.send(reply());
}

CASE(Step03, R03_09, BigRequestIsStreamed) {
  const auto upload = std::make_shared<Upload>();
  stage.upstream().script([&stage, upload](Connection& connection) {
    takeUpload(connection, stage.proxy(), *upload);
  });
  Client client = stage.connect();
  const long before = stage.proxy().residentKiB().value_or(0);
  client.send("PUT /p HTTP/1.1\r\nHost: t\r\n" + lengthField(kManyPieces));
  sendPieces(client.connection(), 2, kManyPieces);
  const Message response = client.completeResponse("PUT");
  require(response.status() == 200, "status-wrong", response.startLine);
  require(upload->right > 0, "body-lost", "nothing of it arrived");
  requireAll(upload->right, kManyPieces);
  requireBounded(before, upload->resident);
}

/// Makes the kernel hold little, so that every side has to wait for the next.
void shrinkBuffers(Connection& connection) {
  const int size = 32'768;
  for (const int buffer : {SO_RCVBUF, SO_SNDBUF}) {
    ::setsockopt(connection.descriptor(), SOL_SOCKET, buffer, &size,
                 sizeof size);
  }
}

CASE(Step03, R03_22, UpstreamAnswersAfterReadingAll) {
  stage.upstream().script([&stage](Connection& connection) {
    shrinkBuffers(connection);
    const auto request = stage.upstream().take(connection);
    if (request) connection.send(reply("", request->body));
  });
  Client client = stage.connect();
  shrinkBuffers(client.connection());
  const std::string octets = pattern(1'048'576);
  const Message response = client.ask(post(octets));
  requireBody(stage.forwarded(), octets);
  requireBody(response, octets);
}

/// Which client it is stands in the target: /7 uploads body 7 and gets 107.
void answerOne(Connection& connection) {
  const auto head = connection.readHead(kPatience);
  if (!head) return;
  const auto number =
      static_cast<unsigned>(std::stoi(head->target().substr(1)));
  const bool right =
      !head->has("Content-Length") ||
      receivePieces(connection, number, 0, kSomePieces) == kSomePieces;
  const std::string status = right ? "200 OK" : "500 Upload Altered";
  connection.send("HTTP/1.1 " + status + "\r\n" + lengthField(kSomePieces));
  sendPieces(connection, number + 100, kSomePieces);
}

void upAndDown(Client client, unsigned number) {
  client.send("POST /" + std::to_string(number) + " HTTP/1.1\r\nHost: t\r\n" +
              lengthField(kSomePieces));
  sendPieces(client.connection(), number, kSomePieces);
  requireHead(client, kSomePieces);
  requireAll(receivePieces(client.connection(), number + 100, 0, kSomePieces),
             kSomePieces);
}

CASE(Step03, R03_23, TwentyClientsAtTheSameTime) {
  stage.upstream().script(answerOne);
  std::vector<std::future<void>> clients;
  for (unsigned number = 1; number <= 20; ++number) {
    clients.push_back(
        std::async(std::launch::async, upAndDown, stage.connect(), number));
  }
  for (auto& client : clients) client.get();
}

}  // namespace
}  // namespace hop::test
