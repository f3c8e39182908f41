// SPDX-License-Identifier: MIT
// 08-trailers, hostile rows: requests of the other rows, changed at random
// (but always in the same way), and compared with an independent reader.
#include "tests/support/Case.h"
#include "tests/support/Hostile.h"
#include "tests/support/RequestReader.h"

#include <random>
#include <set>

namespace hop::test {
namespace {

using namespace std::string_literals;

constexpr unsigned kSeed = 20261122;
constexpr int kMutants = 400;
/// What the proxy may grow by over all mutants.
constexpr long kBudgetKiB = 32 * 1024;

const std::string kHost = "Host: t\r\n";
const std::string kCoding = "Transfer-Encoding: chunked\r\n";
/// The number of a mutant comes in the place of the zeros, so that a request
/// that the upstream receives can be told from those of other mutants.
const std::string kInner = "GET /smuggled0000 HTTP/1.1\r\n" + kHost + "\r\n";
const std::string kInnerChunk = "27\r\n" + kInner + "\r\n0\r\n\r\n";

std::vector<std::string> seeds() {
  const std::string get = "GET /g0000 HTTP/1.1\r\n" + kHost;
  const std::string post = "POST /p0000 HTTP/1.1\r\n" + kHost;
  return {get + "X-A: 1\r\n\r\n",
          get + "Content-Length: 39\r\n\r\n" + kInner,
          post + "Content-Length: 5\r\n\r\nhello",
          post + "Content-Length: 39\r\nX-A: 1\r\n\r\n" + kInner,
          post + "Content-Length: 0\r\n\r\n" + get + "\r\n",
          post + kCoding + "\r\n5\r\nhello\r\n0\r\n\r\n",
          post + kCoding + "X-A: 1\r\n\r\n" + kInnerChunk,
          post + kCoding + "\r\n5;a=b\r\nhello\r\n0\r\nX-T: 1\r\n\r\n",
          post + kCoding + "\r\n3\r\nhey\r\n" + kInnerChunk,
          post + kCoding + "Content-Length: 4\r\n\r\n" + kInnerChunk,
          post + "Content-Length: 6\r\n" + kCoding + "\r\n0\r\n\r\nG",
          get + "X-A: 1\r\n\r\n" + post + "Content-Length: 5\r\n\r\nhello" +
              get + "\r\n",
          get + "\r\n" + post + kCoding + "\r\n" + kInnerChunk + get + "\r\n"};
}

class Mutator final {
 public:
  explicit Mutator(unsigned seed) : random_(seed) {}

  std::string mutant(int number) {
    static const auto kSeeds = seeds();
    std::string octets = kSeeds[below(kSeeds.size())];
    for (std::size_t rounds = 1 + below(2); rounds > 0; --rounds) {
      change(octets);
    }
    return numbered(std::move(octets), number);
  }

  /// A number from 0 to @p bound - 1; the same ones on every machine.
  std::size_t below(std::size_t bound) { return random_() % bound; }

