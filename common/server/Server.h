// SPDX-License-Identifier: MIT
#pragma once

#include "common/io/EventSet.h"
#include "common/io/Loop.h"
#include "common/server/Greeting.h"
#include "common/server/Http1Connection.h"
#include "common/server/Http2Connection.h"
#include "common/server/ServerParams.h"
#include "common/server/ServerRequest.h"
#include "common/server/ServerResponse.h"
#include "common/server/Workers.h"

#include <Poco/Net/HTTPRequestHandlerFactory.h>
#include <Poco/Net/ServerSocket.h>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <thread>

namespace hop::server {

/// An HTTP server with the constructor and the verbs of
/// Poco::Net::HTTPServer, for the same handlers. What is different:
///
/// - requests are read by our own strict codec, with limits and timers;
/// - a connection has a thread only while it has a request: one thread polls
///   all the others, accepts, and drains those that were told to close;
/// - when all threads are busy and the queue is full, a client gets 503
///   instead of silence;
/// - a handler that throws aborts its response, and the client can tell;
/// - it can speak HTTP/2 and TLS (ServerParams).
class Server final {
 public:
  /// @param params a ServerParams, or POCO's own: then the defaults hold for
  ///   what it has not.
  Server(Poco::Net::HTTPRequestHandlerFactory::Ptr factory,
         const Poco::Net::ServerSocket& socket,
         Poco::Net::HTTPServerParams::Ptr params);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  void start();
  /// Takes no new clients, closes idle connections at once, and returns when
  /// the requests in flight are answered.
  /// @param abortCurrent do not wait for them: cut them off.
  void stopAll(bool abortCurrent = false);

 private:
  using Clock = std::chrono::steady_clock;
  enum class State { Parked, Serving, Lingering };

  struct Entry {
    Entry(std::shared_ptr<io::Channel> channel, std::string_view early,
          ConnectionContext& context)
        : connection(std::move(channel), early, context) {}
    Http1Connection connection;
    std::uint64_t key = 0;
    State state = State::Parked;
    Clock::time_point deadline;
    bool watched = false;  ///< for its client to go, while it is served
  };
  using EntryPtr = std::shared_ptr<Entry>;

  void run();
  void acceptAll();
  std::shared_ptr<io::Channel> accept();
  void greet(std::shared_ptr<io::Channel> channel);
  void admit(Greeting::Result greeted);
  void onReady(std::uint64_t key);
  void serve(const EntryPtr& entry);
  void turnAway(const EntryPtr& entry);
  void settle(const EntryPtr& entry, Next next);
  void wait(const EntryPtr& entry, State state, std::chrono::milliseconds time);
  void drain(const EntryPtr& entry);
  void release(const EntryPtr& entry);
  void drop(const EntryPtr& entry);
  void tick();
  void watchClient(Entry& entry);
  [[nodiscard]] bool full();

  Poco::Net::ServerSocket socket_;
  ConnectionContext context_;
  io::EventSet events_;
  std::atomic<bool> stopping_{false};
  mutable std::mutex mutex_;         ///< guards entries_ and what is in them
  std::map<int, EntryPtr> entries_;  ///< by descriptor
  std::uint32_t generation_ = 0;     ///< descriptors are used again
  Clock::time_point nextTick_;
  /// Greetings and HTTP/2 connections; null when only HTTP/1 is spoken. Before
  /// the workers, whose last words may still be for it.
  std::unique_ptr<io::Loop> loop_;
  std::unique_ptr<Workers> workers_;
  std::thread poller_;
};

}  // namespace hop::server
