// SPDX-License-Identifier: MIT
#include "tools/demo-upstream/Handlers.h"
#include "tools/demo-upstream/Query.h"

#include <chrono>

namespace hop::upstream {

namespace {

constexpr std::string_view kHalf = "This is the first half of the body.\n";
constexpr std::string_view kMissing = "And this half never arrives.\n";

/// A client that reads the reset of a stream together with its head may
/// forget both, and we want to see what it makes of half a body.
constexpr std::chrono::milliseconds kBeforeReset{100};

}  // namespace

void answerEarly(const Exchange& exchange) {
  exchange.response.closeAfter();
  exchange.response.send({413, {{"Content-Type", "text/plain"}}},
                         "Answered before the body was read.\n");
}

void answerCut(const Exchange& exchange) {
  Response& response = exchange.response;
  const ResponseHead head{200, {{"Content-Type", "text/plain"}}};
  const bool chunked = parameter(exchange.request, "chunked").has_value();
  // Without a framing that counts, an end is an end: HTTP/1.0 gets a length.
  if (chunked && !exchange.request.isHttp10()) {
    response.beginStream(head);
  } else {
    response.beginLength(head, kHalf.size() + kMissing.size());
  }
  response.write(kHalf);
  // Not said in the head: the client is to be surprised. HEAD has no body
  // that could be cut.
  if (!response.hasBody()) return;
  if (exchange.request.major == 2) exchange.client.pause(kBeforeReset);
  response.closeAfter();
}

}  // namespace hop::upstream
