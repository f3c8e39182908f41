// SPDX-License-Identifier: MIT
#include "tests/support/Upstream.h"

#include "tests/support/Errors.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

namespace hop::test {

namespace {

using namespace std::chrono_literals;

constexpr std::string_view kOk =
    "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

/// Binds port 0 and listens. @return descriptor and port.
std::pair<int, std::uint16_t> listenOn(const std::string& host) {
  const bool six = host.find(':') != std::string::npos;
  const int listener =
      ::socket(six ? AF_INET6 : AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_storage storage{};
  socklen_t size = six ? sizeof(sockaddr_in6) : sizeof(sockaddr_in);
  storage.ss_family = six ? AF_INET6 : AF_INET;
  auto* four = reinterpret_cast<sockaddr_in*>(&storage);
  auto* sixth = reinterpret_cast<sockaddr_in6*>(&storage);
  ::inet_pton(storage.ss_family, host.c_str(),
              six ? static_cast<void*>(&sixth->sin6_addr)
                  : static_cast<void*>(&four->sin_addr));
  auto* address = reinterpret_cast<sockaddr*>(&storage);
  if (::bind(listener, address, size) != 0 || ::listen(listener, 512) != 0) {
    throw HarnessError("the scripted upstream cannot listen on " + host);
  }
  ::getsockname(listener, address, &size);
  return {listener, ntohs(four->sin_port)};
}

}  // namespace

Upstream::Upstream(Lanes& lanes, const std::string& host) : lanes_(lanes) {
  respond(std::string(kOk));
  std::tie(listener_, port_) = listenOn(host);
  acceptor_ = std::thread([this] { acceptLoop(); });
}

Upstream::~Upstream() {
  stop();
}

void Upstream::respond(std::string octets) {
  respondWith([octets = std::move(octets)](const Message&) { return octets; });
}

void Upstream::respondWith(Responder responder) {
  script([this, responder = std::move(responder)](Connection& connection) {
    answerAll(connection, responder);
  });
}

void Upstream::respondAndClose(std::string octets) {
  script([this, octets = std::move(octets)](Connection& connection) {
    if (take(connection)) connection.send(octets);
  });
}

void Upstream::script(Script script) {
  const std::lock_guard lock(mutex_);
  script_ = std::move(script);
}

void Upstream::refuse() {
  stop();
}

std::optional<Message> Upstream::take(Connection& connection,
                                      std::chrono::milliseconds timeout) {
  auto request = connection.readMessage(timeout);
  if (request) remember(*request);
  return request;
}

void Upstream::remember(const Message& request) {
  const std::lock_guard lock(mutex_);
  requests_.push_back(request);
  arrived_.notify_all();
}

std::vector<Message> Upstream::requests() const {
  const std::lock_guard lock(mutex_);
  return requests_;
}

std::vector<Message> Upstream::waitForRequests(
    std::size_t count, std::chrono::milliseconds timeout) {
  std::unique_lock lock(mutex_);
  arrived_.wait_for(lock, timeout, [&] { return requests_.size() >= count; });
  return requests_;
}

void Upstream::answerAll(Connection& connection, const Responder& responder) {
  while (const auto request = take(connection, 20s)) {
    if (!connection.send(responder(*request))) return;
  }
}

void Upstream::acceptLoop() {
  while (!stopping_) {
    pollfd wanted{listener_, POLLIN, 0};
    if (::poll(&wanted, 1, 20) <= 0) continue;
    const int descriptor = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (descriptor < 0) continue;
    ++connections_;
    const std::lock_guard lock(mutex_);
    open_.push_back(descriptor);
    workers_.emplace_back(
        [this, descriptor] { serve(Connection(descriptor)); });
  }
}

void Upstream::serve(Connection connection) {
  connection.observe(
      [this](std::string_view octets) {
        lanes_.add(Lane::UpstreamSent, octets);
      },
      [this](std::string_view octets) {
        lanes_.add(Lane::UpstreamReceived, octets);
      });
  const int descriptor = connection.descriptor();  // -1 after a reset
  Script script;
  {
    const std::lock_guard lock(mutex_);
    script = script_;
  }
  try {
    script(connection);
  } catch (const CaseFailed&) {
    // What the proxy sent is no HTTP: the case sees that the request is
    // missing, and its message shows the octets.
  }
  const std::lock_guard lock(mutex_);
  open_.erase(std::remove(open_.begin(), open_.end(), descriptor), open_.end());
  connection.close();
}

void Upstream::stop() {
  if (stopping_.exchange(true)) return;
  acceptor_.join();
  ::close(listener_);
  {
    const std::lock_guard lock(mutex_);
    for (const int descriptor : open_) ::shutdown(descriptor, SHUT_RDWR);
  }
  for (auto& worker : workers_) worker.join();
}

}  // namespace hop::test
