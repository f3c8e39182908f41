// SPDX-License-Identifier: MIT
// 10-http2: much of something cheap. What counts is the work that it makes:
// requests to the upstream, memory, and others who have to wait.
#include "tests/support/BodyReader.h"
#include "tests/support/Case.h"
#include "tests/support/Checks.h"
#include "tests/support/http2/Http2Checks.h"

namespace hop::test {
namespace {

constexpr long kBudgetKiB = 8L * 1'024;

/// How a flood may end for the one who makes it.
const Refusal kStopped{{kEnhanceYourCalm, kProtocolError, kInternalError,
                        kFrameSizeError, kCancel, kRefusedStream},
                       {400, 431}};

/// A client that floods, another one that has to be served all the time, and
/// the proxy's memory before.
class Flood final {
 public:
  explicit Flood(Stage& stage)
      : stage_(stage),
        neighbour_(stage.http2Client()),
        client_(stage.http2Client()) {
    requireNeighbourServed();
    before_ = stage.proxy().residentKiB().value_or(0);
  }

  Http2Client& client() { return client_; }

  /// Sends these octets @p count times, in pieces that belong together, until
  /// the proxy has had enough. Reads nothing.
  void pour(const std::string& octets, std::size_t count,
            const std::string& what) {
    constexpr std::size_t kTogether = 500;
    client_.sendOctets("", std::to_string(count) + " x " + what);
    for (std::size_t i = 0; i < count; i += kTogether) {
      std::string piece;
      for (std::size_t k = 0; k < kTogether && i + k < count; ++k) {
        piece += octets;
      }
      if (!client_.connection().send(piece)) break;
      requireNeighbourServed();
    }
  }

  void requireNeighbourServed() {
    const auto id = neighbour_.request(h2Get("/neighbour"));
    requireStatus(neighbour_.response(id), 200);
  }
  /// GOAWAY with one of these codes, or the end of the connection.
  void requireStopped(const std::vector<std::uint32_t>& codes = {
                          kEnhanceYourCalm}) {
    requireConnectionError(client_, codes);
  }
  /// The upstream has had at most that many requests besides the neighbour's.
  void requireWork(std::size_t most) {
    std::size_t requests = 0;
    for (const Message& one : stage_.upstream().requests()) {
      if (one.target() == "/flood") ++requests;
    }
    require(requests <= most, "not-refused",
            std::to_string(requests) + " requests reached the upstream");
  }
  void requireHarmless() {
    requireMemory(stage_, before_, kBudgetKiB);
    requireNeighbourServed();
    requireServingBoth(stage_);
  }

 private:
  Stage& stage_;
  Http2Client neighbour_;
  Http2Client client_;
  long before_ = 0;
};

/// A field block in one HEADERS and many CONTINUATION frames, none of which is
/// the last.
std::vector<Frame> endlessBlock(const std::string& block, std::size_t frames) {
  Frame head = headersFrame(1, hpackLiterals(h2Get("/flood")), true);
  head.flags &= static_cast<std::uint8_t>(~kEndHeaders);
  std::vector<Frame> all{head};
  for (std::size_t i = 0; i < frames; ++i) {
    all.push_back(continuationFrame(1, block, false));
  }
  return all;
}

CASE(Step10, HT56, FieldsWithoutEnd) {
  Flood flood(stage);
  std::string block;
  while (block.size() < 16'000)
    block += hpackLiteral("x-a", std::string(900, 'a'));
  for (const Frame& frame : endlessBlock(block, 64)) {
    if (!flood.client().send(frame)) break;
  }
  flood.client().send(continuationFrame(1, "", true));
  requireRefusal(flood.client(), 1, kStopped);
  flood.requireWork(0);
  flood.requireHarmless();
}

CASE(Step10, HX13, TenThousandFields) {
  FieldList fields;
  for (int i = 0; i < 100; ++i) fields.emplace_back("x-a", "1");
  requireStatus(stage.http2Client().ask(h2Get("/", fields)), 200);
  Flood flood(stage);
  std::string block;
  for (int i = 0; i < 1'000; ++i) block += hpackLiteral("x-tiny", "12");
  for (const Frame& frame : endlessBlock(block, 10)) {
    if (!flood.client().send(frame)) break;
  }
  flood.client().send(continuationFrame(1, "", true));
  requireRefusal(flood.client(), 1, kStopped);
  flood.requireWork(0);
  flood.requireHarmless();
}

CASE(Step10, HT58, OneEntryTwelveThousandTimes) {
  Flood flood(stage);
  const std::string head = hpackLiterals(h2Get("/flood")) +
                           hpackRemembered("x-bomb", std::string(4'000, 'b'));
  std::string block = head;
  for (int i = 0; i < 12'000; ++i) block += hpackIndexed(62);
  flood.client().requestBlock(block);
  requireRefusal(flood.client(), 1, kStopped);
  flood.requireWork(0);
  flood.requireHarmless();
}

CASE(Step10, HT63, MadeYouReset) {
  Flood flood(stage);
  const std::string block = hpackLiterals(h2Get("/flood"));
  for (int i = 0; i < 500; ++i) {
    const auto id = flood.client().nextStream();
    const std::string both =
        octetsOf(headersFrame(id, block, true)) + octetsOf(windowUpdate(id, 0));
    if (!flood.client().connection().send(both)) break;
  }
  flood.requireStopped({kEnhanceYourCalm, kProtocolError});
  flood.requireWork(250);
  flood.requireHarmless();
}

CASE(Step10, HX40, RapidReset) {
  Flood flood(stage);
  const std::string block = hpackLiterals(h2Get("/flood"));
  for (int i = 0; i < 5'000; ++i) {
    const auto id = flood.client().nextStream();
    const std::string both = octetsOf(headersFrame(id, block, true)) +
                             octetsOf(resetFrame(id, kCancel));
    if (!flood.client().connection().send(both)) break;
  }
  flood.requireStopped({kEnhanceYourCalm, kInternalError});
  flood.requireWork(2'500);
  flood.requireHarmless();
}

CASE(Step10, HT65, Pings) {
  Flood flood(stage);
  flood.pour(octetsOf(pingFrame("12345678")), 20'000, "PING");
  flood.requireStopped();
  flood.requireHarmless();
}

CASE(Step10, HX41, SettingsAgainAndAgain) {
  Flood flood(stage);
  flood.pour(octetsOf(settingsFrame({{kInitialWindowSize, 65'535}})), 20'000,
             "SETTINGS");
  flood.requireStopped();
  flood.requireHarmless();
}

CASE(Step10, HT66, EmptyData) {
  Flood flood(stage);
  const auto id = flood.client().open(h2Request("POST", "/flood"));
  flood.pour(octetsOf(dataFrame(id, "")), 20'000, "empty DATA");
  requireRefusal(flood.client(), id, kStopped);
  flood.requireWork(1);
  flood.requireHarmless();
}

CASE(Step10, HX42, Priorities) {
  Flood flood(stage);
  std::string octets;
  for (std::uint32_t id = 1; id < 200; id += 2) {
    octets += octetsOf(priorityFrame(id, id + 2));
  }
  flood.pour(octets, 200, "100 PRIORITY");
  flood.client().listen(kMoment / 5);
  // It may be too much for the connection, or no matter at all.
  if (flood.client().rejected()) {
    flood.requireStopped();
  } else {
    requireStillServing(flood.client());
  }
  flood.requireHarmless();
}

}  // namespace
}  // namespace hop::test
