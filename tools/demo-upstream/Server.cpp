// SPDX-License-Identifier: MIT
#include "tools/demo-upstream/Server.h"

#include "tools/demo-upstream/Connection.h"
#include "tools/demo-upstream/Session.h"

#include <Poco/Exception.h>
#include <Poco/Logger.h>
#include <Poco/Timespan.h>

#include <chrono>
#include <exception>
#include <utility>

namespace hop::upstream {

namespace {

/// More than that wait in the kernel's queue until one leaves.
constexpr std::size_t kMostClients = 2048;

/// After a failed accept (no descriptor left) the next one fails as well.
constexpr auto kAfterFailure = std::chrono::milliseconds(10);

}  // namespace

Server::Server(const Poco::Net::ServerSocket& socket,
               std::shared_ptr<const io::TlsContext> tls, std::string name,
               Http2Front& http2)
    : socket_(socket),
      tls_(std::move(tls)),
      name_(std::move(name)),
      http2_(http2) {}

Server::~Server() {
  stop();
}

void Server::start() {
  acceptor_ = std::thread([this] { acceptClients(); });
}

void Server::stop() {
  stopping_ = true;
  if (acceptor_.joinable()) acceptor_.join();
  breakConnections();
  for (Accepted& client : clients_) client.thread.join();
  clients_.clear();
}

void Server::acceptClients() {
  const Poco::Timespan patience(200'000);  // then look at stopping_ again
  while (!stopping_) {
    reap();
    try {
      if (clients_.size() >= kMostClients) {
        std::this_thread::sleep_for(kAfterFailure);
      } else if (socket_.poll(patience, Poco::Net::Socket::SELECT_READ)) {
        admit(socket_.acceptConnection());
      }
    } catch (const std::exception&) {
      std::this_thread::sleep_for(kAfterFailure);
    }
  }
}

void Server::admit(Poco::Net::StreamSocket socket) {
  socket.setNoDelay(true);  // each write of a timed body leaves when written
  const int descriptor = socket.impl()->sockfd();
  Accepted& client = clients_.emplace_back();
  try {
    client.channel = std::make_shared<io::Channel>(
        socket, tls_ ? tls_->accept(descriptor) : nullptr);
    client.thread = std::thread([this, &client] { serve(client); });
  } catch (...) {
    clients_.pop_back();
    throw;
  }
}

void Server::serve(Accepted& client) {
  Connection connection(client.channel);
  try {
    if (connection.speaksHttp2()) return handOver(client, connection);
    Session(connection, name_).run();
  } catch (const Poco::Exception&) {
    // No TLS, or gone before it said a word.
  } catch (const std::exception& error) {
    Poco::Logger::get("hop").error(name_ + " " + error.what());
  }
  // Under the lock, so that breakConnections() never sees a descriptor that
  // the kernel has given to somebody else in the meantime.
  const std::lock_guard lock(mutex_);
  client.channel->close();
  client.finished = true;
}

void Server::handOver(Accepted& client, const Connection& connection) {
  http2_.take(client.channel, std::string(connection.pending()));
  const std::lock_guard lock(mutex_);
  client.channel.reset();
  client.finished = true;
}

void Server::reap() {
  const std::lock_guard lock(mutex_);
  for (auto it = clients_.begin(); it != clients_.end();) {
    const auto client = it++;
    if (!client->finished) continue;
    client->thread.join();
    clients_.erase(client);
  }
}

void Server::breakConnections() {
  const std::lock_guard lock(mutex_);
  for (const Accepted& client : clients_) {
    if (!client.finished) client.channel->abort();
  }
}

}  // namespace hop::upstream