 private:
  static std::string numbered(std::string octets, int number) {
    const std::string digits = std::to_string(10'000 + number).substr(1);
    for (auto at = octets.find("0000"); at != octets.npos;
         at = octets.find("0000", at + 4)) {
      octets.replace(at, 4, digits);
    }
    return octets;
  }

  void change(std::string& octets) {
    static const std::string kMarks = "\r\n\0: \t"s;
    static const std::vector<std::string> kLines{
        kCoding,
        "Content-Length: 0\r\n",
        "Content-Length: 5\r\n",
        "Content-Length: 39\r\n",
        "Content-Length: 5, 5\r\n",
        "Transfer-Encoding: identity\r\n",
        "Transfer-Encoding: xchunked\r\n",
        "Transfer_Encoding: chunked\r\n",
        "Connection: Content-Length, Transfer-Encoding\r\n",
        "Host: evil\r\n",
        " folded\r\n"};
    const std::size_t at = below(octets.size());
    const char mark = kMarks[below(kMarks.size())];
    const auto line = octets.find("\r\n", at);
    switch (below(7)) {
      case 0:
        octets.insert(at, 1, mark);
        break;
      case 1:
        octets[at] = mark;
        break;
      case 2:
        octets.erase(at, 1);
        break;
      case 3:  // a line more, somewhere
        if (line != octets.npos) {
          octets.insert(line + 2, kLines[below(kLines.size())]);
        }
        break;
      case 4:  // a line less
        if (line != octets.npos && line + 2 < octets.size()) {
          octets.erase(line + 2, octets.find("\r\n", line + 2) - line);
        }
        break;
      case 5:  // split
        octets.insert(at, "\r\n\r\n");
        break;
      default:
        octets += octets;
    }
  }

  std::mt19937 random_;
};

/// One answer for each request, in order; after the first refusal none.
/// @return how many were served.
std::size_t readAnswers(Client& client, const Reading& reading) {
  const std::size_t wanted = reading.complete.size();
  const bool refused = reading.rest == Reading::Rest::Invalid;
  for (std::size_t i = 0; i < wanted + (refused ? 1 : 0); ++i) {
    const auto response = client.connection().readMessage(kPatience, "GET");
    if (!response && client.connection().closedWithin(kMoment)) return i;
    require(response.has_value(), "stalled", "neither an answer nor the end");
    require(response->complete, "stalled", "an answer without its end");
    if (response->status() != 200) {
      requireLastAnswer(client, *response, {400, 431, 501, 505});
      return i;
    }
    require(i < wanted, "not-refused", "octets that are no request");
    require(
        response->body == reading.complete[i].target, "order-wrong",
        reading.complete[i].target + " got the answer for " + response->body);
  }
  // Of what is not complete yet it may be clear already that it is none.
  const bool open = reading.rest == Reading::Rest::Incomplete;
  if (!open || !client.connection().unread().starts_with("HTTP/1.1 4")) {
    client.requireSilence();
  }
  return wanted;
}

CASE(Step08, SQ20, Mutants) {
  stage.upstream().respondWith(
      [](const Message& request) { return reply("", request.target()); });
  stage.requireServing();
  const auto memory = stage.proxy().residentKiB();
  std::set<std::string> legitimate{"/still-serving"};
  std::size_t before = 1;
  Mutator mutator(kSeed);
  for (int number = 0; number < kMutants; ++number) {
    const std::string octets = mutator.mutant(number);
    const Reading reading = RequestReader(octets).read();
    for (const auto& request : reading.complete) {
      legitimate.insert(request.target);
    }
    legitimate.insert(reading.unfinished);
    const std::size_t cut = 1 + mutator.below(octets.size());
    forInput("mutant " + std::to_string(number) + ": " + octets, [&] {
      Client client = stage.connect();
      client.send(octets.substr(0, cut));
      client.send(octets.substr(cut));
      const std::size_t served = readAnswers(client, reading);
      const auto seen = completeRequests(stage);
      require(seen.size() == before + served, "not-refused",
              std::to_string(served) + " answers for " +
                  std::to_string(seen.size() - before) + " requests");
      for (std::size_t i = 0; i < served; ++i) {
        const Message& request = seen[before + i];
        require(request.target() == reading.complete[i].target &&
                    request.body == reading.complete[i].body,
                "body-parsed-as-request",
                "the upstream got " + request.startLine + " with " +
                    readable(request.body));
      }
      before = seen.size();
    });
  }
  for (const Message& request : stage.upstream().requests()) {
    require(legitimate.contains(request.target()), "body-parsed-as-request",
            "nobody asked for " + request.startLine);
  }
  const auto after = stage.proxy().residentKiB();
  require(!memory || !after || *after - *memory < kBudgetKiB, "memory-grown",
          std::to_string(after.value_or(0)) + " KiB resident");
  stage.requireServing();
}

}  // namespace
}  // namespace hop::test
