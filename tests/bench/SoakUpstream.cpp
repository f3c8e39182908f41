// SPDX-License-Identifier: MIT
#include "tests/bench/SoakUpstream.h"

#include <poll.h>

#include <array>
#include <chrono>
#include <utility>

namespace hop::bench {

namespace {

using namespace std::chrono_literals;
using test::Connection;

constexpr auto kIdle = 3s;
constexpr std::size_t kSegment = 1'000;
constexpr auto kRest = 100ms;  ///< while it is not there

enum class Deed {
  Plain,
  Chunked,
  Late,
  SaysClose,
  Closes,
  HalfCloses,
  Resets,
  SaysMore,
  BreaksOff,
  CutsTheBody,
  CutsTheHead,
  TalksNonsense,
  ClosesUnanswered,
  ResetsUnanswered
};

/// How often each of them happens, in the order above.
constexpr std::array<double, 14> kOften{60, 10, 2, 4, 4, 3, 3,
                                        3,  1,  1, 1, 1, 3, 2};

Fate fateOf(Deed deed) {
  if (deed == Deed::Resets) return Fate::Uncertain;
  return deed < Deed::BreaksOff ? Fate::Answered : Fate::Broken;
}

std::string plain(const std::string& body, const std::string& fields = "") {
  return "HTTP/1.1 200 OK\r\n" + fields +
         "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

std::string chunked(const std::string& body) {
  const auto half = body.size() / 2;
  std::string text = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
  for (const auto& piece : {body.substr(0, half), body.substr(half)}) {
    if (piece.empty()) continue;
    std::array<char, 20> size{};
    (void)std::snprintf(size.data(), size.size(), "%zx\r\n", piece.size());
    text += size.data() + piece + "\r\n";
  }
  return text + "0\r\n\r\n";
}

/// @return false when the connection is to be closed.
bool act(Connection& connection, Deed deed, const std::string& body) {
  const std::string usual = plain(body);
  switch (deed) {
    case Deed::Plain:
      return connection.send(usual);
    case Deed::Chunked:
      return connection.send(chunked(body));
    case Deed::Late:
      connection.send(usual.substr(0, usual.size() / 2));
      std::this_thread::sleep_for(30ms);
      return connection.send(usual.substr(usual.size() / 2));
    case Deed::SaysClose:
      connection.send(plain(body, "Connection: close\r\n"));
      return false;
    case Deed::Closes:
      connection.send(usual);
      return false;
    case Deed::HalfCloses:
      connection.send(usual);
      connection.finish();
      (void)connection.closedWithin(kIdle);
      return false;
    case Deed::Resets:
      connection.send(usual);
      std::this_thread::sleep_for(1ms);
      connection.reset();
      return false;
    case Deed::SaysMore:
      // In one segment, or nobody could tell: what comes after the next
      // request was sent is an answer to it, for all that can be known.
      return connection.send(usual.size() < kSegment ? usual + plain("poison")
                                                     : usual);
    case Deed::BreaksOff:
      connection.send(usual.substr(0, usual.size() - 1));
      connection.reset();
      return false;
    case Deed::CutsTheBody:
      connection.send(usual.substr(0, usual.size() - 1));
      return false;
    case Deed::CutsTheHead:
      connection.send(usual.substr(0, 10));
      return false;
    case Deed::TalksNonsense:
      connection.send("HTTP/1.1 2oo OK\r\n\r\n");
      return false;
    case Deed::ClosesUnanswered:
      return false;
    case Deed::ResetsUnanswered:
      connection.reset();
      return false;
  }
  return false;
}

}  // namespace

SoakUpstream::SoakUpstream(SoakLedger& ledger, unsigned seed)
    : ledger_(ledger), random_(seed) {
  listen();
}

SoakUpstream::~SoakUpstream() {
  stop();
}

void SoakUpstream::listen() {
  listener_ = bindLoopback(port_);
  if (::listen(listener_.get(), 512) != 0) {
    throw std::runtime_error("cannot listen");
  }
  stopping_ = false;
  acceptor_ = std::thread([this] { accept(); });
}

void SoakUpstream::stop() {
  stopping_ = true;
  acceptor_.join();
  listener_.reset();
  {
    const std::lock_guard lock(mutex_);
    for (const int descriptor : open_) ::shutdown(descriptor, SHUT_RDWR);
  }
  reap(true);
}

void SoakUpstream::restart() {
  ledger_.countRestart();
  stop();
  std::this_thread::sleep_for(kRest);
  listen();
  ledger_.countRestart();
}

void SoakUpstream::accept() {
  while (!stopping_) {
    pollfd wanted{listener_.get(), POLLIN, 0};
    if (::poll(&wanted, 1, 20) != 1) {
      reap(false);
      continue;
    }
    Descriptor socket(
        ::accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC));
    if (socket.get() < 0) continue;
    sendAtOnce(socket);
    Worker& worker = workers_.emplace_back();
    worker.thread = std::thread(
        [this, &worker, seed = random_(), taken = std::move(socket)]() mutable {
          serve(std::move(taken), static_cast<unsigned>(seed));
          worker.done = true;
        });
  }
}

void SoakUpstream::reap(bool all) {
  for (auto it = workers_.begin(); it != workers_.end();) {
    if (!all && !it->done) {
      ++it;
      continue;
    }
    it->thread.join();
    it = workers_.erase(it);
  }
}

void SoakUpstream::serve(Descriptor socket, unsigned seed) {
  const int descriptor = ::dup(socket.get());
  socket.reset();
  {
    const std::lock_guard lock(mutex_);
    open_.insert(descriptor);
  }
  std::mt19937 random(seed);
  {
    Connection connection(descriptor);
    while (!stopping_) {
      const auto request = connection.readMessage(kIdle);
      if (!request || !request->complete) break;
      if (!answer(connection, request->target().substr(1), random)) break;
    }
    const std::lock_guard lock(mutex_);
    open_.erase(descriptor);  // before its number is somebody else's
  }
}

bool SoakUpstream::answer(Connection& connection, const std::string& id,
                          std::mt19937& random) {
  std::discrete_distribution<int> choose(kOften.begin(), kOften.end());
  const auto deed = static_cast<Deed>(choose(random));
  ledger_.write(id, fateOf(deed));  // first: the answer may be quick
  return act(connection, deed, soakBody(id));
}

}  // namespace hop::bench
