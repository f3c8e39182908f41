// SPDX-License-Identifier: MIT
#pragma once

#include "common/io/Channel.h"
#include "common/io/TlsContext.h"

#include "tools/demo-upstream/Connection.h"
#include "tools/demo-upstream/Http2Front.h"

#include <Poco/Net/ServerSocket.h>
#include <Poco/Net/StreamSocket.h>

#include <atomic>
#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

namespace hop::upstream {

/// Accepts clients, plain or inside TLS, and gives each a thread of its own:
/// POCO's TCPServer may queue a client behind a thread that is about to take
/// another one, and here a client can stay for minutes. Who turns out to speak
/// HTTP/2 goes on to the Http2Front.
class Server final {
 public:
  /// @param socket listens already. @param tls null: it is plain.
  /// @param http2 must outlive the server.
  Server(const Poco::Net::ServerSocket& socket,
         std::shared_ptr<const io::TlsContext> tls, std::string name,
         Http2Front& http2);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  void start();
  [[nodiscard]] std::uint16_t port() const { return socket_.address().port(); }

  /// Accepts no more, breaks every connection and waits for its thread.
  void stop();

 private:
  struct Accepted {
    std::shared_ptr<io::Channel> channel;  ///< null when it is not ours now
    std::thread thread;
    bool finished = false;  ///< the thread has nothing left to do
  };

  void acceptClients();
  void admit(Poco::Net::StreamSocket socket);
  void serve(Accepted& client);
  void handOver(Accepted& client, const Connection& connection);
  void reap();
  void breakConnections();

  Poco::Net::ServerSocket socket_;
  std::shared_ptr<const io::TlsContext> tls_;
  std::string name_;
  Http2Front& http2_;
  std::atomic<bool> stopping_ = false;
  std::mutex mutex_;  ///< guards finished and the closing of each channel
  std::list<Accepted> clients_;  ///< changed by the acceptor's thread alone
  std::thread acceptor_;
};

}  // namespace hop::upstream
