// SPDX-License-Identifier: MIT
/// @file
/// hop-bench-soak NAME=COMMAND --seconds N: asks a proxy for as long as you
/// like while its upstream does whatever can go wrong, restarts, and some of
/// the clients are slow or leave. Every answer is compared with what the
/// upstream wrote down. Fails for one that is wrong, somebody else's or lost,
/// for a request that came more often than it may, and when descriptors or
/// memory grow.

#include "tests/bench/Arguments.h"
#include "tests/bench/SoakLedger.h"
#include "tests/bench/SoakUpstream.h"
#include "tests/support/Connection.h"

#include <atomic>
#include <chrono>
#include <filesystem>
#include <iomanip>
#include <iostream>
#include <optional>
#include <random>
#include <thread>
#include <vector>

namespace {

using namespace hop::bench;
using namespace std::chrono_literals;
using hop::test::Connection;
using hop::test::Message;
using Clock = std::chrono::steady_clock;

constexpr auto kPatience = 30s;
constexpr int kClients = 24;
constexpr auto kRestartEvery = 4s;
constexpr auto kReportEvery = 10s;

struct Counts {
  std::atomic<std::size_t> right{0};
  std::atomic<std::size_t> failed{0};    ///< 502 to 504, and rightly so
  std::atomic<std::size_t> cut{0};       ///< half an answer, and rightly so
  std::atomic<std::size_t> left{0};      ///< by the client itself
  std::atomic<std::size_t> wrong{0};     ///< another body than the right one
  std::atomic<std::size_t> lost{0};      ///< answered, and yet not arrived
  std::atomic<std::size_t> repeated{0};  ///< came more often than it may
  std::atomic<std::size_t> silent{0};    ///< no answer at all

  [[nodiscard]] std::size_t bad() const {
    return wrong + lost + repeated + silent;
  }
};

/// What all clients share.
struct Soak {
  SoakLedger ledger{};
  Counts counts{};
  std::uint16_t port = 0;  ///< of the proxy
  std::atomic<bool> over{false};
};

/// One client, which keeps its connection as long as it can.
class Guest final {
 public:
  Guest(Soak& soak, int number)
      : soak_(soak),
        name_("c" + std::to_string(number)),
        random_(static_cast<unsigned>(number)) {}

  void stay() {
    while (!soak_.over) askOnce();
  }

 private:
  bool chance(int percent) {
    return static_cast<int>(random_() % 100) < percent;
  }

  void askOnce() {
    const std::string id = name_ + "-" + std::to_string(++asked_);
    const bool post = chance(20);
    const auto restarts = soak_.ledger.restarts();
    if (!connection_)
      connection_.emplace(Connection::open("127.0.0.1", soak_.port));
    connection_->send(request(id, post));
    if (chance(4)) return leave();
    if (chance(5)) std::this_thread::sleep_for(20ms);  // a slow reader
    const auto response = connection_->readMessage(kPatience, "GET");
    // Counted twice, before it and behind it.
    const bool restarted =
        restarts % 2 == 1 || soak_.ledger.restarts() != restarts;
    judge(id, post, response, restarted);
    const bool kept = response && response->complete && !connection_->ended() &&
                      response->value("Connection") != "close";
    if (!kept || chance(2)) connection_.reset();
  }

