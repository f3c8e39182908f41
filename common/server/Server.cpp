// SPDX-License-Identifier: MIT
#include "common/server/Server.h"

#include "common/server/ErrorResponse.h"

#include <Poco/Exception.h>
#include <Poco/Net/HTTPResponse.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <utility>
#include <vector>

namespace hop::server {

namespace {

using std::chrono::milliseconds;

/// The listening socket's key; connections have a generation from 1 on.
constexpr std::uint64_t kListenerKey = 0;
/// How often the deadlines are looked at.
constexpr milliseconds kTick{100};
/// How long a client may go on sending after it was told to stop (RFC 9112
/// section 9.6): closing earlier would reset the connection, and the response
/// with it.
constexpr milliseconds kLinger{2'000};
/// Octets drained from one client before the others get their turn.
constexpr int kDrainReads = 64;

ServerParams::Ptr ownParams(Poco::Net::HTTPServerParams::Ptr params) {
  auto* own = dynamic_cast<ServerParams*>(params.get());
  if (own != nullptr) return ServerParams::Ptr(own, true);
  ServerParams::Ptr made(new ServerParams);
  if (!params.isNull()) {
    made->setMaxThreads(params->getMaxThreads());
    made->setMaxQueued(params->getMaxQueued());
  }
  return made;
}

}  // namespace

Server::Server(Poco::Net::HTTPRequestHandlerFactory::Ptr factory,
               const Poco::Net::ServerSocket& socket,
               Poco::Net::HTTPServerParams::Ptr params)
    : socket_(socket) {
  context_.factory = std::move(factory);
  context_.params = ownParams(std::move(params));
  if (context_.params->getMaxThreads() == 0) {
    context_.params->setMaxThreads(16);  // POCO's default
  }
  workers_ = std::make_unique<Workers>(context_.params->getMaxThreads(),
                                       context_.params->getMaxQueued());
  context_.stopping = [this] { return stopping_.load(); };
  context_.mayWait = [this] { return workers_->plenty() && !stopping_; };
  context_.submit = [this](std::function<void()> job) {
    return workers_->submit(std::move(job));
  };
}

Server::~Server() {
  if (poller_.joinable()) stopAll(true);
}

void Server::start() {
  const auto& spoken = context_.params->protocols;
  const bool http2 =
      std::find(spoken.begin(), spoken.end(), "h2") != spoken.end();
  if (http2 || context_.params->tls) loop_ = std::make_unique<io::Loop>();
  context_.loop = loop_.get();
  socket_.setBlocking(false);
  events_.watch(socket_.impl()->sockfd(), kListenerKey,
                io::EventSet::Interest::Read);
  poller_ = std::thread([this] { run(); });
}

void Server::stopAll(bool abortCurrent) {
  stopping_ = true;
  if (abortCurrent) {
    const std::lock_guard lock(mutex_);
    for (const auto& [descriptor, entry] : entries_) {
      entry->connection.socket().abort();
    }
  }
  events_.wake();
  if (loop_) loop_->stop(abortCurrent);
  if (poller_.joinable()) poller_.join();
  if (loop_) loop_->join();
}

void Server::run() {
  while (true) {
    for (const auto key : events_.wait(kTick)) onReady(key);
    tick();
    const std::lock_guard lock(mutex_);
    if (stopping_ && entries_.empty()) return;
  }
}

void Server::onReady(std::uint64_t key) {
  if (key == kListenerKey) return acceptAll();
  EntryPtr entry;
  State state{};
  {
    const std::lock_guard lock(mutex_);
    const auto found = entries_.find(static_cast<int>(key & 0xffffffff));
    if (found == entries_.end() || found->second->key != key) return;
    entry = found->second;
    state = entry->state;
    if (state == State::Serving) entry->watched = false;
    if (state == State::Parked) entry->state = State::Serving;
  }
  if (state == State::Serving) return entry->connection.clientHasGone();
  if (state == State::Lingering) return drain(entry);
  if (!workers_->submit([this, entry] { serve(entry); })) turnAway(entry);
}

void Server::acceptAll() {
  try {
    while (!stopping_ && socket_.poll(0, Poco::Net::Socket::SELECT_READ)) {
      greet(accept());
    }
  } catch (const Poco::Exception&) {
    // The client has gone already, or no descriptor is left: later.
  }
  if (!stopping_) {
    events_.watch(socket_.impl()->sockfd(), kListenerKey,
                  io::EventSet::Interest::Read);
  }
}

/// A function of its own, so that no copy of POCO's socket is left here when
/// another thread ends the connection.
std::shared_ptr<io::Channel> Server::accept() {
  Poco::Net::StreamSocket socket = socket_.acceptConnection();
  socket.setNoDelay(true);
  const int descriptor = socket.impl()->sockfd();
  const auto& tls = context_.params->tls;
  return std::make_shared<io::Channel>(socket,
                                       tls ? tls->accept(descriptor) : nullptr);
}

/// HTTP/1.1 alone needs no greeting: whatever comes first is a request.
void Server::greet(std::shared_ptr<io::Channel> channel) {
  const bool crowded = loop_ && full();
  if (crowded && channel->secure()) return;  // no way to say why before TLS
  if (!loop_ || crowded) return admit({std::move(channel), "", false});
  loop_->add(std::make_shared<Greeting>(
      std::move(channel), *context_.params, [this](Greeting::Result greeted) {
        if (!greeted.http2) return admit(std::move(greeted));
        loop_->add(std::make_shared<Http2Connection>(
            std::move(greeted.channel), std::move(greeted.early), context_));
      }));
}

bool Server::full() {
  const std::lock_guard lock(mutex_);
  return entries_.size() + (loop_ ? loop_->size() : 0) >=
         static_cast<std::size_t>(context_.params->maxConnections);
}

void Server::admit(Greeting::Result greeted) {
  const bool crowded = full();
  const bool waits = greeted.early.empty();
  const auto entry = std::make_shared<Entry>(std::move(greeted.channel),
                                             greeted.early, context_);
  const int descriptor = entry->connection.socket().descriptor();
  {
    const std::lock_guard lock(mutex_);
    if (stopping_) return entry->connection.socket().close();
    entry->key = (static_cast<std::uint64_t>(++generation_) << 32) |
                 static_cast<std::uint32_t>(descriptor);
    entry->state = State::Serving;
    entries_[descriptor] = entry;
  }
  if (crowded) return turnAway(entry);
  if (waits) return wait(entry, State::Parked, context_.params->clientIdle);
  if (!workers_->submit([this, entry] { serve(entry); })) turnAway(entry);
}

void Server::turnAway(const EntryPtr& entry) {
  const std::string text =
      errorResponse(Poco::Net::HTTPResponse::HTTP_SERVICE_UNAVAILABLE, false);
  try {
    entry->connection.socket().write(text, milliseconds(1));
    settle(entry, Next::Linger);
  } catch (const Poco::Exception&) {
    drop(entry);
  }
}

void Server::serve(const EntryPtr& entry) {
  settle(entry, entry->connection.serve());
}

void Server::settle(const EntryPtr& entry, Next next) {
  if (next == Next::Park && !stopping_) {
    wait(entry, State::Parked, context_.params->clientIdle);
  } else if (next == Next::Linger) {
    entry->connection.socket().finishWriting();
    wait(entry, State::Lingering, kLinger);
  } else if (next == Next::Tunnel) {
    release(entry);
    entry->connection.startTunnel();
  } else {
    drop(entry);
  }
}

void Server::wait(const EntryPtr& entry, State state, milliseconds time) {
  const std::lock_guard lock(mutex_);
  entry->state = state;
  entry->watched = false;
  entry->deadline = Clock::now() + time;
  events_.watch(entry->connection.socket().descriptor(), entry->key,
                io::EventSet::Interest::Read);
}

void Server::drain(const EntryPtr& entry) {
  std::array<char, 16'384> ignored{};
  const int descriptor = entry->connection.socket().descriptor();
  for (int i = 0; i < kDrainReads; ++i) {
    const auto n =
        ::recv(descriptor, ignored.data(), ignored.size(), MSG_DONTWAIT);
    if (n > 0) continue;
    if (n == 0 || (errno != EAGAIN && errno != EINTR)) return drop(entry);
    break;
  }
  events_.watch(descriptor, entry->key, io::EventSet::Interest::Read);
}

/// The connection is somebody else's now.
void Server::release(const EntryPtr& entry) {
  const int descriptor = entry->connection.socket().descriptor();
  const std::lock_guard lock(mutex_);
  events_.forget(descriptor);
  entries_.erase(descriptor);
}

void Server::drop(const EntryPtr& entry) {
  const int descriptor = entry->connection.socket().descriptor();
  const std::lock_guard lock(mutex_);
  events_.forget(descriptor);
  entries_.erase(descriptor);
  // Here, not when the last pointer goes: the number must not be given to a
  // new connection while it still stands in the map.
  entry->connection.socket().close();
}

void Server::tick() {
  const auto now = Clock::now();
  if (now < nextTick_ && !stopping_) return;
  nextTick_ = now + kTick;
  std::vector<EntryPtr> over;
  {
    const std::lock_guard lock(mutex_);
    for (const auto& [descriptor, entry] : entries_) {
      if (entry->state == State::Serving) {
        watchClient(*entry);
        continue;
      }
      const bool idle = stopping_ && entry->state == State::Parked;
      if (idle || entry->deadline <= now) over.push_back(entry);
    }
  }
  for (const auto& entry : over) drop(entry);
}

/// Only now and then, because most requests are answered before it can matter:
/// it would be a system call for each of them.
void Server::watchClient(Entry& entry) {
  if (entry.watched || !entry.connection.watched()) return;
  entry.watched = true;
  events_.watch(entry.connection.socket().descriptor(), entry.key,
                io::EventSet::Interest::Hangup);
}

}  // namespace hop::server
