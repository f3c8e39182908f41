// SPDX-License-Identifier: MIT
#include "tests/bench/Swarm.h"

#include "tests/bench/Responder.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

namespace hop::bench {

namespace {

constexpr auto kStall = std::chrono::seconds(10);
constexpr std::uint32_t kNumbers = 100'000'000;  // eight digits

/// "/00001234".
std::string targetFor(std::uint32_t number) {
  std::string digits = std::to_string(number % kNumbers);
  return "/" + std::string(kTargetSize - 1 - digits.size(), '0') + digits;
}

/// A response with Content-Length, cut out of the octets.
struct Reply {
  bool ok = false;     ///< 200
  bool close = false;  ///< the connection must not be used again
  std::string body{};
};

/// The value of a field, or an empty one. @param name with "\r\n" and ":".
std::string valueOf(const std::string& head, const char* name) {
  const char* const field = ::strcasestr(head.c_str(), name);
  if (field == nullptr) return "";
  const std::string_view value(field + std::string_view(name).size());
  return std::string(value.substr(0, value.find('\r')));
}

/// Empty while it is not complete. A response without a Content-Length comes
/// out with an empty body.
std::optional<Reply> takeReply(std::string& octets) {
  const auto end = octets.find("\r\n\r\n");
  if (end == octets.npos) return std::nullopt;
  const std::string head = octets.substr(0, end + 2);
  const auto length = valueOf(head, "\r\nContent-Length:");
  const auto size = length.empty() ? std::size_t{0} : std::stoul(length);
  if (octets.size() < end + 4 + size) return std::nullopt;
  Reply reply{head.compare(8, 5, " 200 ") == 0,
              ::strcasestr(valueOf(head, "\r\nConnection:").c_str(), "close") !=
                  nullptr,
              octets.substr(end + 4, size)};
  octets.erase(0, end + 4 + size);
  return reply;
}

}  // namespace

Swarm::Swarm(std::uint16_t port, std::size_t clients, std::size_t body)
    : port_(port), body_(body), clients_(clients) {
  for (std::size_t i = 0; i < clients; ++i) connect(i);
}

void Swarm::connect(std::size_t index) {
  Client& client = clients_[index];
  client = Client{};
  client.socket = connectLoopback(port_);
  if (client.socket.get() < 0) {
    throw std::runtime_error("the proxy refuses a connection");
  }
  const auto descriptor = static_cast<std::size_t>(client.socket.get());
  if (owners_.size() <= descriptor) owners_.resize(descriptor + 1);
  owners_[descriptor] = index;
  poller_.add(client.socket.get());
}

Outcome Swarm::run(std::size_t requests) {
  outcome_ = {};
  outcome_.milliseconds.reserve(requests);
  left_ = requests;
  const auto start = Clock::now();
  auto progress = start;
  for (std::size_t i = 0; i < clients_.size() && left_ > 0; ++i) ask(i);
  while (!finished() && Clock::now() - progress < kStall) {
    for (const int descriptor : poller_.wait(100)) {
      receive(owners_[static_cast<std::size_t>(descriptor)]);
      progress = Clock::now();
    }
  }
  outcome_.seconds =
      std::chrono::duration<double>(Clock::now() - start).count();
  const auto answered = outcome_.done + outcome_.wrong;
  outcome_.lost = requests > answered ? requests - answered : 0;
  return std::move(outcome_);
}

bool Swarm::finished() const {
  return left_ == 0 &&
         std::all_of(clients_.begin(), clients_.end(),
                     [](const auto& client) { return client.target.empty(); });
}

void Swarm::ask(std::size_t index) {
  if (left_ == 0) return;
  --left_;
  Client& client = clients_[index];
  client.target = targetFor(number_++);
  const std::string request = "GET " + client.target +
                              " HTTP/1.1\r\n"
                              "Host: bench.test\r\n"
                              "User-Agent: hop-bench\r\n"
                              "Accept: */*\r\n"
                              "\r\n";
  client.sent = Clock::now();
  ::send(client.socket.get(), request.data(), request.size(), MSG_NOSIGNAL);
}

void Swarm::receive(std::size_t index) {
  Client& client = clients_[index];
  std::array<char, 65'536> buffer;
  const auto n =
      ::recv(client.socket.get(), buffer.data(), buffer.size(), MSG_DONTWAIT);
  if (n < 0 && (errno == EAGAIN || errno == EINTR)) return;
  if (n <= 0) return lose(index);
  client.octets.append(buffer.data(), static_cast<std::size_t>(n));
  judge(index);
}

bool Swarm::isRight(const std::string& target, const std::string& body) const {
  return body.size() == body_ &&
         (body_ == 0 ||
          (body.starts_with(target) &&
           body.find_first_not_of(kFiller, target.size()) == body.npos));
}

void Swarm::judge(std::size_t index) {
  Client& client = clients_[index];
  const auto reply = takeReply(client.octets);
  if (!reply) return;
  if (reply->ok && !client.target.empty() &&
      isRight(client.target, reply->body)) {
    ++outcome_.done;
    outcome_.milliseconds.push_back(
        std::chrono::duration<double, std::milli>(Clock::now() - client.sent)
            .count());
  } else {
    ++outcome_.wrong;
  }
  client.target.clear();
  if (reply->close || !client.octets.empty()) connect(index);
  ask(index);
}

/// The connection has ended. That is a loss only if a response was due; a
/// proxy may close one that is idle.
void Swarm::lose(std::size_t index) {
  const bool due = !clients_[index].target.empty();
  connect(index);
  if (due) ask(index);
}

}  // namespace hop::bench