  std::string request(const std::string& id, bool post) {
    std::string text =
        (post ? "POST /" : "GET /") + id + " HTTP/1.1\r\nHost: soak\r\n";
    if (!post) return text + "\r\n";
    const std::string body(random_() % (chance(10) ? 20'000 : 20), 'p');
    return text + "Content-Length: " + std::to_string(body.size()) +
           "\r\n\r\n" + body;
  }

  /// Without waiting for the answer, or for the end of it.
  void leave() {
    if (chance(50)) std::this_thread::sleep_for(1ms);
    if (chance(50)) connection_->reset();
    connection_.reset();
    ++soak_.counts.left;
  }

  void judge(const std::string& id, bool post,
             const std::optional<Message>& response, bool restarted) {
    Counts& counts = soak_.counts;
    const auto entry = soak_.ledger.take(id);
    if (entry.times > (post ? 1 : 2)) report(id, counts.repeated, "repeated");
    if (!response) return report(id, counts.silent, "unanswered");
    const bool whole = response->status() == 200 && response->complete;
    const std::string body = soakBody(id);
    if (whole && response->body == body) {
      if (entry.fate == Fate::Broken)
        return report(id, counts.wrong, "made up");
      ++counts.right;
    } else if (whole || (response->status() == 200 &&
                         !body.starts_with(response->body))) {
      report(id, counts.wrong, "wrong: " + response->body.substr(0, 60));
    } else if (entry.fate == Fate::Answered && !restarted) {
      report(id, counts.lost, "lost: " + response->startLine);
    } else {
      ++(response->status() == 200 ? counts.cut : counts.failed);
    }
  }

  static void report(const std::string& id, std::atomic<std::size_t>& count,
                     const std::string& what) {
    ++count;
    std::cerr << id + " " + what + "\n";
  }

  Soak& soak_;
  const std::string name_;
  std::mt19937 random_;
  std::size_t asked_ = 0;
  std::optional<Connection> connection_;
};

std::size_t descriptorsOf(pid_t pid) {
  namespace fs = std::filesystem;
  const fs::path folder = "/proc/" + std::to_string(pid) + "/fd";
  std::size_t count = 0;
  for (const auto& entry : fs::directory_iterator(folder)) {
    count += entry.path().empty() ? 0 : 1;
  }
  return count;
}

struct Sizes {
  std::size_t descriptors = 0;
  double memory = 0;  ///< MiB
};

Sizes sizesOf(const RunningProxy& proxy) {
  return {descriptorsOf(proxy.pid()), proxy.residentMiB()};
}

void print(const Soak& soak, const Sizes& sizes) {
  const Counts& counts = soak.counts;
  std::cout << counts.right << " right, " << counts.failed << " failed and "
            << counts.cut << " cut by the upstream, " << counts.left
            << " left, " << soak.ledger.restarts() / 2 << " restarts; "
            << counts.wrong << " wrong, " << counts.lost << " lost, "
            << counts.repeated << " repeated, " << counts.silent
            << " unanswered; " << sizes.descriptors << " descriptors, "
            << std::fixed << std::setprecision(1) << sizes.memory << " MiB"
            << std::endl;
}

/// @return what the proxy weighed after a fifth of the time.
Sizes run(Soak& soak, SoakUpstream& upstream, const RunningProxy& proxy,
          std::chrono::seconds time) {
  const auto start = Clock::now();
  auto nextRestart = start + kRestartEvery;
  auto nextReport = start + kReportEvery;
  std::optional<Sizes> warm;
  while (Clock::now() < start + time) {
    std::this_thread::sleep_for(50ms);
    if (!warm && Clock::now() > start + time / 5) warm = sizesOf(proxy);
    if (Clock::now() > nextRestart) {
      upstream.restart();
      nextRestart = Clock::now() + kRestartEvery;
    }
    if (Clock::now() > nextReport) {
      print(soak, sizesOf(proxy));
      nextReport = Clock::now() + kReportEvery;
    }
  }
  return warm.value_or(sizesOf(proxy));
}

/// Nobody is there any more: only what the program has at its beginning may be
/// left. Idle connections are swept, and the memory of threads is let go.
bool hasGrown(const RunningProxy& proxy, const Sizes& first,
              const Sizes& warm) {
  constexpr std::size_t few = 4;
  constexpr double much = 1.25;
  Sizes last = sizesOf(proxy);
  for (int i = 0; i < 50 && last.descriptors > first.descriptors + few; ++i) {
    std::this_thread::sleep_for(100ms);
    last = sizesOf(proxy);
  }
  std::cout << "descriptors: " << first.descriptors << " at the beginning, "
            << warm.descriptors << " under way, " << last.descriptors
            << " at the end; MiB: " << first.memory << ", " << warm.memory
            << ", " << last.memory << std::endl;
  return last.descriptors > first.descriptors + few ||
         last.memory > warm.memory * much + 2;
}

int bench(const Arguments& arguments) {
  Soak soak;
  bool grown = false;
  {
    SoakUpstream upstream(soak.ledger, 1);
    const RunningProxy proxy(arguments.candidates.at(0), upstream.port());
    soak.port = proxy.port();
    const Sizes first = sizesOf(proxy);
    std::vector<std::thread> guests;
    guests.reserve(kClients);
    for (int i = 0; i < kClients; ++i) {
      guests.emplace_back([&soak, i] { Guest(soak, i).stay(); });
    }
    const Sizes warm = run(soak, upstream, proxy,
                           std::chrono::seconds(arguments.number("--seconds")));
    soak.over = true;
    for (auto& guest : guests) guest.join();
    upstream.restart();  // ends what is idle
    print(soak, sizesOf(proxy));
    grown = hasGrown(proxy, first, warm);
  }
  if (grown) std::cerr << "descriptors or memory have grown\n";
  const bool good = soak.counts.bad() == 0 && !grown && soak.counts.right > 0;
  std::cout << (good ? "nothing wrong, lost or repeated\n" : "NOT GOOD\n");
  return good ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  Arguments defaults;
  defaults.numbers["--seconds"] = {600};
  return runBench(argc, argv, defaults, bench);
}
