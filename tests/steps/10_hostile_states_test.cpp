// SPDX-License-Identifier: MIT
// 10-http2: frames on streams that are in no state for them (RFC 9113 section
// 5.1). The tests of others leave these out, or libraries let them pass.
#include "tests/support/Case.h"
#include "tests/support/Checks.h"
#include "tests/support/http2/HeldUpstream.h"
#include "tests/support/http2/Http2Checks.h"

namespace hop::test {
namespace {

const std::string kBlock = hpackLiterals(h2Get("/evil"));

/// A frame that comes too late, and what may be said of it.
struct Late {
  std::string name;
  std::function<Frame(std::uint32_t stream)> frame;
  std::vector<std::uint32_t> codes;  ///< none: it is no error at all
};

const std::vector<Late> kLate{
    {"DATA",
     [](std::uint32_t id) { return dataFrame(id, "late", true); },
     {kStreamClosed}},
    {"HEADERS",
     [](std::uint32_t id) { return headersFrame(id, kBlock, true); },
     {kStreamClosed, kProtocolError}},
    {"CONTINUATION",
     [](std::uint32_t id) { return continuationFrame(id, kBlock); },
     {kProtocolError, kStreamClosed}},
    {"PRIORITY", [](std::uint32_t id) { return priorityFrame(id); }, {}},
    {"WINDOW_UPDATE",
     [](std::uint32_t id) { return windowUpdate(id, 1); },
     {}}};

/// Brings a new stream of the client into a state.
using Prepare = std::function<std::uint32_t(Http2Client& client)>;

/// Sends each of the frames in that state and looks what comes of it.
void requireStates(Stage& stage, const Prepare& prepare) {
  for (const Late& late : kLate) {
    Http2Client client = stage.http2Client();
    const auto id = prepare(client);
    client.send(late.frame(id));
    if (late.codes.empty()) {
      // A reset of the one stream would do no harm; its connection goes on.
      requireStillServing(client);
      continue;
    }
    const Http2Stream& stream = client.stream(id);
    const bool noticed = client.until(
        [&] { return client.rejected() || stream.reset.has_value(); });
    require(noticed, "not-refused", late.name + " is taken without a word");
    if (stream.reset) {
      requireStreamError(client, id, late.codes);
    } else {
      requireConnectionError(client, late.codes);
    }
  }
  requireServingBoth(stage);
  for (const Message& request : stage.upstream().requests()) {
    require(!isStolen(request), "not-refused", request.startLine);
  }
}

CASE(Step10, HX31, AfterRstStream) {
  HeldUpstream held(stage);
  requireStates(stage, [](Http2Client& client) {
    const auto id = client.open(h2Request("POST", "/slow"));
    client.send(resetFrame(id, kCancel));
    return id;
  });
}

CASE(Step10, HX32, AfterBothEndsHaveEnded) {
  requireStates(stage, [](Http2Client& client) {
    const auto id = client.request(h2Get());
    client.response(id);
    return id;
  });
}

CASE(Step10, HX33, AfterOurEnd) {
  HeldUpstream held(stage);
  requireStates(stage, [&](Http2Client& client) {
    const auto id = client.request(h2Get("/slow"));
    stage.upstream().waitForRequests(1, kPatience);
    return id;
  });
}

CASE(Step10, HX34, IdsThatFall) {
  Http2Client client = stage.http2Client();
  client.nextStream();
  client.nextStream();
  client.ask(h2Get("/five"));
  client.send(headersFrame(3, kBlock, true));
  requireConnectionError(client, {kProtocolError, kStreamClosed});
  requireServingBoth(stage);
  for (const Message& request : stage.upstream().requests()) {
    require(!isStolen(request), "not-refused", request.startLine);
  }
}

CASE(Step10, HX35, StreamsThatWereNeverOpened) {
  for (const Frame& frame :
       {dataFrame(1, "x"), resetFrame(1, kCancel), windowUpdate(1, 1),
        continuationFrame(1, kBlock)}) {
    Http2Client client = stage.http2Client();
    client.send(frame);
    requireConnectionError(client, {kProtocolError});
  }
  stage.requireNothingForwarded();
  Http2Client client = stage.http2Client();
  client.send(priorityFrame(1));
  requireStillServing(client);
  requireBothServedOnly(stage);
}

}  // namespace
}  // namespace hop::test
