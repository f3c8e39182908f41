// SPDX-License-Identifier: MIT
/// @file
/// A proxy that is broken on purpose, to prove that the cases notice. It obeys
/// the command line like a step; HOP_CANARY says what it does to a client.

#include "common/cli/Serve.h"

#include <Poco/Net/NetException.h>
#include <Poco/Net/ServerSocket.h>
#include <Poco/Net/StreamSocket.h>

#include <array>
#include <atomic>
#include <cstdlib>
#include <string>
#include <thread>

namespace {

using Poco::Net::ServerSocket;
using Poco::Net::StreamSocket;

const std::string kMode = HOP_CANARY;

/// Reads until the empty line; whatever follows is left alone.
void readHead(StreamSocket& client) {
  std::string seen;
  std::array<char, 4096> piece{};
  while (seen.find("\r\n\r\n") == std::string::npos) {
    const int n = client.receiveBytes(piece.data(), piece.size());
    if (n <= 0) return;
    seen.append(piece.data(), static_cast<std::size_t>(n));
  }
}

void send(StreamSocket& client, const std::string& octets) {
  client.sendBytes(octets.data(), static_cast<int>(octets.size()));
}

void serve(StreamSocket client) {
  if (kMode == "crash") std::abort();
  if (kMode == "close") return;
  if (kMode == "reset") {
    client.setLinger(true, 0);
    return client.close();
  }
  readHead(client);
  if (kMode == "half") return send(client, "HTTP/1.1 200 OK\r\nContent-Le");
  if (kMode == "hang") {
    // Until the client gives up; never an octet.
    std::array<char, 4096> ignored{};
    while (client.receiveBytes(ignored.data(), ignored.size()) > 0) {
    }
    return;
  }
  do {
    send(client, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    readHead(client);
  } while (client.poll(0, Poco::Net::Socket::SELECT_WRITE));
}

void guarded(const StreamSocket& client) {
  try {
    serve(client);
  } catch (const Poco::Exception&) {
    // The client has gone.
  }
}

/// Just enough of a server for serveUntilSignal().
class CanaryServer {
 public:
  explicit CanaryServer(ServerSocket& socket) : socket_(socket) {}
  void start() {
    std::thread([this] {
      while (true) {
        try {
          std::thread(guarded, socket_.acceptConnection()).detach();
        } catch (const Poco::Exception&) {
          return;
        }
      }
    }).detach();
  }
  void stopAll(bool) {}

 private:
  ServerSocket& socket_;
};

}  // namespace

int main(int argc, char** argv) {
  return hop::cli::runStep(
      "11-canary", argc, argv, [](const hop::cli::Options& options) {
        auto socket = hop::cli::bindListener(options.listen);
        CanaryServer server(socket);
        hop::cli::serveUntilSignal(server, socket, options);
        // Threads may still serve: do not wait for them.
        std::_Exit(0);
      });
}
